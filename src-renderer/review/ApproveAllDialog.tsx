import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components';
import type { CurrencyTotal } from '../../shared/api.ts';
import { amount, count } from '../format/index.ts';

const useStyles = makeStyles({
  totals: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    margin: '8px 0',
    fontVariantNumeric: 'tabular-nums',
  },
});

/** The count and totals that are confirmed here are sent along: if the list has changed, nothing is approved. */
export function ApproveAllDialog(props: {
  totals: readonly CurrencyTotal[];
  onCancel: () => void;
  onApprove: () => void;
}) {
  const styles = useStyles();
  const all = props.totals.reduce((sum, it) => sum + it.count, 0);
  return (
    <Dialog open onOpenChange={(_event, change) => change.open || props.onCancel()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Approve {count(all)} proposals</DialogTitle>
          <DialogContent>
            <div className={styles.totals}>
              {props.totals.map((total) => (
                <Text key={total.currency} size={400} weight="semibold">
                  {amount(total.amountMinor, total.currency)} in {count(total.count)}
                </Text>
              ))}
            </div>
            <Text>
              They are posted to the ledger one by one. Each can be taken back by a reversing entry.
            </Text>
          </DialogContent>
          <DialogActions>
            <Button onClick={props.onCancel}>Cancel</Button>
            <Button appearance="primary" autoFocus onClick={props.onApprove}>
              Approve all
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
