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
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { LearnedLesson } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useAction } from '../stores/use-action.ts';
import { CustomerPicker } from './CustomerPicker.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '16px' },
});

/** The same payer, for another customer: counts at once as if it had been approved twice. */
export function RedirectDialog(props: { lesson: LearnedLesson; onClose: () => void }) {
  const styles = useStyles();
  const action = useAction();
  const [customerNo, setCustomerNo] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (customerNo === '') {
      setMissing(true);
      return;
    }
    const { id } = props.lesson;
    if (await action.run(() => call('matching.redirectAlias', { id, customerNo }))) props.onClose();
  };
  return (
    <Dialog open onOpenChange={(_event, change) => !change.open && props.onClose()}>
      <DialogSurface>
        <form onSubmit={(event) => void submit(event)}>
          <DialogBody>
            <DialogTitle>Belongs to another customer</DialogTitle>
            <DialogContent className={styles.content}>
              <div>{props.lesson.sentence}</div>
              <Field
                label="This payer pays for"
                required
                hint="What waits is matched again. What was approved stays as it is."
                {...(missing ? { validationMessage: 'Choose a customer.' } : {})}
              >
                <CustomerPicker
                  value={customerNo}
                  onChange={(chosen) => {
                    setCustomerNo(chosen);
                    setMissing(false);
                  }}
                />
              </Field>
              {action.failure && <FailureNotice failure={action.failure} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={props.onClose}>Cancel</Button>
              <Button type="submit" appearance="primary" disabledFocusable={action.busy}>
                Save
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
