import {
  Button,
  Field,
  Input,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Add16Regular, Dismiss16Regular } from '@fluentui/react-icons';
import type { MappableField, MappingLine, SourceField, Transform } from '../../shared/mapping.ts';
import type { LedgerAccount } from '../../shared/model.ts';
import { AccountPicker } from '../setup/AccountPicker.tsx';
import { FieldPicker } from './FieldPicker.tsx';
import { StepFields } from './StepFields.tsx';
import { CONDITIONS, STEPS } from './step-words.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '16px', padding: '4px 24px 20px' },
  part: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start' },
  wide: { width: '100%' },
  step: {
    display: 'flex',
    gap: '12px',
    alignItems: 'flex-start',
    width: '100%',
    boxSizing: 'border-box',
    padding: '8px 8px 12px 12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  body: { display: 'flex', flexDirection: 'column', gap: '8px', flexGrow: 1, minWidth: 0 },
  condition: { display: 'grid', gridTemplateColumns: '2fr 1fr 2fr 32px', gap: '8px', width: '100%' },
});

/** Where the value of one line comes from, the steps that it goes through, and when the line counts. */
export function LineEditor(props: {
  line: MappingLine;
  target: MappableField | undefined;
  fields: readonly SourceField[];
  accounts: readonly LedgerAccount[];
  onChange: (line: MappingLine) => void;
}) {
  const styles = useStyles();
  const { line, target, fields, accounts, onChange } = props;
  const { source, transforms, when } = line;
  return (
    <div className={styles.root}>
      <div className={styles.part}>
        <RadioGroup
          layout="horizontal"
          aria-label="Where the value comes from"
          value={source.kind}
          onChange={(_event, { value }) =>
            onChange({
              ...line,
              source: value === 'constant' ? { kind: 'constant', text: '' } : { kind: 'field', field: 'id' },
            })
          }
        >
          <Radio value="field" label="A field of the gateway" />
          <Radio value="constant" label="Always the same" />
        </RadioGroup>
        {source.kind === 'field' && (
          <Field label="Field" className={styles.wide}>
            <FieldPicker
              value={source.field}
              fields={fields}
              onChange={(field) => onChange({ ...line, source: { kind: 'field', field } })}
            />
          </Field>
        )}
        {source.kind === 'constant' && (
          <Field label={target?.kind === 'account' ? 'Account' : 'Text'} className={styles.wide}>
            {target?.kind === 'account' ? (
              <AccountPicker
                value={source.text}
                accounts={accounts}
                onChange={(text) => onChange({ ...line, source: { kind: 'constant', text } })}
              />
            ) : (
              <Input
                value={source.text}
                maxLength={400}
                onChange={(_event, { value }) =>
                  onChange({ ...line, source: { kind: 'constant', text: value } })
                }
              />
            )}
          </Field>
        )}
      </div>
      <div className={styles.part}>
        <Text weight="semibold">Steps</Text>
        {transforms.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are what they are by their place.
          <div className={styles.step} key={at}>
            <div className={styles.body}>
              <Text>{STEPS.find(({ name }) => name === step.do)?.title}</Text>
              <StepFields
                step={step}
                fields={fields}
                onChange={(next) => onChange({ ...line, transforms: replaced(transforms, at, next) })}
              />
            </div>
            <Button
              appearance="subtle"
              icon={<Dismiss16Regular />}
              aria-label={`Remove step ${at + 1}`}
              onClick={() =>
                onChange({ ...line, transforms: transforms.filter((_step, place) => place !== at) })
              }
            />
          </div>
        ))}
        {transforms.length < 12 && (
          <StepMenu onAdd={(step) => onChange({ ...line, transforms: [...transforms, step] })} />
        )}
      </div>
      <div className={styles.part}>
        <Text weight="semibold">{when.length === 0 ? 'For every transaction' : 'Only when'}</Text>
        {when.map((condition, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place.
          <div className={styles.condition} key={at}>
            <FieldPicker
              label={`Field of condition ${at + 1}`}
              value={condition.field}
              fields={fields}
              onChange={(field) => onChange({ ...line, when: replaced(when, at, { ...condition, field }) })}
            />
            <Select
              aria-label={`How condition ${at + 1} compares`}
              value={condition.is}
              onChange={(_event, { value }) => {
                const is = CONDITIONS.find((one) => one.value === value)?.value;
                if (is) onChange({ ...line, when: replaced(when, at, { ...condition, is }) });
              }}
            >
              {CONDITIONS.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
            <Input
              aria-label={`Text of condition ${at + 1}`}
              disabled={condition.is === 'empty' || condition.is === 'present'}
              value={condition.text}
              maxLength={200}
              onChange={(_event, { value }) =>
                onChange({ ...line, when: replaced(when, at, { ...condition, text: value }) })
              }
            />
            <Button
              appearance="subtle"
              icon={<Dismiss16Regular />}
              aria-label={`Remove condition ${at + 1}`}
              onClick={() => onChange({ ...line, when: when.filter((_one, place) => place !== at) })}
            />
          </div>
        ))}
        {when.length < 8 && (
          <Button
            appearance="subtle"
            icon={<Add16Regular />}
            onClick={() => onChange({ ...line, when: [...when, { field: 'kind', is: 'equal', text: '' }] })}
          >
            Add a condition
          </Button>
        )}
      </div>
    </div>
  );
}

function StepMenu({ onAdd }: { onAdd: (step: Transform) => void }) {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<Add16Regular />}>
          Add a step
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {STEPS.map(({ name, title, begin }) => (
            <MenuItem key={name} onClick={() => onAdd(begin)}>
              {title}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

const replaced = <One,>(all: readonly One[], at: number, next: One): One[] =>
  all.map((one, place) => (place === at ? next : one));
