import { Button, makeStyles, ProgressBar, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons';
import { Panel } from '../components/Panel.tsx';
import { scheduleWords } from '../settings/schedule-words.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { StepPage } from './StepPage.tsx';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: '12px' },
  line: { display: 'flex', alignItems: 'center', gap: '12px' },
  wait: { justifyContent: 'flex-start' },
  good: { color: tokens.colorStatusSuccessForeground1 },
});

export function DoneStep(props: { onOpen: () => void }) {
  const styles = useStyles();
  const status = useApp((state) => state.status);
  const progress = useApp((state) => state.progress);
  const settings = useCall('settings.get', {});
  const failed = status?.connections.filter(({ problem }) => problem !== null) ?? [];
  const waiting = status?.connections.some(
    ({ kind, lastSyncAt }) => kind === 'gateway' && lastSyncAt === null,
  );
  return (
    <StepPage
      title="Connected"
      lead="The first import runs by itself. You can open Matchbook now; payments appear for review as they are matched."
      onSubmit={props.onOpen}
      actions={
        <Button type="submit" appearance="primary">
          Open Matchbook
        </Button>
      }
    >
      <Panel title="First import" padded>
        <div className={styles.list} aria-live="polite">
          {progress ? (
            <>
              <Text>{progress.label}</Text>
              <ProgressBar
                aria-label={progress.label}
                {...(progress.fraction === null ? {} : { value: progress.fraction })}
              />
            </>
          ) : failed.length > 0 ? (
            failed.map(({ id, title, problem }) => <Text key={id}>{`${title}: ${problem}`}</Text>)
          ) : waiting ? (
            <Spinner
              size="tiny"
              labelPosition="after"
              label="Waiting for the first records"
              className={styles.wait}
            />
          ) : (
            <span className={styles.line}>
              <CheckmarkCircle20Filled className={styles.good} aria-hidden />
              <Text>Everything up to now was brought in.</Text>
            </span>
          )}
        </div>
      </Panel>
      <Panel title="From now on" padded>
        <div className={styles.list}>
          {status?.connections.map(({ id, title }) => (
            <span className={styles.line} key={id}>
              <CheckmarkCircle20Filled className={styles.good} aria-hidden />
              <Text>{title}</Text>
            </span>
          ))}
          {settings.value && (
            <Text>{`${scheduleWords(settings.value.schedule)}, as long as Matchbook runs. You can change it in Settings.`}</Text>
          )}
          {status?.secretsKept.message && <Text>{status.secretsKept.message}</Text>}
        </div>
      </Panel>
    </StepPage>
  );
}
