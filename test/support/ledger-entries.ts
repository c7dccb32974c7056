/** Ledger entries for tests: what a case does not care about is filled in. */
import { AccountingDate, type Marker } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import { markerFor } from '../../src-main/ledgers/marker.ts';
import type {
  JournalEntry,
  OnAccountEntry,
  ReceiptEntry,
  ReversalEntry,
} from '../../src-main/ledgers/port.ts';

type Wish<Entry> = Partial<Omit<Entry, 'currency' | 'date'>> & {
  /** The gateway's transaction. */
  readonly of?: string;
  readonly money?: string;
  readonly on?: string;
};

function base(wish: { of?: string; money?: string; on?: string }, purpose: string, itemNumber: string) {
  const externalId = wish.of ?? 'ch_1';
  return {
    marker: markerFor({ gateway: 'stripe', externalId, purpose, itemNumber, round: 0 }),
    currency: currency(wish.money ?? 'USD'),
    date: AccountingDate.parse(wish.on ?? '2026-03-10'),
    reference: `stripe ${externalId}`,
    exchangeRate: null,
  };
}

function without<Entry extends object>(wish: Entry): Omit<Entry, 'of' | 'money' | 'on'> {
  const { of, money, on, ...rest } = wish as Entry & { of?: string; money?: string; on?: string };
  return rest;
}

/** A receipt of the whole `expectedBalanceMinor`, unless an amount is given. */
export function receipt(
  wish: Wish<ReceiptEntry> & { readonly itemNumber: string; readonly expectedBalanceMinor: number },
): ReceiptEntry {
  const kind = wish.kind ?? 'receipt';
  return {
    ...base(wish, kind, wish.itemNumber),
    kind,
    customerNo: 'BLUE01',
    itemKind: wish.expectedBalanceMinor < 0 ? 'credit' : 'invoice',
    amountMinor: wish.expectedBalanceMinor,
    discountMinor: 0,
    writeOffMinor: 0,
    ...without(wish),
  };
}

export function onAccount(wish: Wish<OnAccountEntry> & { readonly amountMinor: number }): OnAccountEntry {
  return { ...base(wish, 'on_account', ''), kind: 'on_account', customerNo: 'BLUE01', ...without(wish) };
}

export function reversalOf(of: Marker, wish: { on?: string; round?: number } = {}): ReversalEntry {
  const facts = { ...wish, of: `undo-${of}` };
  return { ...base(facts, `reversal:${wish.round ?? 0}`, ''), kind: 'reversal', of, reference: 'undo' };
}

export function journal(wish: Wish<JournalEntry> & { readonly lines: JournalEntry['lines'] }): JournalEntry {
  return {
    ...base({ ...wish, of: wish.of ?? 'po_1' }, 'journal', ''),
    kind: 'journal',
    description: 'Payout po_1',
    ...without(wish),
  };
}
