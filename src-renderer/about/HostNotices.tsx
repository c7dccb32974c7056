import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
} from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { call } from '../api/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { useCall } from '../stores/use-call.ts';

const useStyles = makeStyles({ bar: { margin: '8px 16px 0', flexShrink: 0 } });

/** What the computer or the program itself has to say, over every screen: a version that is ready, a schedule that waits. */
export function HostNotices() {
  const styles = useStyles();
  const version = useApp((state) => state.versions.updates);
  const held = useApp((state) => state.status?.scheduleHeld === 'on_battery');
  const { value: updates } = useCall('updates.state', {}, version);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const action = useAction();
  const ready = updates?.phase === 'ready' && updates.available !== dismissed ? updates.available : null;
  return (
    <>
      {ready !== null && (
        <MessageBar intent="info" className={styles.bar}>
          <MessageBarBody>
            Matchbook {ready} is ready. It is installed when you restart, or the next time you quit.
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                aria-label="Later"
                icon={<Dismiss16Regular />}
                onClick={() => setDismissed(ready)}
              />
            }
          >
            <Button
              disabledFocusable={action.busy}
              onClick={() => void action.run(async () => void (await call('updates.install', {})))}
            >
              Restart to install
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {held && (
        <MessageBar intent="info" className={styles.bar}>
          <MessageBarBody>
            This PC runs on battery, so the schedules wait, as your settings say. “Sync now” works as always.
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}
