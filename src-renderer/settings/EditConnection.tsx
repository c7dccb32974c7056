import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { ConnectionState } from '../../shared/api.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useCall } from '../stores/use-call.ts';
import { EditForm } from './EditForm.tsx';

const useStyles = makeStyles({ surface: { maxWidth: '760px' } });

/** A button, and the dialog in which a connection's name and settings are changed and tried. */
export function EditConnection({ connection }: { connection: ConnectionState }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button appearance="subtle" aria-label={`Edit ${connection.title}`} onClick={() => setOpen(true)}>
        Edit
      </Button>
      {open && <EditDialog connection={connection} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Opens with what is saved in it: a dialog that opens empty has nothing that could take the focus. */
function EditDialog({ connection, onClose }: { connection: ConnectionState; onClose: () => void }) {
  const styles = useStyles();
  const saved = useCall('setup.connection', { connectionId: connection.id });
  if (saved.value === null && saved.failure === null) return null;
  return (
    <Dialog open onOpenChange={(_event, change) => !change.open && onClose()}>
      <DialogSurface className={styles.surface}>
        {saved.value && <EditForm saved={saved.value} onClose={onClose} />}
        {saved.value === null && saved.failure && (
          <DialogBody>
            <DialogTitle>Edit {connection.title}</DialogTitle>
            <DialogContent>
              <FailureNotice failure={saved.failure} onRetry={saved.again} />
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>Close</Button>
            </DialogActions>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}
