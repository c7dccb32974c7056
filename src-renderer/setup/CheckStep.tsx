import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
} from '@fluentui/react-components';
import type { Preflight } from '../../shared/preflight.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useAction } from '../stores/use-action.ts';
import { PreflightAnswers } from './PreflightAnswers.tsx';
import { PreflightTables } from './PreflightTables.tsx';
import { StepPage } from './StepPage.tsx';

const useStyles = makeStyles({
  findings: { display: 'flex', flexDirection: 'column', gap: '8px' },
});

const SEVERITIES = ['blocks_reading', 'blocks_posting', 'warning', 'info'] as const;
const INTENT = {
  blocks_reading: 'error',
  blocks_posting: 'error',
  warning: 'warning',
  info: 'info',
} as const;
const TITLE = {
  blocks_reading: 'Reading is not possible.',
  blocks_posting: 'Posting is not possible.',
  warning: 'Please note.',
  info: 'For your information.',
} as const;

/** What the preflight found, worst first, and what follows from it. */
export function CheckStep(props: {
  preflight: Preflight;
  onAgain: () => Promise<void>;
  onBack: () => void;
  onNext: () => void;
}) {
  const styles = useStyles();
  const action = useAction();
  const { preflight } = props;
  const findings = SEVERITIES.flatMap((severity) =>
    preflight.findings.filter((finding) => finding.severity === severity),
  );
  return (
    <StepPage
      title="What the ledger allows"
      lead={`${preflight.server.database} on ${preflight.server.name}, ${preflight.server.version}, as ${preflight.server.login}.`}
      onSubmit={() => preflight.canRead && props.onNext()}
      actions={
        <>
          <Button onClick={props.onBack}>Back</Button>
          <Button
            disabledFocusable={action.busy}
            onClick={() => void action.run(props.onAgain)}
            {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
          >
            Check again
          </Button>
          <Button type="submit" appearance="primary" disabled={!preflight.canRead}>
            Continue
          </Button>
        </>
      }
    >
      <PreflightAnswers preflight={preflight} />
      {findings.length > 0 && (
        <div className={styles.findings}>
          {findings.map(({ severity, code, message }) => (
            <MessageBar key={`${code} ${message}`} intent={INTENT[severity]} layout="multiline">
              <MessageBarBody>
                <MessageBarTitle>{TITLE[severity]}</MessageBarTitle>
                {message}
              </MessageBarBody>
            </MessageBar>
          ))}
        </div>
      )}
      <PreflightTables preflight={preflight} />
      {action.failure && <FailureNotice failure={action.failure} />}
    </StepPage>
  );
}
