import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from '@fluentui/react-components';
import { amount } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { type Missing, missingIn } from './missing.ts';

const useStyles = makeStyles({ list: { display: 'flex', flexDirection: 'column', gap: '8px' } });

/** Calm and in its place: payouts that did not come, one line for each gateway and currency, until they do. */
export function MissingPayouts() {
  const styles = useStyles();
  const version = useApp((state) => state.versions.payouts);
  const owed = useCall('payouts.expected', {}, version);
  const missing = owed.value ? missingIn(owed.value) : [];
  if (missing.length === 0) return null;
  return (
    <div className={styles.list}>
      {missing.map((one) => (
        <Line key={one.key} missing={one} />
      ))}
    </div>
  );
}

function Line({ missing }: { missing: Missing }) {
  const show = useApp((state) => state.show);
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {missing.failed ? 'A payout failed.' : 'A payout is missing.'} {missing.title},{' '}
          {amount(missing.amountMinor, missing.currency)}.
        </MessageBarTitle>{' '}
        {missing.sentence}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => show('payouts')}>Show in Payouts</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
