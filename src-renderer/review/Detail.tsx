import {
  Button,
  Divider,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReviewDetail } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { amount, moment, percent, sureness } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { FlagNotes } from './FlagNotes.tsx';
import { InLedger } from './InLedger.tsx';
import { SideBySide } from './SideBySide.tsx';
import { itemName, KIND_WORDS, payerOf, remainderWords, whereItGoes } from './wording.ts';

const useStyles = makeStyles({
  root: {
    overflowY: 'auto',
    flexGrow: 1,
    minHeight: 0,
    padding: '16px 20px 24px',
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    // A long detail scrolls; nothing in it is squeezed.
    '& > *': { flexShrink: 0 },
  },
  title: { display: 'flex', flexDirection: 'column', gap: '2px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  heading: { margin: '0 0 6px' },
  list: { margin: 0, paddingInlineStart: '18px', display: 'flex', flexDirection: 'column', gap: '4px' },
  runner: {
    padding: '10px 12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
  },
  use: { alignSelf: 'flex-start', marginTop: '4px' },
});

/** Everything about one transaction: the two sides, why, what else it could be, and what has been done. */
export function Detail(props: {
  id: TransactionId;
  /** Null where nothing can be decided any more. */
  onUseRunnerUp: ((detail: ReviewDetail) => void) | null;
}) {
  const styles = useStyles();
  const version = useApp((state) => state.versions.review);
  const asked = useCall('review.detail', { transactionId: props.id }, version);
  if (asked.failure)
    return (
      <div className={styles.root}>
        <FailureNotice failure={asked.failure} onRetry={asked.again} />
      </div>
    );
  if (asked.value === null || asked.value.row.transactionId !== props.id)
    return <Spinner className={styles.root} />;
  return <Facts detail={asked.value} onUseRunnerUp={props.onUseRunnerUp} />;
}

function Facts(props: { detail: ReviewDetail; onUseRunnerUp: ((detail: ReviewDetail) => void) | null }) {
  const { detail, onUseRunnerUp } = props;
  const styles = useStyles();
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const { row, proposal } = detail;
  const runnerUp = proposal?.runnerUp ?? null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <section className={styles.root} aria-label="Details" tabIndex={0} data-tour="review-detail">
      <div className={styles.title}>
        <Text as="h2" size={500} weight="semibold" className={styles.heading}>
          {amount(row.amountMinor, row.currency)}{' '}
          {row.kind === 'payment' ? 'from' : `${KIND_WORDS[row.kind].toLowerCase()},`} {payerOf(row)}
        </Text>
        <Text>
          {whereItGoes(row)}
          {row.customerName === null ? '' : ` · ${row.customerName}`}
        </Text>
        {proposal && proposal.allocations.length > 0 && (
          <Text size={200} className={styles.quiet}>
            {sureness(proposal.confidence)}, {percent(proposal.confidence)}
          </Text>
        )}
      </div>
      {detail.problem && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>Not posted</MessageBarTitle>
            <br />
            {detail.problem}
          </MessageBarBody>
        </MessageBar>
      )}
      {detail.flag && <FlagNotes id={row.transactionId} flag={detail.flag} />}
      <SideBySide detail={detail} />
      {proposal && proposal.evidence.length > 0 && (
        <div>
          <Text as="h3" weight="semibold" block className={styles.heading}>
            Why
          </Text>
          <ul className={styles.list}>
            {proposal.evidence.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      {proposal?.wouldSettle && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>What would settle it</MessageBarTitle>
            <br />
            {proposal.wouldSettle}
          </MessageBarBody>
        </MessageBar>
      )}
      {runnerUp && (
        <div>
          <Text as="h3" weight="semibold" block className={styles.heading}>
            What else it could be
          </Text>
          <div className={styles.runner}>
            <Text>
              {runnerUp.allocations.map(itemName).join(', ') ||
                remainderWords(runnerUp.remainder, row.currency) ||
                'Nothing'}{' '}
              · {percent(runnerUp.confidence)}
            </Text>
            <Text size={200} className={styles.quiet}>
              Why not: {runnerUp.reason}
            </Text>
            {onUseRunnerUp && runnerUp.allocations.length > 0 && (
              <Button size="small" className={styles.use} onClick={() => onUseRunnerUp(detail)}>
                Use this instead…
              </Button>
            )}
          </div>
        </div>
      )}
      <InLedger detail={detail} />
      {detail.history.length > 0 && (
        <div>
          <Divider />
          <Text as="h3" weight="semibold" block className={styles.heading}>
            History
          </Text>
          <ul className={styles.list}>
            {detail.history.map((line) => (
              <li key={line.sequence}>
                {line.sentence}{' '}
                <Text size={200} className={styles.quiet}>
                  {moment(line.at, zone)}
                </Text>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
