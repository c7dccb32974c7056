import { Field, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import type { RuleField, RuleForm, RuleProblem } from '../../shared/api.ts';
import { CustomerPicker } from './CustomerPicker.tsx';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    columnGap: '24px',
    rowGap: '16px',
    alignItems: 'start',
  },
  wide: { gridColumn: '1 / -1' },
  unit: { color: tokens.colorNeutralForeground3 },
});

/** The fields that the program describes, whatever the kind of the rule. */
export function RuleFields(props: {
  rule: RuleForm;
  problems: readonly RuleProblem[];
  onValue: (name: string, value: string) => void;
  onNote: (note: string) => void;
}) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      {props.rule.fields.map((field) => {
        const problem = props.problems.find((one) => one.field === field.name);
        return (
          <Field
            key={field.name}
            label={field.label}
            required={field.whenEmpty === null}
            hint={field.hint === '' ? null : field.hint}
            className={field.hint.length > 90 ? styles.wide : ''}
            {...(problem ? { validationMessage: problem.message, validationState: 'error' as const } : {})}
          >
            <Control field={field} onChange={(value) => props.onValue(field.name, value)} />
          </Field>
        );
      })}
      <Field label="Note" className={styles.wide}>
        <Input
          value={props.rule.note}
          maxLength={500}
          placeholder="Why the rule is there"
          onChange={(_event, change) => props.onNote(change.value)}
        />
      </Field>
    </div>
  );
}

/** Takes its name and its problem from the Field around it, through Fluent's context. */
function Control(props: { field: RuleField; onChange: (value: string) => void }) {
  const styles = useStyles();
  const { field, onChange } = props;
  switch (field.kind) {
    case 'choice':
      return (
        <Select value={field.value} onChange={(_event, change) => onChange(change.value)}>
          {field.choices?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label.charAt(0).toUpperCase() + choice.label.slice(1)}
            </option>
          ))}
        </Select>
      );
    case 'customer':
      return (
        <CustomerPicker
          value={field.value}
          {...(field.whenEmpty === null ? {} : { placeholder: capital(field.whenEmpty) })}
          onChange={onChange}
        />
      );
    case 'text':
    case 'number':
    case 'amount':
    case 'percent':
      return (
        <Input
          inputMode={field.kind === 'text' ? 'text' : 'decimal'}
          autoComplete="off"
          spellCheck={false}
          value={field.value}
          maxLength={200}
          placeholder={capital(field.whenEmpty ?? '')}
          {...(field.unit === '' ? {} : { contentAfter: <Text className={styles.unit}>{field.unit}</Text> })}
          onChange={(_event, change) => onChange(change.value)}
        />
      );
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
