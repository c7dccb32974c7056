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
import type { FormField, FormValues } from '../../shared/api.ts';
import type { LedgerAccount } from '../../shared/model.ts';
import { AccountPicker } from './AccountPicker.tsx';
import type { FieldProblems } from './ledger-draft.ts';

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
  onChange: (name: string, value: string) => void;
}) {
  const styles = useStyles();
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
  const line = (field: FormField) => {
    const problem = problems.find((one) => one.field === field.name);
    return (
      <Field
        key={field.name}
        label={field.label}
        required={field.required}
        hint={field.hint === '' ? null : field.hint}
        {...(problem ? { validationMessage: problem.message, validationState: 'error' as const } : {})}
      >
        <Control
          field={field}
          value={values[field.name] ?? field.initial}
          accounts={props.accounts ?? []}
          onChange={(value) => props.onChange(field.name, value)}
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
export function emptyFields(fields: readonly FormField[], values: FormValues): FieldProblems {
  return fields
    .filter(({ required, kind }) => required && kind !== 'switch')
    .filter(({ name, initial }) => (values[name] ?? initial).trim() === '')
    .map(({ name, label }) => ({ field: name, message: `${label} is needed.` }));
}

/** Every field with a value, so that what was left as it came is sent too. */
export function completeValues(fields: readonly FormField[], values: FormValues): FormValues {
  return Object.fromEntries(fields.map(({ name, initial }) => [name, values[name] ?? initial]));
}
