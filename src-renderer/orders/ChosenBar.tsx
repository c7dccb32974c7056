import { Button, makeStyles, Text } from '@fluentui/react-components';
import type { OrderRow } from '../../shared/api.ts';
import type { OrderDecisions } from './use-order-decisions.ts';
import { orders } from './words.ts';

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', gap: '8px', flexWrap: 'wrap', minHeight: '32px' },
});

/** What can be decided for the selected rows together. */
export function ChosenBar({ rows, decisions }: { rows: readonly OrderRow[]; decisions: OrderDecisions }) {
  const styles = useStyles();
  const waiting = rows.filter(({ state }) => state === 'waiting');
  const known = waiting.filter(({ proposal }) => proposal.salesOrder !== null);
  const toVoid = rows.filter(({ state }) => state === 'to_void');
  if (rows.length < 2 || waiting.length + toVoid.length === 0) return null;
  return (
    <section className={styles.root} aria-label="Selected orders">
      <Text weight="semibold">{orders(rows.length)} selected</Text>
      {known.length > 0 && !decisions.onlyAsFile && (
        <Button
          size="small"
          appearance="primary"
          disabledFocusable={decisions.busy}
          onClick={() => decisions.approve(known.map(({ key }) => key))}
        >
          Create {orders(known.length)} in the ledger
        </Button>
      )}
      {waiting.length > 0 && (
        <Button
          size="small"
          disabledFocusable={decisions.busy}
          onClick={() => decisions.ask({ kind: 'ignore', rows: waiting })}
        >
          Ignore {orders(waiting.length)}
        </Button>
      )}
      {toVoid.length > 0 && (
        <Button
          size="small"
          disabledFocusable={decisions.busy}
          onClick={() => decisions.ask({ kind: 'void', rows: toVoid })}
        >
          Void {orders(toVoid.length)} in the ledger
        </Button>
      )}
    </section>
  );
}
