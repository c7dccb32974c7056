import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { OrderRow } from '../../shared/api.ts';
import type { OrderLine } from '../../shared/orders.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { day } from '../format/index.ts';
import { useAction } from '../stores/use-action.ts';
import { OrderActions } from './OrderActions.tsx';
import { OrderLines } from './OrderLines.tsx';
import { OrderParties } from './OrderParties.tsx';
import type { OrderDecisions } from './use-order-decisions.ts';
import { STATUS_WORDS } from './words.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px', maxWidth: '1100px', whiteSpace: 'normal' },
  list: { margin: 0, paddingInlineStart: '20px' },
  problems: { color: tokens.colorStatusWarningForeground1 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** One order: what it lacks, who bought what, what it becomes in the ledger, and the decision. */
export function OrderDetail(props: { row: OrderRow; decisions: OrderDecisions; onChanged: () => void }) {
  const styles = useStyles();
  const action = useAction();
  const { row, decisions } = props;
  const { order, proposal } = row;
  const editable = row.state === 'waiting';
  const status = STATUS_WORDS[order.status];
  const change = (work: () => Promise<unknown>) =>
    void action.run(async () => {
      await work();
      props.onChanged();
    });
  const linking = {
    busy: action.busy,
    link: ({ sku, description }: OrderLine, item: { item: string } | null) =>
      change(() => call('orders.linkItem', { sku, description, item: item?.item ?? null })),
  };
  return (
    <div className={styles.root}>
      {status !== null && (
        <span>
          <Badge appearance="tint" color="danger">
            {status} in the shop
          </Badge>
        </span>
      )}
      <Sentences label="What it lacks" of={proposal.problems} className={styles.problems} />
      <OrderParties
        row={row}
        editable={editable}
        busy={action.busy}
        onLink={(customerNo) => change(() => call('orders.linkBuyer', { ...row.key, customerNo }))}
      />
      <OrderLines row={row} editable={editable} linking={linking} />
      {order.note !== null && order.note !== '' && <Text>Note of the buyer: {order.note}</Text>}
      <Sentences label="Why" of={proposal.evidence} className={styles.quiet} />
      <Text>{becomes(row)}</Text>
      {row.decided !== null && <Text className={styles.quiet}>{row.decided}</Text>}
      {action.failure && <FailureNotice failure={action.failure} />}
      <OrderActions row={row} decisions={decisions} />
    </div>
  );
}

function Sentences(props: { label: string; of: readonly string[]; className: string }) {
  const styles = useStyles();
  if (props.of.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={props.label}>
      {props.of.map((sentence) => (
        <li key={sentence} className={props.className}>
          {sentence}
        </li>
      ))}
    </ul>
  );
}

function becomes({ state, number, proposal: { salesOrder } }: OrderRow): string {
  if (number !== null) return `Sales order ${number} of the ledger.`;
  if (salesOrder === null || state !== 'waiting') return '';
  const from = salesOrder.location === '' ? '' : `, from location ${salesOrder.location}`;
  return `Becomes sales order ${salesOrder.number} of ${day(salesOrder.date)}${from}.`;
}
