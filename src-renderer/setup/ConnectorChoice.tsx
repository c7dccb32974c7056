import { Field, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import type { ConnectorForm } from '../../shared/api.ts';

const useStyles = makeStyles({
  only: { display: 'flex', flexDirection: 'column', gap: '4px' },
  group: { display: 'flex', flexDirection: 'column', alignItems: 'stretch', gap: '4px' },
  choice: {
    alignItems: 'flex-start',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  chosen: {
    alignItems: 'flex-start',
    border: `1px solid ${tokens.colorBrandStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1Selected,
  },
  words: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Which connector, each with what it reads; with one there is nothing to choose. */
export function ConnectorChoice(props: {
  label: string;
  forms: readonly ConnectorForm[];
  chosen: string;
  onChoose: (name: string) => void;
}) {
  const styles = useStyles();
  const [only] = props.forms;
  if (only && props.forms.length === 1) {
    return (
      <div className={styles.only}>
        <Text weight="semibold">{only.title}</Text>
        <Text className={styles.quiet}>{only.summary}</Text>
      </div>
    );
  }
  return (
    <Field label={props.label}>
      <RadioGroup
        className={styles.group}
        value={props.chosen}
        onChange={(_event, { value }) => props.onChoose(value)}
      >
        {props.forms.map(({ name, title, summary }) => (
          <Radio
            key={name}
            value={name}
            className={name === props.chosen ? styles.chosen : styles.choice}
            label={
              <span className={styles.words}>
                <Text weight="semibold">{title}</Text>
                <Text size={200} className={styles.quiet}>
                  {summary}
                </Text>
              </span>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  );
}
