import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  Text,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { ConnectionState, FormField, FormValues, GatewayTest } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { focusWhenShown } from '../components/focus.ts';
import { Waiting } from '../components/Waiting.tsx';
import { FormFields } from '../setup/FormFields.tsx';
import { GatewayChecks } from '../setup/GatewayChecks.tsx';
import type { FieldProblems } from '../setup/ledger-draft.ts';
import { useAction } from '../stores/use-action.ts';
import { useCall } from '../stores/use-call.ts';

const useStyles = makeStyles({ content: { display: 'flex', flexDirection: 'column', gap: '16px' } });

/** A button, and the dialog in which a gateway gets another key while everything else about it stays. */
export function ReplaceKey({ connection }: { connection: ConnectionState }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        appearance="subtle"
        aria-label={`Change how ${connection.title} signs in`}
        onClick={() => setOpen(true)}
      >
        {connection.connector === 'csv' ? 'Change folder' : 'Replace key'}
      </Button>
      {open && <KeyDialog connection={connection} onClose={() => setOpen(false)} />}
    </>
  );
}

function KeyDialog({ connection, onClose }: { connection: ConnectionState; onClose: () => void }) {
  const styles = useStyles();
  const forms = useCall('setup.connectors', {});
  const action = useAction();
  const [values, setValues] = useState<FormValues>({});
  const [problems, setProblems] = useState<FieldProblems>([]);
  const [test, setTest] = useState<GatewayTest | null>(null);
  const [replaced, setReplaced] = useState(false);
  const form = forms.value?.gateways.find(({ name }) => name === connection.connector);
  const fields = (form?.fields ?? [])
    .filter(({ credential }) => credential === true)
    .map((field): FormField => ({ ...field, required: false }));
  const nothingTyped = Object.values(values).every((value) => value.trim() === '');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void action.run(async () => {
      const answer = await call('setup.rotateSecret', { connectionId: connection.id, values });
      setProblems(answer.problems);
      setTest(answer.test);
      setReplaced(answer.replaced);
    });
  };

  return (
    <Dialog open onOpenChange={(_event, change) => !change.open && onClose()}>
      <DialogSurface>
        <form onSubmit={submit} noValidate>
          <DialogBody>
            <DialogTitle>
              {connection.connector === 'csv' ? 'Change the folder of' : 'Replace the key of'}{' '}
              {connection.title}
            </DialogTitle>
            <DialogContent className={styles.content}>
              {forms.failure && <FailureNotice failure={forms.failure} onRetry={forms.again} />}
              {forms.value === null && !forms.failure && <Waiting label="Reading the form" rows={2} />}
              {replaced ? (
                <Text role="status">Tested and saved. It goes on where it was; nothing is read twice.</Text>
              ) : (
                <>
                  <Text>
                    What you type is tested first and then takes the place of what is saved. Leave empty what
                    stays. It must be the same account: its records go on in the same history.
                  </Text>
                  <FormFields
                    fields={fields}
                    values={values}
                    problems={problems}
                    onChange={(name, value) => {
                      setValues({ ...values, [name]: value });
                      setProblems(problems.filter(({ field }) => field !== name));
                      setTest(null);
                    }}
                  />
                </>
              )}
              {test && <GatewayChecks test={test} />}
              {action.failure && <FailureNotice failure={action.failure} />}
            </DialogContent>
            <DialogActions>
              {replaced ? (
                <Button key="close" ref={focusWhenShown} onClick={onClose}>
                  Close
                </Button>
              ) : (
                <Button onClick={onClose}>Cancel</Button>
              )}
              {!replaced && (
                <Button
                  type="submit"
                  appearance="primary"
                  disabledFocusable={action.busy || nothingTyped}
                  {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
                >
                  Test and replace
                </Button>
              )}
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
