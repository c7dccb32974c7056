import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { ConnectionState, ConnectorForm } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { SignInField } from '../setup/SignInField.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { useCall } from '../stores/use-call.ts';

const useStyles = makeStyles({ content: { display: 'flex', flexDirection: 'column', gap: '16px' } });

/** Only for a ledger that is signed in to on its own site: a button, and the dialog in which it is done once more. */
export function SignInAgain({ connection }: { connection: ConnectionState }) {
  const forms = useCall('setup.connectors', {});
  const [open, setOpen] = useState(false);
  const form = forms.value?.ledgers.find(({ name }) => name === connection.connector);
  if (!form?.fields.some(({ kind }) => kind === 'sign_in')) return null;
  return (
    <>
      <Button
        appearance="subtle"
        aria-label={`Sign in to ${connection.title} again`}
        onClick={() => setOpen(true)}
      >
        Sign in again
      </Button>
      {open && <SignInDialog connection={connection} form={form} onClose={() => setOpen(false)} />}
    </>
  );
}

function SignInDialog(props: { connection: ConnectionState; form: ConnectorForm; onClose: () => void }) {
  const styles = useStyles();
  const { connection, form, onClose } = props;
  const renewing = useAction();
  const [renewed, setRenewed] = useState(false);
  const renew = (signInId: string) =>
    void renewing.run(async () => {
      const asked = { connectionId: connection.id, signInId };
      useApp.getState().setStatus(await call('setup.renewSignIn', asked));
      setRenewed(true);
    });
  return (
    <Dialog open onOpenChange={(_event, change) => !change.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Sign in to {connection.title} again</DialogTitle>
          <DialogContent className={styles.content}>
            {renewed ? (
              <Text role="status">Tried and saved. It goes on where it was.</Text>
            ) : (
              <>
                <Text>
                  The new access takes the place of the saved one once it was tried. It must be a user of the
                  same business.
                </Text>
                <SignInField
                  connector={form.name}
                  connectionId={connection.id}
                  title={form.title}
                  values={{}}
                  value=""
                  onProblems={() => undefined}
                  onSignedIn={renew}
                />
                {renewing.busy && <Waiting label="Trying the new access" rows={1} />}
              </>
            )}
            {renewing.failure && <FailureNotice failure={renewing.failure} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{renewed ? 'Close' : 'Cancel'}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
