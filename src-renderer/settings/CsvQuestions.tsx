import { Field, Input, makeStyles, Select } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { CsvLayout, CsvPreview } from '../../shared/api.ts';
import { CsvLayout as Layout } from '../../shared/api.ts';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: '16px 24px',
    alignItems: 'start',
  },
});

type Question = CsvPreview['questions'][number];
type About = Question['about'];

/** How dates and amounts are written. What the file does not tell stands empty until it is answered. */
export function CsvQuestions(props: {
  preview: CsvPreview;
  open: readonly Question[];
  onChange: (layout: CsvLayout, answered: About) => void;
}) {
  const styles = useStyles();
  const { layout } = props.preview;
  const asked = (about: About) => props.open.find((one) => one.about === about);
  const hint = (about: About) => {
    const question = asked(about);
    return question ? { validationMessage: question.sentence, validationState: 'warning' as const } : {};
  };
  return (
    <div className={styles.grid}>
      <Field label="Dates are written" {...hint('dateOrder')}>
        <Select
          value={asked('dateOrder') ? '' : layout.dateOrder}
          onChange={(_event, { value }) =>
            props.onChange({ ...layout, dateOrder: Layout.shape.dateOrder.parse(value) }, 'dateOrder')
          }
        >
          {asked('dateOrder') && <option value="">Choose…</option>}
          <option value="dmy">Day first (31/12/2026)</option>
          <option value="mdy">Month first (12/31/2026)</option>
          <option value="ymd">Year first (2026-12-31)</option>
        </Select>
      </Field>
      <Field label="Decimals are after" {...hint('decimalMark')}>
        <Select
          value={asked('decimalMark') ? '' : layout.decimalMark}
          onChange={(_event, { value }) =>
            props.onChange({ ...layout, decimalMark: Layout.shape.decimalMark.parse(value) }, 'decimalMark')
          }
        >
          {asked('decimalMark') && <option value="">Choose…</option>}
          <option value=".">A point (1,234.50)</option>
          <option value=",">A comma (1.234,50)</option>
        </Select>
      </Field>
      <Typed
        label="Currency"
        saved={asked('currency') ? '' : layout.currency}
        hint={hint('currency')}
        parse={(text) => Layout.shape.currency.safeParse(text.trim().toUpperCase())}
        onTyped={(currency) => props.onChange({ ...layout, currency }, 'currency')}
      />
      <Typed
        label="Time zone"
        saved={layout.timeZone}
        hint={{}}
        parse={(text) => Layout.shape.timeZone.safeParse(text.trim())}
        onTyped={(timeZone) => props.onChange({ ...layout, timeZone }, 'time')}
      />
    </div>
  );
}

/** Taken when it is whole: on Enter, or when the field is left. */
function Typed(props: {
  label: string;
  saved: string;
  hint: object;
  parse: (
    text: string,
  ) => { success: true; data: string } | { success: false; error: { issues: { message: string }[] } };
  onTyped: (value: string) => void;
}) {
  const [text, setText] = useState(props.saved);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => setText(props.saved), [props.saved]);
  const take = () => {
    const parsed = props.parse(text);
    setProblem(
      parsed.success || text === '' ? null : `Type ${parsed.error.issues[0]?.message ?? 'it again'}.`,
    );
    if (parsed.success && parsed.data !== props.saved) props.onTyped(parsed.data);
  };
  return (
    <Field
      label={props.label}
      {...(problem ? { validationMessage: problem, validationState: 'error' as const } : props.hint)}
    >
      <Input
        value={text}
        maxLength={60}
        spellCheck={false}
        onChange={(_event, { value }) => setText(value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
    </Field>
  );
}
