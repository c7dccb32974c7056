import { Badge, type BadgeProps, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { OrderRow } from '../../shared/api.ts';
import { AccountingDate } from '../../shared/model.ts';
import { formatMinor } from '../../shared/money.ts';
import type { ListColumn } from '../components/list/index.ts';
import { amount, day, moment, plainMoment, time } from '../format/index.ts';
import { numberOf, STATUS_WORDS, stateWords } from './words.ts';

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground3 } });

export function orderColumns(zone: string): ListColumn<OrderRow>[] {
  return [
    {
      name: 'name',
      title: 'Order',
      width: 96,
      grow: true,
      order: { by: 'name', first: 'ascending' },
      text: ({ order }) => order.name,
      cell: ({ order, shop }) => <TwoLines first={order.name} second={shop} />,
    },
    {
      name: 'placed',
      title: 'Placed',
      width: 104,
      order: { by: 'placed', first: 'descending' },
      text: ({ order }) => moment(order.placedAt, zone),
      copy: ({ order }) => plainMoment(order.placedAt, zone),
      cell: ({ order }) => (
        <TwoLines
          first={day(AccountingDate.parse(plainMoment(order.placedAt, zone).slice(0, 10)))}
          second={time(order.placedAt, zone)}
        />
      ),
    },
    { name: 'shop', title: 'Shop', width: 120, hidden: true, text: ({ shop }) => shop },
    {
      name: 'buyer',
      title: 'Buyer',
      width: 132,
      grow: true,
      text: ({ order: { buyer } }) => buyer.name ?? buyer.email ?? '',
      cell: ({ order: { buyer } }) => (
        <TwoLines
          first={buyer.name ?? buyer.email ?? 'No name'}
          second={buyer.name === null ? '' : (buyer.email ?? '')}
        />
      ),
    },
    {
      name: 'amount',
      title: 'Amount',
      width: 96,
      align: 'end',
      order: { by: 'amount', first: 'descending' },
      text: ({ order }) => amount(order.totalMinor, order.currency),
      copy: ({ order }) => ({
        decimal: formatMinor(order.totalMinor, order.currency),
        currency: order.currency,
      }),
    },
    {
      name: 'customer',
      title: 'Customer',
      width: 132,
      grow: true,
      order: { by: 'customer', first: 'ascending' },
      text: ({ proposal }) =>
        [proposal.customerNo, proposal.customerName].filter((part) => part !== null).join(' '),
      cell: ({ proposal }) =>
        proposal.customerNo === null ? (
          <Unknown />
        ) : (
          <TwoLines first={proposal.customerName ?? proposal.customerNo} second={proposal.customerNo} />
        ),
    },
    {
      name: 'state',
      title: 'State',
      width: 112,
      text: (row) =>
        [stateWords(row), STATUS_WORDS[row.order.status]].filter((word) => word !== null).join(', '),
      cell: (row) => <State row={row} />,
    },
    {
      name: 'number',
      title: 'Ledger no.',
      width: 80,
      text: numberOf,
      cell: (row) => <LedgerNumber row={row} />,
    },
  ];
}

function TwoLines(props: { first: string; second: string }) {
  const styles = useStyles();
  return (
    <>
      <Text block truncate wrap={false} title={props.first}>
        {props.first}
      </Text>
      {props.second !== '' && (
        <Text block size={200} truncate wrap={false} className={styles.quiet} title={props.second}>
          {props.second}
        </Text>
      )}
    </>
  );
}

function Unknown() {
  return <Text className={useStyles().quiet}>Not known</Text>;
}

const COLOURS: Readonly<Record<string, NonNullable<BadgeProps['color']>>> = {
  Ready: 'brand',
  'To check': 'warning',
  'To void': 'danger',
  'In the ledger': 'success',
};

function State({ row }: { row: OrderRow }) {
  const styles = useStyles();
  const word = stateWords(row);
  const status = STATUS_WORDS[row.order.status];
  return (
    <>
      <Badge appearance="tint" color={COLOURS[word] ?? 'informative'}>
        {word}
      </Badge>
      {status !== null && (
        <Text block size={200} className={styles.quiet}>
          {status}
        </Text>
      )}
    </>
  );
}

/** One that is only proposed is quieter than one that is there. */
function LedgerNumber({ row }: { row: OrderRow }) {
  const styles = useStyles();
  return row.number === null ? (
    <Text className={styles.quiet}>{numberOf(row)}</Text>
  ) : (
    <Text>{row.number}</Text>
  );
}
