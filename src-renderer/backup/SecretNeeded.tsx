import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons';
import { type FormEvent, useId, useState } from 'react';
import type { FormField, FormValues, GatewayTest } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { FormFields } from '../setup/FormFields.tsx';
import { GatewayChecks } from '../setup/GatewayChecks.tsx';
import type { FieldProblems } from '../setup/ledger-draft.ts';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { useCall } from '../stores/use-call.ts';
import type { Restored } from './restore-store.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px' },
  title: { margin: 0 },
  done: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '8px',
    color: tokens.colorStatusSuccessForeground1,
  },
  button: { alignSelf: 'start' },
});

/** One connection whose password or key is not on this computer: typed, tried, and kept when it works. */
export function SecretNeeded({ needed }: { needed: Restored['secretsNeeded'][number] }) {
  const styles = useStyles();
  const title = useId();
  const forms = useCall('setup.connectors', {});
  const connection = useApp((state) =>
    state.status?.connections.find(({ id }) => id === needed.connectionId),
  );
  const action = useAction();
  const [values, setValues] = useState<FormValues>({});
  const [problems, setProblems] = useState<FieldProblems>([]);
  const [test, setTest] = useState<GatewayTest | null>(null);
  const [saved, setSaved] = useState(false);
  const kinds = connection?.kind === 'ledger' ? forms.value?.ledgers : forms.value?.gateways;
  const form = kinds?.find(({ name }) => name === connection?.connector);
  const fields = (form?.fields ?? []).filter(({ credential }) => credential === true);
  const bySignIn = fields.some(({ kind }) => kind === 'sign_in');
  const typed = fields.map((field): FormField => ({ ...field, required: false, advanced: false }));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void action.run(async () => {
      const answer = await call('setup.rotateSecret', { connectionId: needed.connectionId, values });
      setProblems(answer.problems);
      setTest(answer.replaced ? null : answer.test);
      setSaved(answer.replaced);
    });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-labelledby={title}>
      <Text as="h3" id={title} weight="semibold" className={styles.title}>
        {needed.title}
      </Text>
      {saved ? (
        <span role="status" className={styles.done}>
          <CheckmarkCircle16Filled aria-hidden /> Tested and saved
        </span>
      ) : bySignIn ? (
        <Text>Sign in to it again in Settings, Connections.</Text>
      ) : (
        <>
          <FormFields
            fields={typed}
            values={values}
            problems={problems}
            onChange={(name, value) => {
              setValues((before) => ({ ...before, [name]: value }));
              setProblems((before) => before.filter(({ field }) => field !== name));
              setTest(null);
            }}
          />
          {test && <GatewayChecks test={test} />}
          {action.failure && <FailureNotice failure={action.failure} />}
          <Button
            type="submit"
            className={styles.button}
            disabledFocusable={action.busy || Object.values(values).every((value) => value.trim() === '')}
            {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
          >
            Test and save
          </Button>
        </>
      )}
    </form>
  );
}
