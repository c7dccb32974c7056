import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Textarea,
} from '@fluentui/react-components';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useAction } from '../stores/use-action.ts';
import { FailureNotice } from './FailureNotice.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '16px' },
});

/**
 * Asks before something that is not taken back easily; with `reason`, also why. Mount it while it is open. Enter confirms,
 * Escape leaves, and a failure stays in the dialog with what was typed.
 */
export function Asking(props: {
  title: string;
  children: ReactNode;
  confirm: string;
  reason?: string;
  onConfirm: (reason: string) => Promise<unknown>;
  onClose: () => void;
}) {
  const styles = useStyles();
  const action = useAction();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (props.reason !== undefined && reason.trim() === '') {
      setMissing(true);
      return;
    }
    if (await action.run(() => props.onConfirm(reason.trim()))) props.onClose();
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_event, change) => !change.open && props.onClose()}>
      <DialogSurface>
        <form onSubmit={(event) => void submit(event)} noValidate>
          <DialogBody>
            <DialogTitle>{props.title}</DialogTitle>
            <DialogContent className={styles.content}>
              <div>{props.children}</div>
              {props.reason !== undefined && (
                <Field
                  label={props.reason}
                  required
                  {...(missing
                    ? { validationMessage: 'A reason is needed: it is kept in the history.' }
                    : {})}
                >
                  <Textarea
                    autoFocus
                    value={reason}
                    maxLength={500}
                    onChange={(_event, change) => {
                      setReason(change.value);
                      setMissing(false);
                    }}
                    onKeyDown={(event) => {
                      if (event.key !== 'Enter' || event.shiftKey) return;
                      event.preventDefault();
                      event.currentTarget.form?.requestSubmit();
                    }}
                  />
                </Field>
              )}
              {action.failure && <FailureNotice failure={action.failure} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={props.onClose}>Cancel</Button>
              <Button type="submit" appearance="primary" disabledFocusable={action.busy}>
                {props.confirm}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
