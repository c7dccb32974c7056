import { Button, makeStyles, Spinner, Text } from '@fluentui/react-components';
import { DocumentArrowDown20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { saveFile } from '../components/save-file.ts';
import { useAction } from '../stores/use-action.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'start' },
});

export function SaveDiagnostics() {
  const styles = useStyles();
  const action = useAction();
  const [saved, setSaved] = useState<string | null>(null);
  return (
    <div className={styles.root}>
      <Button
        icon={action.busy ? <Spinner size="tiny" /> : <DocumentArrowDown20Regular />}
        disabledFocusable={action.busy}
        onClick={() =>
          void action.run(async () => {
            const file = await call('diagnostics.save', {});
            saveFile(file);
            setSaved(file.fileName);
          })
        }
      >
        Save a diagnostics file
      </Button>
      {saved !== null && (
        <Text size={200} role="status">
          Made: {saved}
        </Text>
      )}
      {action.failure && <FailureNotice failure={action.failure} />}
    </div>
  );
}
