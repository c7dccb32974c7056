import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { PayoutRow } from '../../shared/api.ts';
import { formatMinor, type Minor } from '../../shared/money.ts';
import type { ListColumn } from '../components/list/index.ts';
import { amount, count, day, gatewayTitle } from '../format/index.ts';
import { Journal, type JournalProps, journalWords, TieOutState, tieOutWords } from './states.tsx';

type Post = Pick<JournalProps, 'busy'> & {
  readonly posting: PayoutRow['transactionId'] | null;
  readonly onPost: (id: PayoutRow['transactionId']) => void;
};

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  strong: { fontWeight: tokens.fontWeightSemibold },
});

type MoneyPart = 'payments' | 'refunds' | 'fees' | 'other';

function money(
  name: MoneyPart | 'amount',
  title: string,
  width: number,
  minorOf: (row: PayoutRow) => Minor,
): ListColumn<PayoutRow> {
  return {
    name,
    title,
    width,
    align: 'end',
    // What is below zero: the largest of it first.
    order: { by: name, first: name === 'refunds' || name === 'fees' ? 'ascending' : 'descending' },
    text: (row) => {
      const minor = minorOf(row);
      return minor === 0 && name !== 'amount' ? '–' : amount(minor, row.currency);
    },
    copy: (row) => ({ decimal: formatMinor(minorOf(row), row.currency), currency: row.currency }),
    ...(name === 'amount' ? { cell: (row: PayoutRow) => <PaidOut row={row} /> } : {}),
  };
}

/** Eight of them fit a window of 1024 pixels. */
export function payoutColumns({ busy, posting, onPost }: Post): ListColumn<PayoutRow>[] {
  return [
    {
      name: 'date',
      title: 'Date',
      width: 102,
      order: { by: 'date', first: 'descending' },
      text: (row) => day(row.date),
      copy: (row) => row.date,
      cell: (row) => <DateAndGateway row={row} />,
    },
    {
      name: 'gateway',
      title: 'Gateway',
      width: 88,
      hidden: true,
      order: { by: 'gateway', first: 'ascending' },
      text: (row) => gatewayTitle(row.gateway),
    },
    money('payments', 'Payments', 82, (row) => row.grossMinor),
    money('refunds', 'Refunds, disputes', 80, (row) => row.refundsMinor),
    money('fees', 'Fees', 72, (row) => -row.feesMinor || 0),
    money('other', 'Other', 56, (row) => row.otherMinor),
    money('amount', 'Paid out', 82, (row) => row.amountMinor),
    {
      name: 'records',
      title: 'Records',
      align: 'end',
      width: 72,
      hidden: true,
      text: (row) => count(row.parts),
      copy: (row) => ({ decimal: String(row.parts) }),
    },
    {
      name: 'id',
      title: 'Payout',
      width: 160,
      hidden: true,
      text: (row) => row.externalId,
    },
    {
      name: 'tie_out',
      title: 'Tie-out',
      width: 104,
      order: { by: 'tie_out', first: 'ascending' },
      text: tieOutWords,
      cell: (row) => <TieOutState row={row} />,
    },
    {
      name: 'journal',
      title: 'Journal',
      width: 98,
      order: { by: 'journal', first: 'ascending' },
      text: journalWords,
      cell: (row, tabIndex) => (
        <Journal
          row={row}
          busy={busy}
          posting={posting === row.transactionId}
          tabIndex={tabIndex}
          onPost={() => onPost(row.transactionId)}
        />
      ),
    },
  ];
}

function DateAndGateway({ row }: { row: PayoutRow }) {
  const styles = useStyles();
  return (
    <>
      {day(row.date)}
      <Text block size={200} className={styles.quiet}>
        {gatewayTitle(row.gateway)}
      </Text>
    </>
  );
}

function PaidOut({ row }: { row: PayoutRow }) {
  return <span className={useStyles().strong}>{amount(row.amountMinor, row.currency)}</span>;
}
