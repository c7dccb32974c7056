import { Button, makeStyles } from '@fluentui/react-components';
import { ArchiveArrowBack20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ElsewhereFile } from './ElsewhereFile.tsx';
import { useChecks } from './use-checks.ts';

const useStyles = makeStyles({
  root: { width: '100%', maxWidth: '640px', display: 'flex', flexDirection: 'column', alignItems: 'center' },
  file: { width: '100%' },
});

/** On a computer where nothing is connected yet: the way back to a company that was backed up on another. */
export function RestoreHere() {
  const styles = useStyles();
  const checks = useChecks();
  const [open, setOpen] = useState(false);
  // No company is open, so there is no zone of its own: this PC's.
  const [timeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  return (
    <div className={styles.root}>
      {open ? (
        <div className={styles.file}>
          <ElsewhereFile checks={checks} timeZone={timeZone} />
        </div>
      ) : (
        <Button appearance="subtle" icon={<ArchiveArrowBack20Regular />} onClick={() => setOpen(true)}>
          Restore a backup
        </Button>
      )}
    </div>
  );
}
