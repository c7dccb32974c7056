import { Button, MessageBar, MessageBarBody, makeStyles, Spinner } from '@fluentui/react-components';
import { ArrowSync20Regular, Pause20Regular, Play20Regular } from '@fluentui/react-icons';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { Connections } from './Connections.tsx';
import { LastRuns } from './LastRuns.tsx';
import { MissingPayouts } from './MissingPayouts.tsx';
import { MoneyChart } from './MoneyChart.tsx';
import { MoneyTable } from './MoneyTable.tsx';
import { NeedsYou } from './NeedsYou.tsx';

const useStyles = makeStyles({
  notices: { display: 'flex', flexDirection: 'column', gap: '8px' },
});

/** The screen to begin the day with: what needs a person, where the money is, and whether everything runs. */
export default function TodayScreen() {
  const styles = useStyles();
  const status = useApp((state) => state.status);
  const progress = useApp((state) => state.progress);
  const action = useAction();
  const gateways = status?.connections.filter(({ kind }) => kind === 'gateway') ?? [];
  const paused = gateways.length > 0 && gateways.every((one) => one.paused);
  const working = action.busy || progress !== null || (status?.working ?? null) !== null;
  const message = status?.secretsKept.persistent === false ? status.secretsKept.message : null;

  const sync = (connectionId: (typeof gateways)[number]['id'] | null) =>
    void action.run(() => call('sync.run', { connectionId }));
  const pause = (connectionId: (typeof gateways)[number]['id'] | null, on: boolean) =>
    void action.run(async () => {
      await call('sync.pause', { connectionId, paused: on });
      await useApp.getState().refresh();
    });

  return (
    <>
      <ScreenHead title="Today">
        {progress !== null && (
          <Button appearance="subtle" onClick={() => void action.run(() => call('sync.cancel', {}))}>
            Stop
          </Button>
        )}
        <Button
          icon={paused ? <Play20Regular /> : <Pause20Regular />}
          disabled={gateways.length === 0}
          onClick={() => pause(null, !paused)}
        >
          {paused ? 'Resume the schedule' : 'Pause the schedule'}
        </Button>
        <Button
          appearance="primary"
          icon={working ? <Spinner size="tiny" /> : <ArrowSync20Regular />}
          disabledFocusable={working}
          onClick={() => sync(null)}
        >
          {working ? 'Syncing' : 'Sync now'}
        </Button>
      </ScreenHead>
      <ScreenBody label="Today">
        {(message !== null || action.failure !== null) && (
          <div className={styles.notices}>
            {action.failure && <FailureNotice failure={action.failure} />}
            {message !== null && (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>{message}</MessageBarBody>
              </MessageBar>
            )}
          </div>
        )}
        <MissingPayouts />
        <NeedsYou />
        <MoneyTable />
        <MoneyChart />
        <Connections
          connections={status?.connections ?? []}
          timeZone={status?.timeZone ?? 'UTC'}
          working={working}
          onSync={sync}
          onPause={pause}
        />
        <LastRuns timeZone={status?.timeZone ?? 'UTC'} />
      </ScreenBody>
    </>
  );
}
