import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Select,
  Switch,
} from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronRight16Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { FormField, FormValues, SignInChoice } from '../../shared/api.ts';
import type { LedgerAccount } from '../../shared/model.ts';
import { AccountPicker } from './AccountPicker.tsx';
import type { FieldProblems } from './ledger-draft.ts';
import { SignInField } from './SignInField.tsx';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    columnGap: '24px',
    rowGap: '16px',
    alignItems: 'start',
  },
  wide: { gridColumn: '1 / -1' },
  fold: { gridColumn: '1 / -1', justifySelf: 'start' },
});

/** The form that a connector describes; what most leave alone is folded. Problems stand beside their fields; the first of them takes the focus. */
export function FormFields(props: {
  fields: readonly FormField[];
  values: FormValues;
  problems: FieldProblems;
  accounts?: readonly LedgerAccount[];
  /** Of a form with a sign_in field: whose it is, and where what is missing before it is shown. */
  signIn?: { connector: string; title: string; onProblems: (problems: FieldProblems) => void };
  /** Called for one field after the other when a choice fills in others. */
  onChange: (name: string, value: string) => void;
}) {
  const styles = useStyles();
  const [choices, setChoices] = useState<readonly SignInChoice[] | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const { fields, values, problems } = props;
  useEffect(() => {
    if (problems.length === 0) return;
    root.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [problems]);
  const known = new Set(fields.map(({ name }) => name));
  const [unfolded, setUnfolded] = useState(false);
  const folded = fields.filter(({ advanced }) => advanced === true);
  // A problem in what is folded must be seen.
  const open = unfolded || problems.some((one) => folded.some(({ name }) => name === one.field));
  const elsewhere = problems.filter(({ field }) => !known.has(field));
  const choose = (field: FormField, value: string, among: readonly SignInChoice[]): void => {
    props.onChange(field.name, value);
    const chosen = among.find((one) => one.value === value);
    for (const [name, set] of Object.entries(chosen?.sets ?? {})) props.onChange(name, set);
  };
  const signedIn = (field: FormField, id: string, brought: readonly SignInChoice[]): void => {
    setChoices(brought);
    props.onChange(field.name, id);
    for (const follower of fields.filter(({ choicesFrom }) => choicesFrom === field.name)) {
      const now = values[follower.name] ?? '';
      const [only] = brought;
      if (brought.length === 1 && only) choose(follower, only.value, brought);
      else if (!brought.some((one) => one.value === now)) props.onChange(follower.name, '');
    }
  };
  const line = (field: FormField) => {
    const problem = problems.find((one) => one.field === field.name);
    if (field.kind === 'sign_in') {
      const { signIn } = props;
      if (!signIn) return null;
      return (
        <Field
          key={field.name}
          className={styles.wide}
          label={field.label}
          required={field.required}
          hint={field.hint === '' ? null : field.hint}
          {...(problem ? { validationMessage: problem.message, validationState: 'error' as const } : {})}
        >
          {() => (
            <SignInField
              connector={signIn.connector}
              title={signIn.title}
              values={completeValues(fields, values)}
              value={values[field.name] ?? ''}
              onProblems={signIn.onProblems}
              onSignedIn={(id, as) => signedIn(field, id, as.choices)}
            />
          )}
        </Field>
      );
    }
    // Nothing to choose among before somebody signed in.
    if (field.choicesFrom !== undefined && choices === null) return null;
    return (
      <Field
        key={field.name}
        label={field.label}
        required={field.required}
        hint={field.hint === '' ? null : field.hint}
        {...(problem ? { validationMessage: problem.message, validationState: 'error' as const } : {})}
      >
        <Control
          field={field.choicesFrom === undefined ? field : { ...field, choices: offered(choices ?? []) }}
          value={values[field.name] ?? field.initial}
          accounts={props.accounts ?? []}
          onChange={(value) => choose(field, value, field.choicesFrom === undefined ? [] : (choices ?? []))}
        />
      </Field>
    );
  };
  return (
    <div className={styles.root} ref={root}>
      {elsewhere.length > 0 && (
        <MessageBar intent="error" layout="multiline" className={styles.wide}>
          <MessageBarBody>{elsewhere.map(({ message }) => message).join(' ')}</MessageBarBody>
        </MessageBar>
      )}
      {fields.filter(({ advanced }) => advanced !== true).map(line)}
      {folded.length > 0 && (
        <Button
          appearance="transparent"
          size="small"
          className={styles.fold}
          aria-expanded={open}
          icon={open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
          onClick={() => setUnfolded(!open)}
        >
          More settings
        </Button>
      )}
      {open && folded.map(line)}
    </div>
  );
}

/** Several to choose among: the first line says that a choice is needed. */
function offered(choices: readonly SignInChoice[]): { value: string; label: string }[] {
  const lines = choices.map(({ value, label }) => ({ value, label }));
  return lines.length === 1 ? lines : [{ value: '', label: 'Choose one' }, ...lines];
}

/** Takes its name and its problem from the Field around it, through Fluent's context. */
function Control(props: {
  field: FormField;
  value: string;
  accounts: readonly LedgerAccount[];
  onChange: (value: string) => void;
}) {
  const { field, value, accounts, onChange } = props;
  switch (field.kind) {
    case 'switch':
      return (
        <Switch checked={value === 'true'} onChange={(_event, change) => onChange(String(change.checked))} />
      );
    case 'account':
      return <AccountPicker value={value} accounts={accounts} onChange={onChange} />;
    case 'choice':
      return (
        <Select value={value} onChange={(_event, change) => onChange(change.value)}>
          {(field.choices ?? []).map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      );
    case 'sign_in':
      return null;
    case 'text':
    case 'password':
    case 'number':
      return (
        <Input
          type={field.kind === 'password' ? 'password' : 'text'}
          inputMode={field.kind === 'number' ? 'numeric' : 'text'}
          autoComplete="off"
          spellCheck={false}
          value={value}
          maxLength={2000}
          onChange={(_event, change) => onChange(change.value)}
        />
      );
  }
}

/** What is required and empty, before anyone is asked. */
/** A field whose choices come from a sign-in is asked for once there are any: until then the sign-in is. */
export function emptyFields(fields: readonly FormField[], values: FormValues): FieldProblems {
  return fields
    .filter(({ required, kind }) => required && kind !== 'switch')
    .filter(({ choicesFrom }) => choicesFrom === undefined || (values[choicesFrom] ?? '') !== '')
    .filter(({ name, initial }) => (values[name] ?? initial).trim() === '')
    .map(({ name, label, kind }) => ({
      field: name,
      message: kind === 'sign_in' ? 'Sign in first.' : `${label} is needed.`,
    }));
}

/** Every field with a value, so that what was left as it came is sent too. */
export function completeValues(fields: readonly FormField[], values: FormValues): FormValues {
  return Object.fromEntries(fields.map(({ name, initial }) => [name, values[name] ?? initial]));
}
