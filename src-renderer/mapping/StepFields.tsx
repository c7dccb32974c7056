import { Button, Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { Add16Regular, Dismiss16Regular } from '@fluentui/react-icons';
import type { SourceField, Transform } from '../../shared/mapping.ts';
import { FieldPicker } from './FieldPicker.tsx';
import { DATE_FORMS } from './step-words.ts';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '12px', alignItems: 'flex-end', flexWrap: 'wrap' },
  short: { width: '96px' },
  table: { display: 'flex', flexDirection: 'column', gap: '8px', width: '100%' },
  pair: { display: 'grid', gridTemplateColumns: '1fr 1fr 32px', gap: '8px' },
});

const whole = (text: string, otherwise: number): number => {
  const number = Number.parseInt(text, 10);
  return Number.isNaN(number) ? otherwise : number;
};

/** The settings of one step; a step without any shows nothing. */
export function StepFields(props: {
  step: Transform;
  fields: readonly SourceField[];
  onChange: (step: Transform) => void;
}) {
  const styles = useStyles();
  const { step, fields, onChange } = props;
  switch (step.do) {
    case 'trim':
    case 'base_currency':
      return null;
    case 'cut':
      return (
        <div className={styles.row}>
          <Field label="From character" className={styles.short}>
            <Input
              type="number"
              min={1}
              value={String(step.from)}
              onChange={(_event, { value }) => onChange({ ...step, from: Math.max(1, whole(value, 1)) })}
            />
          </Field>
          <Field label="How many" className={styles.short}>
            <Input
              type="number"
              min={1}
              value={String(step.length)}
              onChange={(_event, { value }) => onChange({ ...step, length: Math.max(1, whole(value, 1)) })}
            />
          </Field>
        </div>
      );
    case 'part':
      return (
        <div className={styles.row}>
          <Field label="Divided by" className={styles.short}>
            <Input
              value={step.separator}
              maxLength={20}
              onChange={(_event, { value }) => value !== '' && onChange({ ...step, separator: value })}
            />
          </Field>
          <Field label="Which part">
            <Select
              value={String(step.at)}
              onChange={(_event, { value }) => onChange({ ...step, at: Number(value) })}
            >
              <option value="1">The first</option>
              <option value="2">The second</option>
              <option value="3">The third</option>
              <option value="4">The fourth</option>
              <option value="-1">The last</option>
              <option value="-2">The last but one</option>
            </Select>
          </Field>
        </div>
      );
    case 'replace':
      return (
        <div className={styles.row}>
          <Field label="Replace">
            <Input
              value={step.find}
              maxLength={200}
              onChange={(_event, { value }) => value !== '' && onChange({ ...step, find: value })}
            />
          </Field>
          <Field label="By">
            <Input
              value={step.by}
              maxLength={200}
              onChange={(_event, { value }) => onChange({ ...step, by: value })}
            />
          </Field>
        </div>
      );
    case 'case':
      return (
        <Field label="Letters">
          <Select
            value={step.to}
            onChange={(_event, { value }) => onChange({ ...step, to: value === 'lower' ? 'lower' : 'upper' })}
          >
            <option value="upper">Capitals</option>
            <option value="lower">Small letters</option>
          </Select>
        </Field>
      );
    case 'join':
      return (
        <div className={styles.row}>
          <Field label="Separator" className={styles.short}>
            <Input
              value={step.separator}
              maxLength={20}
              onChange={(_event, { value }) => onChange({ ...step, separator: value })}
            />
          </Field>
          {step.fields.map((name, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same field may be joined twice; its place is what it is.
            <Field label={at === 0 ? 'With' : 'And'} key={at}>
              <FieldPicker
                value={name}
                fields={fields}
                onChange={(next) =>
                  onChange({ ...step, fields: step.fields.map((old, place) => (place === at ? next : old)) })
                }
              />
            </Field>
          ))}
          {step.fields.length < 10 && (
            <Button
              appearance="subtle"
              icon={<Add16Regular />}
              onClick={() => onChange({ ...step, fields: [...step.fields, 'id'] })}
            >
              Another
            </Button>
          )}
        </div>
      );
    case 'date':
      return (
        <Field label="As it comes">
          <Select
            value={step.written}
            onChange={(_event, { value }) => {
              const form = DATE_FORMS.find((one) => one.value === value);
              if (form) onChange({ ...step, written: form.value });
            }}
          >
            {DATE_FORMS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      );
    case 'unit':
      return (
        <Field label="Places" hint="-2 makes 1250 into 12.50" className={styles.short}>
          <Input
            type="number"
            min={-6}
            max={6}
            value={String(step.shift)}
            onChange={(_event, { value }) =>
              onChange({ ...step, shift: Math.min(6, Math.max(-6, whole(value, 0))) })
            }
          />
        </Field>
      );
    case 'lookup':
      return <LookupRows step={step} onChange={onChange} />;
    case 'default':
      return (
        <Field label="Text">
          <Input
            value={step.text}
            maxLength={400}
            onChange={(_event, { value }) => onChange({ ...step, text: value })}
          />
        </Field>
      );
  }
}

type Lookup = Extract<Transform, { do: 'lookup' }>;

function LookupRows({ step, onChange }: { step: Lookup; onChange: (step: Lookup) => void }) {
  const styles = useStyles();
  const put = (at: number, row: Partial<Lookup['rows'][number]>) =>
    onChange({ ...step, rows: step.rows.map((old, place) => (place === at ? { ...old, ...row } : old)) });
  return (
    <div className={styles.table}>
      {step.rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place.
        <div className={styles.pair} key={at}>
          <Input
            aria-label={`When it is, row ${at + 1}`}
            placeholder="When it is"
            value={row.from}
            maxLength={200}
            onChange={(_event, { value }) => put(at, { from: value })}
          />
          <Input
            aria-label={`Write, row ${at + 1}`}
            placeholder="Write"
            value={row.to}
            maxLength={200}
            onChange={(_event, { value }) => put(at, { to: value })}
          />
          <Button
            appearance="subtle"
            icon={<Dismiss16Regular />}
            aria-label={`Remove row ${at + 1}`}
            disabledFocusable={step.rows.length === 1}
            onClick={() => onChange({ ...step, rows: step.rows.filter((_row, place) => place !== at) })}
          />
        </div>
      ))}
      <div className={styles.row}>
        <Button
          icon={<Add16Regular />}
          onClick={() => onChange({ ...step, rows: [...step.rows, { from: '', to: '' }] })}
        >
          Add a row
        </Button>
        <Field label="What is in no row">
          <Select
            value={step.otherwise}
            onChange={(_event, { value }) =>
              onChange({ ...step, otherwise: value === 'keep' || value === 'empty' ? value : 'stop' })
            }
          >
            <option value="stop">Stop: back to review</option>
            <option value="keep">Write as it is</option>
            <option value="empty">Leave empty</option>
          </Select>
        </Field>
      </div>
    </div>
  );
}
