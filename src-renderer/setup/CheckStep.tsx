import { Button, Spinner } from '@fluentui/react-components';
import type { Preflight } from '../../shared/preflight.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useAction } from '../stores/use-action.ts';
import { PreflightAnswers } from './PreflightAnswers.tsx';
import { PreflightFindings } from './PreflightFindings.tsx';
import { PreflightTables } from './PreflightTables.tsx';
import { StepPage } from './StepPage.tsx';

/** What the preflight found, worst first, and what follows from it. */
export function CheckStep(props: {
  preflight: Preflight;
  onAgain: () => Promise<void>;
  onBack: () => void;
  onNext: () => void;
}) {
  const action = useAction();
  const { preflight } = props;
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
      <PreflightFindings preflight={preflight} />
      <PreflightTables preflight={preflight} />
      {action.failure && <FailureNotice failure={action.failure} />}
    </StepPage>
  );
}
