import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { OrderRow } from '../../shared/api.ts';
import type { OrderDecisions } from './use-order-decisions.ts';

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'center', gap: '12px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** The decisions that an order can still have. */
export function OrderActions({ row, decisions }: { row: OrderRow; decisions: OrderDecisions }) {
  const styles = useStyles();
  const { busy, onlyAsFile } = decisions;
  if (row.state === 'to_void') {
    return (
      <div className={styles.root}>
        <Button
          appearance="primary"
          disabledFocusable={busy}
          onClick={() => decisions.ask({ kind: 'void', rows: [row] })}
        >
          Void in the ledger
        </Button>
      </div>
    );
  }
  if (row.state !== 'waiting') return null;
  return (
    <div className={styles.root}>
      {!onlyAsFile && (
        <Button
          appearance="primary"
          disabledFocusable={busy || row.proposal.salesOrder === null}
          onClick={() => decisions.approve([row.key])}
        >
          Create in the ledger
        </Button>
      )}
      <Button disabledFocusable={busy} onClick={() => decisions.ask({ kind: 'ignore', rows: [row] })}>
        Ignore
      </Button>
      {row.proposal.salesOrder === null && (
        <Text size={200} className={styles.quiet}>
          It can be brought in once everything above is known.
        </Text>
      )}
    </div>
  );
}
