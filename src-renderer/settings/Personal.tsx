import { Field, Input, makeStyles, Radio, RadioGroup } from '@fluentui/react-components';
import type { DraftPart } from './draft.ts';

const useStyles = makeStyles({
  root: { display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: '24px' },
});

export function Personal({ draft, problems, onChange }: DraftPart) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <Field
        label="Your name"
        required
        hint="Signs every decision in the history and in the ledger."
        {...(problems.userName ? { validationMessage: problems.userName } : {})}
      >
        <Input
          value={draft.userName}
          maxLength={60}
          autoComplete="name"
          onChange={(_event, { value }) => onChange({ userName: value })}
        />
      </Field>
      <Field label="Theme">
        <RadioGroup
          layout="horizontal"
          value={draft.theme}
          onChange={(_event, { value }) =>
            onChange({ theme: value === 'light' ? 'light' : value === 'dark' ? 'dark' : 'system' })
          }
        >
          <Radio value="system" label="As Windows" />
          <Radio value="light" label="Light" />
          <Radio value="dark" label="Dark" />
        </RadioGroup>
      </Field>
    </div>
  );
}
