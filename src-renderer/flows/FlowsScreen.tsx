import { Text } from '@fluentui/react-components';
import { FlowRegular } from '@fluentui/react-icons';
import { call } from '../api/index.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { useCall } from '../stores/use-call.ts';
import { FlowLane } from './FlowLane.tsx';
import { STEP_WORDS } from './step-words.ts';

/** How money travels from each gateway to the ledger, where it stands, and where it is stuck: one picture. */
export default function FlowsScreen() {
  const show = useApp((state) => state.show);
  const showSettings = useApp((state) => state.showSettings);
  const status = useApp((state) => state.status);
  const progress = useApp((state) => state.progress);
  const version = useApp((state) => Object.values(state.versions).join('.'));
  const flows = useCall('flows.list', {}, version);
  const action = useAction();
  const working = action.busy || progress !== null || (status?.working ?? null) !== null;
  return (
    <>
      <ScreenHead title="Flows" />
      <ScreenBody label="Flows" wide>
        {action.failure && <FailureNotice failure={action.failure} />}
        {flows.failure && <FailureNotice failure={flows.failure} onRetry={flows.again} />}
        {flows.value === null && !flows.failure && <Waiting label="Counting" />}
        {flows.value?.flows.length === 0 && (
          <EmptyState
            icon={<FlowRegular />}
            title="No gateway yet"
            text="Connect a gateway in Settings: its way to the ledger is drawn here."
          />
        )}
        {flows.value !== null && flows.value.flows.length > 0 && (
          <Text>
            What each gateway collected, on its way to {flows.value.ledger ?? 'the ledger'}. The gear of a
            step leads to what governs it.
          </Text>
        )}
        {flows.value?.flows.map((flow) => (
          <FlowLane
            key={flow.connectionId}
            flow={flow}
            timeZone={status?.timeZone ?? 'UTC'}
            working={working}
            onSync={() => void action.run(() => call('sync.run', { connectionId: flow.connectionId }))}
            onOpen={(step) => show(STEP_WORDS[step].screen)}
            onSettings={(step) => showSettings(STEP_WORDS[step].settings.page)}
          />
        ))}
      </ScreenBody>
    </>
  );
}
