import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Textarea,
} from '@fluentui/react-components';
import { useState } from 'react';
import { count } from '../format/index.ts';

/** Not to be posted, and why: the reason stands in the tie-out and in the audit trail. */
export function IgnoreDialog(props: {
  number: number;
  onCancel: () => void;
  onIgnore: (reason: string) => void;
}) {
  const [reason, setReason] = useState('');
  const ready = reason.trim() !== '';
  return (
    <Dialog open onOpenChange={(_event, change) => change.open || props.onCancel()}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) props.onIgnore(reason.trim());
          }}
        >
          <DialogBody>
            <DialogTitle>
              {props.number === 1 ? 'Ignore this transaction' : `Ignore ${count(props.number)} transactions`}
            </DialogTitle>
            <DialogContent>
              <Field
                label="Why is it not to be posted?"
                required
                hint="It is shown in the tie-out as an explained difference."
              >
                <Textarea
                  value={reason}
                  maxLength={500}
                  autoFocus
                  onChange={(_event, change) => setReason(change.value)}
                />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={props.onCancel}>Cancel</Button>
              <Button appearance="primary" type="submit" disabled={!ready}>
                Ignore
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
