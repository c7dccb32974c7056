import { Button, Field, Input, makeStyles, Spinner } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { ConnectorForm, FormValues, GatewayTest } from '../../shared/api.ts';
import { AccountingDate } from '../../shared/model.ts';
import { call } from '../api/index.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { ConnectorChoice } from './ConnectorChoice.tsx';
import { completeValues, emptyFields, FormFields } from './FormFields.tsx';
import { GatewayChecks } from './GatewayChecks.tsx';
import type { FieldProblems } from './ledger-draft.ts';
import { firstOfLastMonth, startOfDay } from './start-of-day.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '24px' },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: '24px',
    alignItems: 'start',
  },
  actions: { display: 'flex', gap: '8px', justifyContent: 'flex-end' },
});

/** Connects one gateway: its form, a test that lists its checks, then save. Used by the wizard and by the settings. */
export function GatewayForm(props: {
  forms: readonly ConnectorForm[];
  onSaved: () => void;
  onCancel?: () => void;
}) {
  const styles = useStyles();
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const action = useAction();
  const [connector, setConnector] = useState(props.forms[0]?.name ?? '');
  const [title, setTitle] = useState('');
  const [values, setValues] = useState<FormValues>({});
  const [from, setFrom] = useState(() => firstOfLastMonth(new Date()));
  const [problems, setProblems] = useState<FieldProblems>([]);
  const [test, setTest] = useState<GatewayTest | null>(null);
  const form = props.forms.find(({ name }) => name === connector);
  if (!form) return <EmptyState icon={null} title="This copy of Matchbook has no gateway to connect to." />;
  const passed = test?.ok === true;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void action.run(async () => {
      const day = AccountingDate.safeParse(from);
      const missing = [
        ...emptyFields(form.fields, values),
        ...(day.success ? [] : [{ field: 'importFrom', message: 'A date is needed.' }]),
      ];
      setProblems(missing);
      if (missing.length > 0 || !day.success) return;
      const complete = completeValues(form.fields, values);
      if (!passed) {
        const answer = await call('setup.testGateway', { connector, values: complete });
        setProblems(answer.problems);
        setTest(answer.test);
        return;
      }
      const status = await call('setup.saveGateway', {
        connector,
        title: title.trim() || form.title,
        values: complete,
        importFrom: startOfDay(day.data, zone),
      });
      useApp.getState().setStatus(status);
      props.onSaved();
    });
  };

  const change = (changed: FormValues) => {
    setValues(changed);
    setTest(null);
  };
  const dateProblem = problems.find(({ field }) => field === 'importFrom');

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ConnectorChoice
        label="Gateway"
        forms={props.forms}
        chosen={connector}
        onChoose={(name) => {
          setConnector(name);
          setProblems([]);
          change({});
        }}
      />
      <FormFields
        fields={form.fields}
        values={values}
        problems={problems.filter(({ field }) => field !== 'importFrom')}
        onChange={(name, value) => {
          change({ ...values, [name]: value });
          setProblems(problems.filter(({ field }) => field !== name));
        }}
      />
      <div className={styles.pair}>
        <Field label="Name" hint="To tell two accounts at the same gateway apart.">
          <Input
            value={title}
            placeholder={form.title}
            maxLength={60}
            onChange={(_event, { value }) => setTitle(value)}
          />
        </Field>
        <Field
          label="Import from"
          required
          hint="Payments from this day on are brought in."
          {...(dateProblem ? { validationMessage: dateProblem.message } : {})}
        >
          <Input type="date" value={from} onChange={(_event, { value }) => setFrom(value)} />
        </Field>
      </div>
      {test && <GatewayChecks test={test} />}
      {action.failure && <FailureNotice failure={action.failure} />}
      <div className={styles.actions}>
        {props.onCancel && <Button onClick={props.onCancel}>Cancel</Button>}
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={action.busy}
          {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
        >
          {passed ? `Save ${title.trim() || form.title}` : test ? 'Test again' : 'Test the connection'}
        </Button>
      </div>
    </form>
  );
}
