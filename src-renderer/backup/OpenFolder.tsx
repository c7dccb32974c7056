import { Button, makeStyles, Text } from '@fluentui/react-components';
import { FolderOpen20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { CallInput } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useAction } from '../stores/use-action.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'start' },
  path: { overflowWrap: 'anywhere', userSelect: 'all' },
});

/** Shows the folder in Explorer; where that cannot be, its path, to be copied. */
export function OpenFolder(props: {
  folder: CallInput<'setup.openFolder'>['folder'];
  label: string;
  /** What the folder is of, where several buttons are called the same. */
  subject?: string;
  /** A path that is said anyhow does not have to be said again. */
  quiet?: boolean;
}) {
  const styles = useStyles();
  const [path, setPath] = useState<string | null>(null);
  const action = useAction();
  return (
    <div className={styles.root}>
      <Button
        icon={<FolderOpen20Regular />}
        disabledFocusable={action.busy}
        {...(props.subject ? { 'aria-label': `${props.label}: ${props.subject}` } : {})}
        onClick={() =>
          void action.run(async () => {
            const answer = await call('setup.openFolder', { folder: props.folder });
            setPath(answer.opened ? null : answer.path);
          })
        }
      >
        {props.label}
      </Button>
      {path !== null && (
        <Text size={200} role="status" className={styles.path}>
          {props.quiet ? 'No file manager could be opened here.' : path}
        </Text>
      )}
      {action.failure && <FailureNotice failure={action.failure} />}
    </div>
  );
}
