/** Between the engine's rules and the forms in which the window shows and edits them. */
import type { EditedRule, RuleField, RuleForm, RuleKind, RuleList, RuleProblem } from '../../shared/api.ts';
import { type Currency, currency as toCurrency } from '../../shared/money.ts';
import { defaultRules, MatchingRule, MatchingRules } from '../matching/index.ts';
import { FieldError, type FieldSpec } from './rule-fields.ts';
import { RULE_KINDS } from './rule-kinds.ts';

export interface RuleCheck {
  /** Null when there are problems. */
  readonly rules: MatchingRules | null;
  readonly problems: RuleProblem[];
}

const DELIVERED = new Map(defaultRules.rules.map(({ id, note }) => [id, note]));

type Values = Readonly<Record<string, unknown>>;

export function ruleList(rules: MatchingRules, base: Currency): RuleList {
  return {
    rules: rules.rules.map((rule) => ruleForm(rule, base)),
    kinds: Object.entries(RULE_KINDS).map(([kind, { fields, ...words }]): RuleKind => {
      return { kind, ...words, fields: fields.map((field) => fieldOf(field, undefined, base)) };
    }),
    asDelivered: JSON.stringify(rules) === JSON.stringify(defaultRules),
  };
}

function ruleForm(rule: MatchingRule, base: Currency): RuleForm {
  const { id, kind, enabled, note } = rule;
  const values: Values = rule;
  const money = currencyOf(values.currency, base);
  const fields = RULE_KINDS[kind].fields.map((field) => fieldOf(field, values[field.name], money));
  return { id, kind, enabled, note, delivered: DELIVERED.get(id) === note, fields };
}

function fieldOf(field: FieldSpec, value: unknown, money: Currency): RuleField {
  const { toText, fromText: _, unit, ...shown } = field;
  return { ...shown, unit: unit(money), value: toText(value, money) };
}

/** Amounts are in the rule's currency, and in the company's when the rule is for every currency. */
function currencyOf(value: unknown, base: Currency): Currency {
  return typeof value === 'string' && /^[A-Za-z]{3}$/.test(value) ? toCurrency(value) : base;
}

/** Every problem that there is, a sentence each; the engine's own schema has the last word. */
export function checkRules(
  edited: readonly EditedRule[],
  base: Currency,
  knownCustomer: (customerNo: string) => boolean,
): RuleCheck {
  const problems: RuleProblem[] = [];
  const seen = new Set<string>();
  const rules: MatchingRule[] = [];
  for (const one of edited) {
    if (seen.has(one.id)) {
      problems.push({
        ruleId: one.id,
        field: null,
        message: 'Two rules have the same id; remove one of them.',
      });
    }
    seen.add(one.id);
    const rule = checkRule(one, base, knownCustomer, problems);
    if (rule !== null) rules.push(rule);
  }
  if (problems.length > 0) return { rules: null, problems };
  const whole = MatchingRules.safeParse({ version: 1, rules });
  if (whole.success) return { rules: whole.data, problems };
  return {
    rules: null,
    problems: whole.error.issues.map(({ message }) => ({ ruleId: null, field: null, message })),
  };
}

function checkRule(
  edited: EditedRule,
  base: Currency,
  knownCustomer: (customerNo: string) => boolean,
  problems: RuleProblem[],
): MatchingRule | null {
  const { id, kind, enabled, note, values } = edited;
  const before = problems.length;
  const problem = (field: string | null, message: string): void => {
    problems.push({ ruleId: id, field, message });
  };
  const known = Object.hasOwn(RULE_KINDS, kind) ? RULE_KINDS[kind as MatchingRule['kind']] : null;
  if (known === null) {
    problem(null, `This version of Matchbook has no rules of the kind “${kind}”.`);
    return null;
  }
  const money = currencyOf(values.currency, base);
  const read: Record<string, unknown> = { id, kind, enabled, note };
  for (const field of known.fields) {
    try {
      const value = field.fromText(values[field.name] ?? '', money);
      if (field.kind === 'customer' && typeof value === 'string' && !knownCustomer(value)) {
        throw new FieldError(`The ledger has no customer ${value}.`);
      }
      read[field.name] = value;
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      problem(field.name, error.message);
    }
  }
  if (problems.length > before) return null;
  const parsed = MatchingRule.safeParse(read);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const field = known.fields.find(({ name }) => name === issue.path[0]);
    problem(field?.name ?? null, sentenceOf(issue, field));
  }
  return null;
}

type Issue = {
  readonly code?: string;
  readonly message: string;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
};

function sentenceOf(issue: Issue, field: FieldSpec | undefined): string {
  const label = field?.label ?? 'This rule';
  // Limits are the engine's, in its units; the field says them in its own.
  const limit = (value: unknown): string => field?.toText(value, toCurrency('USD')) ?? String(value);
  if (field && field.kind !== 'text' && issue.code === 'too_small') {
    return `${label} is at least ${limit(issue.minimum)}.`;
  }
  if (field && field.kind !== 'text' && issue.code === 'too_big') {
    return `${label} is at most ${limit(issue.maximum)}.`;
  }
  if (issue.code === 'custom') return `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`;
  return `${label}: ${issue.message}.`;
}
