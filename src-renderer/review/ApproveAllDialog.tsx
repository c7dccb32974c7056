import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { CallInput, CurrencyTotal } from '../../shared/api.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { amount, count } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '8px' },
  totals: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    margin: '8px 0',
    fontVariantNumeric: 'tabular-nums',
  },
});

/**
 * Approves what passes the filter. The count and totals that are confirmed here are sent along: if the list has changed,
 * nothing is approved. What is flagged for a colleague is left out unless it is asked for.
 */
export function ApproveAllDialog(props: {
  filter: CallInput<'review.approveAll'>['filter'];
  /** The group's name; null for the whole list. */
  group: string | null;
  onCancel: () => void;
  onApprove: (confirmed: readonly CurrencyTotal[], includeFlagged: boolean) => void;
}) {
  const styles = useStyles();
  const version = useApp((state) => state.versions.review);
  const asked = useCall('review.approvable', { filter: props.filter }, version);
  const known = asked.value !== null;
  const [includeFlagged, setIncludeFlagged] = useState(false);
  const { open, flagged } = asked.value ?? { open: [], flagged: [] };
  const leftOut = countOf(flagged);
  const totals = includeFlagged ? together(open, flagged) : open;
  const all = countOf(totals);
  return (
    <Dialog open onOpenChange={(_event, change) => change.open || props.onCancel()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            Approve {count(all)} {all === 1 ? 'proposal' : 'proposals'}
            {props.group === null ? '' : `: ${props.group}`}
          </DialogTitle>
          <DialogContent className={styles.content}>
            {asked.failure && <FailureNotice failure={asked.failure} onRetry={asked.again} />}
            <div className={styles.totals}>
              {totals.map((total) => (
                <Text key={total.currency} size={400} weight="semibold">
                  {amount(total.amountMinor, total.currency)} in {count(total.count)}
                </Text>
              ))}
            </div>
            {leftOut > 0 && (
              <Checkbox
                checked={includeFlagged}
                onChange={(_event, change) => setIncludeFlagged(change.checked === true)}
                label={
                  includeFlagged
                    ? `With ${count(leftOut)} flagged for a colleague`
                    : `${count(leftOut)} flagged for a colleague ${leftOut === 1 ? 'is' : 'are'} left out. Approve ${leftOut === 1 ? 'it' : 'them'} too`
                }
              />
            )}
            <Text>
              They are posted to the ledger one by one. Each can be taken back by a reversing entry.
            </Text>
          </DialogContent>
          <DialogActions>
            <Button onClick={props.onCancel}>Cancel</Button>
            <Button
              appearance="primary"
              // Made anew when the totals are known, so that it takes the focus: Enter, Enter approves what is seen.
              key={known ? 'known' : 'asking'}
              autoFocus
              disabled={all === 0}
              onClick={() => props.onApprove(totals, includeFlagged)}
            >
              Approve all
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function countOf(totals: readonly CurrencyTotal[]): number {
  return totals.reduce((sum, it) => sum + it.count, 0);
}

function together(one: readonly CurrencyTotal[], other: readonly CurrencyTotal[]): CurrencyTotal[] {
  const sums = new Map(one.map((total) => [total.currency, total]));
  for (const total of other) {
    const { count: before, amountMinor } = sums.get(total.currency) ?? { count: 0, amountMinor: 0 };
    sums.set(total.currency, {
      ...total,
      count: before + total.count,
      amountMinor: amountMinor + total.amountMinor,
    });
  }
  return [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
