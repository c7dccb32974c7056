/** Who paid for whom before: learned aliases, and payers of what was posted earlier. */
import type { Learned, Lesson } from './learned.ts';
import type { OpenItemIndex } from './open-item-index.ts';
import { nameKey, nameTokens } from './payer-names.ts';
import type { MatchableTransaction, PostedAllocation } from './types.ts';

/** What identifies a payer across payments: `email|…`, `card|…`, `ref|…`, `name|…`. */
export function payerKeys(it: MatchableTransaction): string[] {
  const keys: string[] = [];
  if (it.payerEmail) keys.push(`email|${it.payerEmail.trim().toLowerCase()}`);
  if (it.cardFingerprint) keys.push(`card|${it.cardFingerprint}`);
  if (it.customerRef) keys.push(`ref|${it.customerRef.trim()}`);
  if (it.payerName) {
    const key = nameKey(nameTokens(it.payerName));
    if (key !== '') keys.push(`name|${key}`);
  }
  return keys;
}

/** How far a lesson is trusted, 0 to 1. A disagreement outweighs all agreements before it. */
export function trustOf(lesson: Lesson): number {
  if (lesson.contradicted === 0) return lesson.confirmed === 0 ? 0 : lesson.confirmed === 1 ? 0.7 : 1;
  if (lesson.streak < 2) return 0;
  return lesson.streak / (lesson.streak + lesson.contradicted);
}

const NONE: readonly { customer: number; trust: number }[] = [];

export class PayerHistory {
  private readonly known = new Map<string, { customer: number; trust: number }[]>();

  constructor(
    index: OpenItemIndex,
    learned: Learned,
    decided: readonly MatchableTransaction[],
    posted: readonly PostedAllocation[],
  ) {
    for (const [alias, lesson] of Object.entries(learned.aliases)) {
      const at = alias.lastIndexOf('|');
      this.add(alias.slice(0, at), index.customers.codeOf(alias.slice(at + 1)), trustOf(lesson));
    }
    if (posted.length === 0) return;
    const customerOf = new Map<string, number>();
    for (const it of posted) {
      const item = index.itemById(it.openItemId);
      if (item >= 0) customerOf.set(it.transactionId, index.customerOf[item] as number);
    }
    for (const it of decided) {
      const customer = customerOf.get(it.id);
      if (customer === undefined) continue;
      for (const key of payerKeys(it)) this.add(key, customer, 1);
    }
  }

  private add(key: string, customer: number, trust: number): void {
    if (customer < 0 || trust <= 0) return;
    const known = this.known.get(key);
    if (!known) this.known.set(key, [{ customer, trust }]);
    else if (!known.some((it) => it.customer === customer)) known.push({ customer, trust });
  }

  get isEmpty(): boolean {
    return this.known.size === 0;
  }
  of(key: string): readonly { customer: number; trust: number }[] {
    return this.known.get(key) ?? NONE;
  }
}
