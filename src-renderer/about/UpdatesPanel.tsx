import { Button, makeStyles, ProgressBar, Spinner, Switch, Text, tokens } from '@fluentui/react-components';
import type { UpdateState } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { moment } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { useCall } from '../stores/use-call.ts';
import { updateSentence } from './update-words.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px' },
  row: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '24px' },
  words: { display: 'flex', flexDirection: 'column', gap: '4px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  bar: { maxWidth: '320px' },
  button: { flexShrink: 0 },
});

export function UpdatesPanel() {
  const version = useApp((state) => state.versions.updates);
  const asked = useCall('updates.state', {}, version);
  return (
    <Panel title="Updates" padded>
      {asked.failure && <FailureNotice failure={asked.failure} onRetry={asked.again} />}
      {asked.value !== null && <Offered state={asked.value} />}
      {asked.value === null && !asked.failure && !asked.asking && <NotOffered />}
    </Panel>
  );
}

function NotOffered() {
  return (
    <Text>
      This Matchbook was not installed with its installer, so it does not look for newer versions by itself.
    </Text>
  );
}

function Offered({ state }: { state: UpdateState }) {
  const styles = useStyles();
  const timeZone = useApp((app) => app.status?.timeZone ?? 'UTC');
  const action = useAction();
  const busy = state.phase === 'checking' || state.phase === 'downloading' || state.phase === 'restarting';
  return (
    <div className={styles.root}>
      <div className={styles.row}>
        <div className={styles.words} role="status">
          <Text>{updateSentence(state)}</Text>
          {state.phase === 'downloading' && (
            <ProgressBar
              className={styles.bar}
              aria-label="Download"
              {...(state.progress === null ? {} : { value: state.progress })}
            />
          )}
          {state.checkedAt !== null && (
            <Text size={200} className={styles.quiet}>
              Last looked {moment(state.checkedAt, timeZone)}
            </Text>
          )}
        </div>
        {state.phase === 'ready' ? (
          <Button
            appearance="primary"
            className={styles.button}
            onClick={() => void action.run(async () => void (await call('updates.install', {})))}
          >
            Restart to install
          </Button>
        ) : (
          <Button
            className={styles.button}
            disabledFocusable={busy || action.busy}
            {...(busy ? { icon: <Spinner size="tiny" /> } : {})}
            onClick={() => void action.run(async () => void (await call('updates.check', {})))}
          >
            Look now
          </Button>
        )}
      </div>
      <Switch
        label="Look for newer versions when Matchbook starts and once a day"
        checked={state.automatic}
        onChange={(_event, { checked }) =>
          void action.run(async () => void (await call('updates.setAutomatic', { automatic: checked })))
        }
      />
      {action.failure && <FailureNotice failure={action.failure} />}
    </div>
  );
}
