/** What a line of a mapping does, in words: the same in its editor and in the history. */
import type { MappingCondition, MappingLine, SourceField, Transform } from './mapping.ts';

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

/** All of it: where the value comes from, each step, and when it counts. */
export function mappingLineWords(line: MappingLine, fields: readonly SourceField[]): string {
  const value = [sourceWords(line, fields), ...line.transforms.map(stepWords)].join(', ');
  if (line.when.length === 0) return value;
  return `${value}, when ${line.when.map((one) => conditionWords(one, fields)).join(' and ')}`;
}
