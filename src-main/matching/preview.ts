/** What a change of rules would change, on transactions of the last 90 days, before it is saved. */
import type { AccountingDate, OpenItem, Proposal, TransactionId } from '../../shared/model.ts';
import { dayNumber } from './calendar.ts';
import { match } from './match.ts';
import { indexOpenItems } from './open-item-index.ts';
import type { MatchingRules } from './rules.ts';
import type { IndexOptions, MatchableTransaction, MatchContext } from './types.ts';
import { list } from './wording.ts';

export type PreviewInput = {
  readonly openItems: readonly OpenItem[];
  readonly transactions: readonly MatchableTransaction[];
  readonly current: MatchingRules;
  readonly proposed: MatchingRules;
  readonly today: AccountingDate;
  readonly options?: Omit<IndexOptions, 'rules'>;
  readonly context?: MatchContext;
};

export type PreviewedChange = {
  readonly transactionId: TransactionId;
  readonly before: Proposal;
  readonly after: Proposal;
  readonly sentence: string;
};

export type Preview = {
  readonly transactions: number;
  readonly changes: readonly PreviewedChange[];
  /** Proposals per band with the current rules and with the proposed ones. */
  readonly bands: { readonly before: BandCounts; readonly after: BandCounts };
};
type BandCounts = { readonly ready: number; readonly check: number; readonly exception: number };

const DAYS = 90;

/** Matches twice; transactions before the 90 days up to `today` are left out. */
export function previewRules(input: PreviewInput): Preview {
  const last = dayNumber(input.today);
  const recent = input.transactions.filter((it) => {
    const day = dayNumber(it.occurredAt);
    return day <= last && day > last - DAYS;
  });
  const run = (rules: MatchingRules) =>
    match(indexOpenItems(input.openItems, { ...input.options, rules }), recent, input.context);
  const before = run(input.current);
  const after = run(input.proposed);
  const changes: PreviewedChange[] = [];
  before.forEach((one, at) => {
    const other = after[at] as Proposal;
    const sentence = changeBetween(one, other);
    if (sentence !== null) {
      changes.push({ transactionId: one.transactionId, before: one, after: other, sentence });
    }
  });
  return { transactions: recent.length, changes, bands: { before: bandsOf(before), after: bandsOf(after) } };
}

function changeBetween(before: Proposal, after: Proposal): string | null {
  const parts: string[] = [];
  if (before.band !== after.band) parts.push(`it moves from ${before.band} to ${after.band}`);
  const [from, to] = [itemsOf(before), itemsOf(after)];
  if (from !== to) parts.push(`it goes to ${to} instead of ${from}`);
  const [kept, keeps] = [before.remainder, after.remainder];
  if (kept.kind !== keeps.kind || kept.amountMinor !== keeps.amountMinor) {
    parts.push(`its remainder is ${keeps.kind.replace('_', ' ')} instead of ${kept.kind.replace('_', ' ')}`);
  }
  return parts.length === 0 ? null : `With the new rules ${list(parts)}.`;
}

function itemsOf(it: Proposal): string {
  return it.allocations.length === 0 ? 'no item' : list(it.allocations.map((each) => each.number));
}

function bandsOf(proposals: readonly Proposal[]): BandCounts {
  const bands = { ready: 0, check: 0, exception: 0 };
  for (const it of proposals) bands[it.band]++;
  return bands;
}
