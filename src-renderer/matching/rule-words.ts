/** Rules in words and as what is sent: whatever their kind is, from the words that the program gives for it. */
import type { EditedRule, RuleField, RuleForm, RuleKind } from '../../shared/api.ts';

export function sentenceOf(kind: RuleKind, rule: RuleForm): string {
  const fields = new Map(rule.fields.map((field) => [field.name, field]));
  const said = kind.sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const field = fields.get(name);
    return field ? fieldInWords(field) : placeholder;
  });
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function fieldInWords(field: RuleField): string {
  const value = field.value.trim();
  if (value === '') return field.whenEmpty ?? '…';
  const chosen = field.choices?.find((choice) => choice.value === value);
  if (chosen) return chosen.label;
  if (field.kind === 'customer') return `customer ${value}`;
  if (field.unit === '') return value;
  if (field.unit === '%') return `${value}%`;
  return `${value} ${value === '1' ? field.unit.replace(/s$/, '') : field.unit}`;
}

export function editedOf(rule: RuleForm): EditedRule {
  const { id, kind, enabled, note, fields } = rule;
  return {
    id,
    kind,
    enabled,
    note,
    values: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
  };
}

/** What is sent; two lists that say the same are the same text. */
export function keyOf(rules: readonly RuleForm[]): string {
  return JSON.stringify(rules.map(editedOf));
}
