/** Changes of the list of rules before it is saved. Order counts among rules of one kind; those are what moves past each other. */
import type { RuleForm, RuleKind } from '../../shared/api.ts';

type Rules = readonly RuleForm[];

export function withValue(rules: Rules, id: string, name: string, value: string): Rules {
  return rules.map((rule) =>
    rule.id === id
      ? { ...rule, fields: rule.fields.map((field) => (field.name === name ? { ...field, value } : field)) }
      : rule,
  );
}

export function withRule(rules: Rules, id: string, part: Partial<Pick<RuleForm, 'enabled' | 'note'>>): Rules {
  return rules.map((rule) => (rule.id === id ? { ...rule, ...part } : rule));
}

export function without(rules: Rules, id: string): Rules {
  return rules.filter((rule) => rule.id !== id);
}

/** Changes places with the one before or after it of the same kind. */
export function moved(rules: Rules, id: string, by: 1 | -1): Rules {
  const at = rules.findIndex((rule) => rule.id === id);
  const rule = rules[at];
  let other = at + by;
  while (rule && rules[other] && rules[other]?.kind !== rule.kind) other += by;
  const neighbour = rules[other];
  if (!rule || !neighbour) return rules;
  return rules.map((one, index) => (index === at ? neighbour : index === other ? rule : one));
}

/** A new one comes first of its kind, so that it counts at once. */
export function added(rules: Rules, kind: RuleKind): { readonly rules: Rules; readonly id: string } {
  const taken = new Set(rules.map(({ id }) => id));
  let number = 1;
  while (taken.has(`${kind.kind}-own-${number}`)) number += 1;
  const id = `${kind.kind}-own-${number}`;
  const rule: RuleForm = {
    id,
    kind: kind.kind,
    enabled: true,
    note: '',
    delivered: false,
    fields: [...kind.fields],
  };
  const first = rules.findIndex((one) => one.kind === kind.kind);
  const at = first < 0 ? rules.length : first;
  return { rules: [...rules.slice(0, at), rule, ...rules.slice(at)], id };
}
