import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { ConnectionState } from '../../shared/api.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Waiting } from '../components/Waiting.tsx';
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

function EditDialog({ connection, onClose }: { connection: ConnectionState; onClose: () => void }) {
  const styles = useStyles();
  const saved = useCall('setup.connection', { connectionId: connection.id });
  return (
    <Dialog open onOpenChange={(_event, change) => !change.open && onClose()}>
      <DialogSurface className={styles.surface}>
        {saved.value ? (
          <EditForm saved={saved.value} onClose={onClose} />
        ) : (
          <DialogBody>
            <DialogTitle>Edit {connection.title}</DialogTitle>
            <DialogContent>
              {saved.failure ? (
                <FailureNotice failure={saved.failure} onRetry={saved.again} />
              ) : (
                <Waiting label="Reading what is saved" rows={4} />
              )}
            </DialogContent>
          </DialogBody>
        )}
      </DialogSurface>
    </Dialog>
  );
}
