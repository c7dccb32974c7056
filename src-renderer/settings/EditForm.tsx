import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useEffect, useState } from 'react';
import type { ConnectionTrial, FormValues, SavedConnection } from '../../shared/api.ts';
import type { LedgerAccount } from '../../shared/model.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { focusWhenShown } from '../components/focus.ts';
import { emptyFields, FormFields } from '../setup/FormFields.tsx';
import { GatewayChecks } from '../setup/GatewayChecks.tsx';
import type { FieldProblems } from '../setup/ledger-draft.ts';
import { PreflightAnswers } from '../setup/PreflightAnswers.tsx';
import { PreflightFindings } from '../setup/PreflightFindings.tsx';
import { useAction } from '../stores/use-action.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '20px', paddingTop: '8px' },
  heading: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  fixed: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: '4px 16px',
    margin: 0,
    '& dd': { margin: 0 },
  },
  changes: { margin: 0, paddingInlineStart: '20px' },
});

/** A connection's name and settings as saved; tried, and saved when they work. */
export function EditForm({ saved, onClose }: { saved: SavedConnection; onClose: () => void }) {
  const styles = useStyles();
  const action = useAction();
  const [title, setTitle] = useState(saved.title);
  const [values, setValues] = useState<FormValues>(saved.values);
  const [problems, setProblems] = useState<FieldProblems>([]);
  const [trial, setTrial] = useState<ConnectionTrial | null>(null);
  const [changes, setChanges] = useState<readonly string[] | null>(null);
  const accounts = useChart(saved);
  const fixed = saved.fields.filter((field) => field.fixed === true);
  const free = saved.fields.filter((field) => field.fixed !== true);
  const posted = free.filter(({ kind }) => kind === 'account');
  const rest = free.filter(({ kind }) => kind !== 'account');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void action.run(async () => {
      const empty = [
        ...(title.trim() === '' ? [{ field: 'title', message: 'Name is needed.' }] : []),
        ...emptyFields(free, values),
      ];
      setProblems(empty);
      if (empty.length > 0) return;
      const answer = await call('setup.changeConnection', { connectionId: saved.id, title, values });
      setProblems(answer.problems);
      setTrial(answer);
      if (answer.saved) setChanges(answer.changes);
    });
  };
  const change = (name: string, value: string) => {
    setValues((before) => ({ ...before, [name]: value }));
    setProblems((before) => before.filter(({ field }) => field !== name));
    setTrial(null);
  };
  const titleProblem = problems.find(({ field }) => field === 'title');
  const ofFields = (fields: typeof free) =>
    problems.filter(({ field }) => fields.some(({ name }) => name === field));
  const elsewhere = problems.filter(
    ({ field }) => field !== 'title' && !free.some(({ name }) => name === field),
  );

  return (
    <form onSubmit={submit} noValidate>
      <DialogBody>
        <DialogTitle>Edit {saved.title}</DialogTitle>
        <DialogContent className={styles.content}>
          {changes !== null ? (
            <Saved changes={changes} ledger={saved.kind === 'ledger'} />
          ) : (
            <>
              <Field
                label="Name"
                required
                {...(titleProblem ? { validationMessage: titleProblem.message } : {})}
              >
                <Input
                  value={title}
                  maxLength={60}
                  onChange={(_event, { value }) => {
                    setTitle(value);
                    setProblems((before) => before.filter(({ field }) => field !== 'title'));
                  }}
                />
              </Field>
              {fixed.length > 0 && (
                <dl className={styles.fixed}>
                  {fixed.map((field) => (
                    <Fixed
                      key={field.name}
                      label={field.label}
                      value={
                        field.choices?.find(({ value }) => value === values[field.name])?.label ??
                        values[field.name] ??
                        ''
                      }
                    />
                  ))}
                </dl>
              )}
              {(rest.length > 0 || elsewhere.length > 0) && (
                <FormFields
                  fields={rest}
                  values={values}
                  problems={[...ofFields(rest), ...elsewhere]}
                  onChange={change}
                />
              )}
              {posted.length > 0 && (
                <>
                  <Text as="h3" weight="semibold" className={styles.heading}>
                    Accounts by kind of posting
                  </Text>
                  <FormFields
                    fields={posted}
                    values={values}
                    problems={ofFields(posted)}
                    accounts={accounts}
                    onChange={change}
                  />
                </>
              )}
            </>
          )}
          {trial?.test && <GatewayChecks test={trial.test} />}
          {trial?.preflight && (
            <>
              <PreflightAnswers preflight={trial.preflight} />
              <PreflightFindings preflight={trial.preflight} />
            </>
          )}
          {action.failure && <FailureNotice failure={action.failure} />}
        </DialogContent>
        <DialogActions>
          {changes === null ? (
            <Button onClick={onClose}>Cancel</Button>
          ) : (
            <Button key="close" ref={focusWhenShown} onClick={onClose}>
              Close
            </Button>
          )}
          {changes === null && (
            <Button
              type="submit"
              appearance="primary"
              disabledFocusable={action.busy}
              {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
            >
              Test and save
            </Button>
          )}
        </DialogActions>
      </DialogBody>
    </form>
  );
}

function Fixed({ label, value }: { label: string; value: string }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.quiet}>{label}</dt>
      <dd>
        <Text weight="semibold">{value}</Text>{' '}
        <Text size={200} className={styles.quiet}>
          stays as it was connected
        </Text>
      </dd>
    </>
  );
}

function Saved({ changes, ledger }: { changes: readonly string[]; ledger: boolean }) {
  const styles = useStyles();
  if (changes.length === 0)
    return <Text role="status">It works. Nothing was different from what is saved.</Text>;
  return (
    <div role="status">
      <Text block>
        Tested and saved.{' '}
        {ledger
          ? 'It counts from the next reading and posting on.'
          : 'It counts from the next reading on, which goes on where it was.'}
      </Text>
      <ul className={styles.changes}>
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </div>
  );
}

/** The chart of accounts, asked for once. Without it (the server is out of reach) numbers are typed, and checked when saved. */
function useChart({ id, kind, values }: SavedConnection): readonly LedgerAccount[] {
  const [accounts, setAccounts] = useState<readonly LedgerAccount[]>([]);
  useEffect(() => {
    if (kind !== 'ledger') return;
    let current = true;
    call('setup.tryConnection', { connectionId: id, values }).then(
      (answer) => current && setAccounts(answer.accounts),
      // Why it cannot be reached is said when it is tested.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [id, kind, values]);
  return accounts;
}
