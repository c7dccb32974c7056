/** Calls of the matching settings: the rules, what a change of them would do, and what was learned from approvals. */
import * as z from 'zod';
import { AccountingDate, Band, TransactionId, TransactionState } from '../model.ts';
import { Currency, Minor } from '../money.ts';
import { call } from './call.ts';

/** One field of a rule, as text in both directions, so that a new kind of rule needs no new window. */
export const RuleField = z.object({
  name: z.string(),
  label: z.string(),
  hint: z.string(),
  /** amount: a decimal of `unit`'s currency. percent: 2.5 is 2.5%. customer: a customer number of the ledger. */
  kind: z.enum(['text', 'number', 'amount', 'percent', 'choice', 'customer']),
  value: z.string(),
  /** What stands behind the value: %, days, USD. '' for none. */
  unit: z.string(),
  /** What an empty value says, as it stands in the sentence; null when a value is needed. */
  whenEmpty: z.string().nullable(),
  choices: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
});
export type RuleField = z.infer<typeof RuleField>;

export const RuleForm = z.object({
  id: z.string(),
  kind: z.string(),
  enabled: z.boolean(),
  note: z.string(),
  /** As Matchbook brings it, note included: its sentence says all. */
  delivered: z.boolean(),
  fields: z.array(RuleField),
});
export type RuleForm = z.infer<typeof RuleForm>;

/** A kind of rule: how it is said, and what a new one starts with. */
export const RuleKind = z.object({
  kind: z.string(),
  title: z.string(),
  hint: z.string(),
  /** The button that adds one. */
  add: z.string(),
  /** The rule in words; `{name}` is where the field of that name is said. */
  sentence: z.string(),
  fields: z.array(RuleField),
});
export type RuleKind = z.infer<typeof RuleKind>;

/** In order: of two enabled rules about the same question the first wins. */
export const RuleList = z.object({
  rules: z.array(RuleForm),
  kinds: z.array(RuleKind),
  /** True while nobody changed them. */
  asDelivered: z.boolean(),
});
export type RuleList = z.infer<typeof RuleList>;

export const EditedRule = z.object({
  id: z.string().min(1).max(80),
  kind: z.string().max(40),
  enabled: z.boolean(),
  note: z.string().max(500),
  values: z.record(z.string().max(40), z.string().max(200)),
});
export type EditedRule = z.infer<typeof EditedRule>;

/** A sentence beside the field it is about; `field` null when it is about the rule, `ruleId` null when about the list. */
export const RuleProblem = z.object({
  ruleId: z.string().nullable(),
  field: z.string().nullable(),
  message: z.string(),
});
export type RuleProblem = z.infer<typeof RuleProblem>;

export const BandCounts = z.object({
  ready: z.number().int(),
  check: z.number().int(),
  exception: z.number().int(),
});
export type BandCounts = z.infer<typeof BandCounts>;

export const RuleChange = z.object({
  transactionId: TransactionId,
  date: AccountingDate,
  payer: z.string(),
  currency: Currency,
  amountMinor: Minor,
  state: TransactionState,
  before: Band,
  after: Band,
  sentence: z.string(),
});
export type RuleChange = z.infer<typeof RuleChange>;

export const RulePreview = z.object({
  /** Transactions of the last 90 days that were matched both ways. */
  transactions: z.number().int(),
  /** How many of them come out differently; `changes` lists up to 50, what would become ready first. */
  changed: z.number().int(),
  before: BandCounts,
  after: BandCounts,
  changes: z.array(RuleChange),
});
export type RulePreview = z.infer<typeof RulePreview>;

export const LearnedLesson = z.object({
  id: z.string(),
  kind: z.enum(['alias', 'habit', 'weight']),
  sentence: z.string(),
  confirmed: z.number().int(),
  contradicted: z.number().int(),
  /** 0: kept, but not used any more; below 1: used with care. */
  trust: z.number().min(0).max(1),
  /** Whom the payer of an alias pays for. */
  customerNo: z.string().nullable(),
  customerName: z.string().nullable(),
});
export type LearnedLesson = z.infer<typeof LearnedLesson>;

export const CustomerChoice = z.object({ customerNo: z.string(), name: z.string() });
export type CustomerChoice = z.infer<typeof CustomerChoice>;

const edited = z.object({ rules: z.array(EditedRule).max(1_000) });
const lessons = z.array(LearnedLesson);

export const matchingCalls = {
  'matching.rules': call(z.object({}), RuleList),
  /** Matches the last 90 days twice, in the background of the program; saves nothing. `preview` null: see `problems`. */
  'matching.preview': call(
    edited,
    z.object({ problems: z.array(RuleProblem), preview: RulePreview.nullable() }),
  ),
  /** Saves all or nothing; then what waits is proposed anew. */
  'matching.saveRules': call(
    edited,
    z.object({ saved: z.boolean(), problems: z.array(RuleProblem), list: RuleList }),
  ),
  'matching.resetRules': call(z.object({}), RuleList),
  'matching.lessons': call(z.object({}), lessons),
  'matching.forgetLesson': call(z.object({ id: z.string().max(400) }), lessons),
  'matching.redirectAlias': call(
    z.object({ id: z.string().max(400), customerNo: z.string().trim().min(1).max(80) }),
    lessons,
  ),
  'matching.findCustomers': call(
    z.object({ search: z.string().max(200), limit: z.number().int().min(1).max(100).default(20) }),
    z.array(CustomerChoice),
  ),
};
