/** The accountant's own allocation while it is being made: pure, so that it can be tested without a window. */
import type { ReviewDetail } from '../../shared/api.ts';
import type { Allocation, OpenItem, Remainder } from '../../shared/model.ts';
import { type Currency, formatMinor, MoneyError, parseMinor } from '../../shared/money.ts';

export interface SplitLine {
  readonly item: OpenItem;
  /** As typed. */
  readonly text: string;
}

export type RestKind = 'on_account' | 'write_off' | 'discount';

export interface SplitDraft {
  readonly currency: Currency;
  readonly amountMinor: number;
  readonly lines: readonly SplitLine[];
  readonly rest: RestKind;
  /** Whose account takes money that is on no item: the items' customer when there are items. */
  readonly customer: PickedCustomer | null;
}

export interface PickedCustomer {
  readonly customerNo: string;
  readonly name: string;
}

export interface SplitResult {
  readonly allocations: readonly Allocation[];
  readonly remainder: Remainder;
  readonly customerNo: string | null;
  /** Null when it can be approved. */
  readonly problem: string | null;
  /** What is not allocated yet; below zero: more is allocated than was paid. */
  readonly restMinor: number;
}

/** What is proposed, or what else it could be, as the first draft. */
export function draftOf(detail: ReviewDetail, from: 'proposal' | 'runner-up' = 'proposal'): SplitDraft {
  const { row, items, customer } = detail;
  const proposal = from === 'proposal' ? detail.proposal : (detail.proposal?.runnerUp ?? null);
  const lines = (proposal?.allocations ?? []).flatMap((allocation): SplitLine[] => {
    const item = items.find(({ id }) => id === allocation.openItemId);
    return item ? [{ item, text: formatMinor(allocation.amountMinor, row.currency) }] : [];
  });
  const kind = proposal?.remainder.kind;
  const rest = kind === 'write_off' || kind === 'discount' ? kind : 'on_account';
  // Whole payments go on account only where that is what is proposed, or when a person picks the customer.
  const onAccount = lines.length === 0 && kind === 'on_account' ? customer : null;
  return {
    currency: row.currency,
    amountMinor: row.amountMinor,
    lines,
    rest,
    customer: onAccount && { customerNo: onAccount.customerNo, name: onAccount.name },
  };
}

/** Adds an item with what is left of the payment, up to the item's balance. */
export function withItem(draft: SplitDraft, item: OpenItem): SplitDraft {
  if (draft.lines.some((line) => line.item.id === item.id)) return draft;
  const left = resultOf(draft).restMinor;
  const take = item.balanceMinor < 0 ? item.balanceMinor : Math.max(0, Math.min(item.balanceMinor, left));
  return { ...draft, lines: [...draft.lines, { item, text: formatMinor(take, draft.currency) }] };
}

export function withoutItem(draft: SplitDraft, id: OpenItem['id']): SplitDraft {
  return { ...draft, lines: draft.lines.filter((line) => line.item.id !== id) };
}

export function withText(draft: SplitDraft, id: OpenItem['id'], text: string): SplitDraft {
  return { ...draft, lines: draft.lines.map((line) => (line.item.id === id ? { ...line, text } : line)) };
}

export function resultOf(draft: SplitDraft): SplitResult {
  const { currency, amountMinor, lines } = draft;
  let problem: string | null = null;
  const allocations = lines.flatMap((line): Allocation[] => {
    try {
      const minor = parseMinor(line.text, currency);
      if (
        Math.sign(minor) !== Math.sign(line.item.balanceMinor) ||
        Math.abs(minor) > Math.abs(line.item.balanceMinor)
      ) {
        problem ??= `${line.item.number} has ${formatMinor(line.item.balanceMinor, currency)} open.`;
      }
      return [{ openItemId: line.item.id, number: line.item.number, amountMinor: minor }];
    } catch (error) {
      if (!(error instanceof MoneyError)) throw error;
      problem ??= error.message;
      return [];
    }
  });
  const restMinor = amountMinor - allocations.reduce((sum, it) => sum + it.amountMinor, 0);
  const customers = [...new Set(lines.map(({ item }) => item.customerNo))];
  if (lines.length === 0 && (draft.customer === null || draft.rest !== 'on_account')) {
    problem ??= 'Choose an invoice, or the customer on whose account it is kept.';
  }
  if (restMinor > 0 && draft.rest !== 'on_account') problem ??= 'What is left can only stay on account.';
  if (restMinor > 0 && customers.length > 1)
    problem ??= 'Money on account needs one customer; allocate all of it.';
  if (restMinor < 0 && draft.rest === 'on_account') {
    problem ??= 'More is allocated than was paid. Reduce an amount, or write the difference off.';
  }
  const remainder: Remainder =
    restMinor === 0 ? { kind: 'none', amountMinor: 0 } : { kind: draft.rest, amountMinor: restMinor };
  return {
    allocations,
    remainder,
    customerNo: customers[0] ?? draft.customer?.customerNo ?? null,
    problem,
    restMinor,
  };
}
