/** The steps of a mapping: what each is called and what it begins as. */
import type { Transform } from '../../shared/mapping.ts';

export { CONDITIONS, conditionWords, sourceWords, stepWords } from '../../shared/mapping-words.ts';

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
