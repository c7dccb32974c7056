import { Field, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import type { ConnectorForm } from '../../shared/api.ts';

const useStyles = makeStyles({
  only: { display: 'flex', flexDirection: 'column', gap: '4px' },
  group: { flexWrap: 'wrap' },
  name: { whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Which connector; with one there is nothing to choose. */
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
        {only.summary !== '' && <Text className={styles.quiet}>{only.summary}</Text>}
      </div>
    );
  }
  return (
    <Field label={props.label}>
      <RadioGroup
        layout={props.forms.every(({ summary }) => summary === '') ? 'horizontal' : 'vertical'}
        className={styles.group}
        value={props.chosen}
        onChange={(_event, { value }) => props.onChoose(value)}
      >
        {props.forms.map(({ name, title, summary }) => (
          <Radio
            key={name}
            value={name}
            label={
              <>
                <span className={styles.name}>{title}</span>
                {summary !== '' && <Text className={styles.quiet}>{` — ${summary}`}</Text>}
              </>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  );
}
