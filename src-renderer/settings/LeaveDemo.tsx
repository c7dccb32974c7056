import { Button, makeStyles, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { call } from '../api/index.ts';
import { Asking } from '../components/Asking.tsx';
import { Panel } from '../components/Panel.tsx';
import { useApp } from '../stores/app-store.ts';

const useStyles = makeStyles({
  button: { flexShrink: 0, whiteSpace: 'nowrap' },
  row: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '24px' },
});

export function LeaveDemo() {
  const styles = useStyles();
  const [asking, setAsking] = useState(false);
  const demo = useApp((state) => state.status?.demo ?? false);
  if (!demo) return null;
  return (
    <Panel title="Demo company" padded>
      <div className={styles.row}>
        <Text>You are working in the demo company. Leave it to connect your own.</Text>
        <Button className={styles.button} onClick={() => setAsking(true)}>
          Leave the demo company
        </Button>
      </div>
      {asking && (
        <Asking
          title="Leave the demo company?"
          confirm="Leave the demo"
          onConfirm={async () =>
            useApp.getState().setStatus(await call('setup.reset', { confirm: 'leave the demo' }))
          }
          onClose={() => setAsking(false)}
        >
          You go back to the first page, where you can connect your own company or start the demo again.
        </Asking>
      )}
    </Panel>
  );
}
