/**
 * How approvals and corrections teach: who pays for whom, which fields hold true references, which evidence stood on
 * the right side. `unlearn` takes an approval's lessons back, as when it is undone.
 */
import type { Allocation } from '../../shared/model.ts';
import { Identifier } from './identity.ts';
import { type Learned, type Lesson, nothingLearned } from './learned.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { PayerHistory, payerKeys } from './payer-history.ts';
import { ReferenceReader, sourceName } from './reference-reader.ts';
import type { MatchableTransaction } from './types.ts';
import { weightsFrom } from './weights.ts';

/** What a person decided about a transaction. */
export type ApprovalFact = {
  readonly transaction: MatchableTransaction;
  /** Whose account the money went to; null teaches nothing about the payer. */
  readonly customerNo: string | null;
  readonly allocations: readonly Allocation[];
};

const UNKNOWN: Lesson = { confirmed: 0, contradicted: 0, streak: 0 };
type Step = 1 | -1;
type Table = Record<string, Lesson>;

export function learn(learned: Learned, index: OpenItemIndex, fact: ApprovalFact): Learned {
  return apply(learned, index, fact, 1);
}

/** The value before `learn` with the same fact, but for the length of streaks that other facts cut. */
export function unlearn(learned: Learned, index: OpenItemIndex, fact: ApprovalFact): Learned {
  return apply(learned, index, fact, -1);
}

function apply(learned: Learned, index: OpenItemIndex, fact: ApprovalFact, step: Step): Learned {
  const aliases: Table = { ...learned.aliases };
  const habits: Table = { ...learned.habits };
  const weights: Table = { ...learned.weights };
  if (fact.customerNo !== null) teachAliases(aliases, fact.transaction, fact.customerNo, step);
  if (fact.allocations.length > 0) teachHabits(habits, index, fact, step);
  if (fact.customerNo !== null) teachWeights(weights, index, fact.transaction, fact.customerNo, step);
  return { version: 1, aliases, habits, weights };
}

function count(table: Table, key: string, right: boolean, step: Step): void {
  const lesson = table[key] ?? UNKNOWN;
  const next = right
    ? {
        ...lesson,
        confirmed: Math.max(0, lesson.confirmed + step),
        streak: Math.max(0, lesson.streak + step),
      }
    : {
        ...lesson,
        contradicted: Math.max(0, lesson.contradicted + step),
        streak: step > 0 ? 0 : lesson.confirmed,
      };
  if (next.confirmed === 0 && next.contradicted === 0) delete table[key];
  else table[key] = next;
}

function teachAliases(aliases: Table, it: MatchableTransaction, customerNo: string, step: Step): void {
  for (const payer of payerKeys(it)) {
    const own = `${payer}|${customerNo}`;
    for (const key of Object.keys(aliases)) {
      if (key.startsWith(`${payer}|`) && key !== own) count(aliases, key, false, step);
    }
    count(aliases, own, true, step);
  }
}

function teachHabits(habits: Table, index: OpenItemIndex, fact: ApprovalFact, step: Step): void {
  const approved = new Set<string>(fact.allocations.map((it) => it.openItemId));
  const reading = new ReferenceReader(index).read(fact.transaction);
  for (const named of reading.named) {
    if (named.level < 2) continue;
    const field = sourceName(fact.transaction, named.source);
    const right = approved.has(index.items[named.item]?.id ?? '');
    count(habits, `${fact.transaction.gateway}|${field}`, right, step);
  }
}

function teachWeights(
  weights: Table,
  index: OpenItemIndex,
  it: MatchableTransaction,
  customerNo: string,
  step: Step,
): void {
  const history = new PayerHistory(index, nothingLearned, [], []);
  const reading = new ReferenceReader(index).read(it);
  const identity = new Identifier(index, weightsFrom(nothingLearned), history).identify(
    it,
    reading.customers,
  );
  const customer = index.customers.codeOf(customerNo);
  if (identity.suspects.length > 1) return;
  for (const suspect of identity.suspects) count(weights, suspect.clue, suspect.customer === customer, step);
}
