import { Combobox, makeStyles, Option, Text, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { SourceField } from '../../shared/mapping.ts';

const useStyles = makeStyles({
  root: { minWidth: 0, width: '100%' },
  list: { maxHeight: '360px' },
  option: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  samples: { color: tokens.colorNeutralForeground3 },
});

/** More than this is found by typing, not by scrolling. */
const MOST_SHOWN = 80;

/** A field of the gateway, found by its name or by a value that it held. */
export function FieldPicker(props: {
  value: string;
  fields: readonly SourceField[];
  label?: string;
  onChange: (name: string) => void;
}) {
  const styles = useStyles();
  const { value, fields, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const chosen = fields.find(({ name }) => name === value);
  const found = useMemo(() => {
    const words = (typed ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    return fields
      .filter(({ name, title, samples }) => {
        const text = `${name} ${title} ${samples.join(' ')}`.toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .slice(0, MOST_SHOWN);
  }, [fields, typed]);
  return (
    <Combobox
      className={styles.root}
      listbox={{ className: styles.list }}
      {...(props.label ? { 'aria-label': props.label } : {})}
      freeform
      placeholder="Type a name or a value"
      value={typed ?? chosen?.title ?? value}
      selectedOptions={[value]}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => setTyped(null)}
      onOptionSelect={(_event, change) => {
        if (change.optionValue) onChange(change.optionValue);
        setTyped(null);
      }}
    >
      {found.map((field) => (
        <Option key={field.name} value={field.name} text={field.title}>
          <span className={styles.option}>
            <Text>{field.title}</Text>
            <Text size={200} className={styles.samples} truncate wrap={false}>
              {field.samples.slice(0, 3).join(' · ') || 'no values yet'} · {field.filledPercent}% filled
            </Text>
          </span>
        </Option>
      ))}
      {found.length === 0 && (
        <Option disabled value="" text="">
          No field is called that
        </Option>
      )}
    </Combobox>
  );
}
