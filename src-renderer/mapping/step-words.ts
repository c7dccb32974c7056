/** The steps of a mapping in words: what each does, what it begins as, and a line that says it with its settings. */
import type { MappingCondition, MappingLine, SourceField, Transform } from '../../shared/mapping.ts';

type StepName = Transform['do'];

export const STEPS: readonly {
  readonly name: StepName;
  readonly title: string;
  readonly begin: Transform;
}[] = [
  { name: 'trim', title: 'Trim spaces', begin: { do: 'trim' } },
  { name: 'cut', title: 'Cut to a length', begin: { do: 'cut', from: 1, length: 10 } },
  { name: 'part', title: 'Take a part', begin: { do: 'part', separator: '-', at: 1 } },
  { name: 'replace', title: 'Replace', begin: { do: 'replace', find: ' ', by: '' } },
  { name: 'case', title: 'Upper or lower case', begin: { do: 'case', to: 'upper' } },
  { name: 'join', title: 'Join with another field', begin: { do: 'join', fields: ['id'], separator: ' ' } },
  {
    name: 'lookup',
    title: 'Look-up table',
    begin: { do: 'lookup', rows: [{ from: '', to: '' }], otherwise: 'stop' },
  },
  { name: 'date', title: 'Date', begin: { do: 'date', written: 'instant' } },
  { name: 'unit', title: 'Move the decimal point', begin: { do: 'unit', shift: -2 } },
  { name: 'base_currency', title: 'In base currency', begin: { do: 'base_currency' } },
  { name: 'default', title: 'When empty, use', begin: { do: 'default', text: '' } },
];

export const DATE_FORMS = [
  { value: 'instant', label: 'A moment (2026-03-05T18:30:00Z)' },
  { value: 'YYYY-MM-DD', label: '2026-03-05' },
  { value: 'MM/DD/YYYY', label: '03/05/2026, month first' },
  { value: 'DD/MM/YYYY', label: '05/03/2026, day first' },
  { value: 'YYYYMMDD', label: '20260305' },
] as const;

export const CONDITIONS: readonly { readonly value: MappingCondition['is']; readonly label: string }[] = [
  { value: 'equal', label: 'is' },
  { value: 'not_equal', label: 'is not' },
  { value: 'contains', label: 'contains' },
  { value: 'begins', label: 'begins with' },
  { value: 'empty', label: 'is empty' },
  { value: 'present', label: 'is filled' },
];

export function stepWords(step: Transform): string {
  switch (step.do) {
    case 'trim':
      return 'trimmed';
    case 'cut':
      return step.from === 1
        ? `first ${step.length} characters`
        : `${step.length} characters from the ${step.from}th`;
    case 'part':
      return `${step.at === -1 ? 'last part' : `part ${step.at}`} by "${step.separator}"`;
    case 'replace':
      return `"${step.find}" replaced by "${step.by}"`;
    case 'case':
      return step.to === 'upper' ? 'in capitals' : 'in small letters';
    case 'join':
      return `joined with ${step.fields.length === 1 ? 'another field' : `${step.fields.length} fields`}`;
    case 'lookup':
      return `looked up in ${step.rows.length} ${step.rows.length === 1 ? 'row' : 'rows'}`;
    case 'date':
      return 'as a date';
    case 'unit':
      return `decimal point moved by ${step.shift}`;
    case 'base_currency':
      return 'in base currency';
    case 'default':
      return `"${step.text}" when empty`;
  }
}

export function sourceWords(line: MappingLine, fields: readonly SourceField[]): string {
  if (line.source.kind === 'constant') return `"${line.source.text}"`;
  const { field } = line.source;
  return fields.find(({ name }) => name === field)?.title ?? field;
}

export function conditionWords(condition: MappingCondition, fields: readonly SourceField[]): string {
  const { field, is, text } = condition;
  const title = fields.find(({ name }) => name === field)?.title ?? field;
  const words = CONDITIONS.find(({ value }) => value === is)?.label ?? is;
  return is === 'empty' || is === 'present' ? `${title} ${words}` : `${title} ${words} "${text}"`;
}
