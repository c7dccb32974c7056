/**
 * From an approval to the ledger's entries. Deterministic: the same approval in the same round gives the same markers on
 * any machine. Pure; throws Refusal when something is missing that the ledger needs.
 */
import type { Approval, GatewayTransaction, OpenItemId } from '../../shared/model.ts';
import type { Minor } from '../../shared/money.ts';
import { markerFor } from '../ledgers/marker.ts';
import type { LedgerEntry, OnAccountEntry, Posting, ReceiptEntry } from '../ledgers/port.ts';
import { directionOf, type ItemsNow } from './allocation-rules.ts';
import { accountingDate, postingDate } from './dates.ts';
import { type FoldedAllocation, foldRemainder } from './fold.ts';
import { Refusal } from './refusal.ts';
import type { PostingSettings } from './settings.ts';

export interface BuiltPosting {
  readonly posting: Posting;
  /** What each item's balance goes down by. */
  readonly moves: readonly { readonly openItemId: OpenItemId; readonly amountMinor: Minor }[];
}

/** Ledger base units per unit of the transaction's currency; null in the base currency itself. */
export function exchangeRateOf(transaction: GatewayTransaction, settings: PostingSettings): string | null {
  const { currency, settlement } = transaction;
  if (currency === settings.baseCurrency) return null;
  if (settlement?.currency === settings.baseCurrency && settlement.exchangeRate !== null) {
    return settlement.exchangeRate;
  }
  throw new Refusal(
    'EXCHANGE_RATE_MISSING',
    `It is in ${currency}, and the gateway gives no rate to ${settings.baseCurrency} (it is not settled yet, or in another currency).`,
  );
}

export function buildPosting(
  approval: Approval,
  transaction: GatewayTransaction,
  itemsNow: ItemsNow,
  round: number,
  settings: PostingSettings,
): BuiltPosting {
  const direction = directionOf(transaction);
  const paidOn = accountingDate(transaction.occurredAt, settings.timeZone);
  const base = {
    currency: transaction.currency,
    date: postingDate(transaction.occurredAt, settings),
    reference: `${transaction.gateway} ${transaction.externalId}`,
    exchangeRate: exchangeRateOf(transaction, settings),
  };
  const lines = approval.allocations.map((allocation) => {
    const now = itemsNow(allocation.openItemId);
    if (!now)
      throw new Refusal('ITEM_UNKNOWN', `${allocation.number} is not among the ledger's items any more.`);
    return { allocation, item: now.item, balanceMinor: now.balanceMinor };
  });
  const folded = foldRemainder(lines, approval.remainder, paidOn);
  const purpose = purposeOf(transaction);
  const marker = (what: string, itemNumber: string) =>
    markerFor({
      gateway: transaction.gateway,
      externalId: transaction.externalId,
      purpose: what,
      itemNumber,
      round,
    });

  const applied = folded.map((line, at): ReceiptEntry | OnAccountEntry => {
    const amountMinor = direction * line.allocation.amountMinor;
    if (line.item.kind === 'on_account') {
      return {
        ...base,
        kind: 'on_account',
        marker: marker('on_account', line.item.number),
        customerNo: line.item.customerNo,
        amountMinor,
      };
    }
    return {
      ...base,
      kind: purpose,
      marker: marker(purpose, line.item.number),
      customerNo: line.item.customerNo,
      itemKind: line.item.kind,
      itemNumber: line.item.number,
      amountMinor,
      discountMinor: direction * line.discountMinor,
      writeOffMinor: direction * line.writeOffMinor,
      expectedBalanceMinor: lines[at]?.balanceMinor ?? line.item.balanceMinor,
    };
  });
  const entries: LedgerEntry[] = [...applied];
  const { kind, amountMinor: rest } = approval.remainder;
  if ((kind === 'on_account' || kind === 'overpayment') && rest !== 0) {
    if (approval.customerNo === null)
      throw new Refusal('CUSTOMER_NEEDED', 'Choose the customer for the money on account.');
    entries.push({
      ...base,
      kind: 'on_account',
      marker: marker('on_account', ''),
      customerNo: approval.customerNo,
      amountMinor: direction * rest,
    });
  }
  if (new Set(entries.map((entry) => entry.marker)).size !== entries.length) {
    throw new Refusal(
      'ITEM_TWICE',
      'An invoice and a credit with the same number cannot be posted together; post one on its own.',
    );
  }
  return { posting: { entries }, moves: movesOf(folded, direction) };
}

function purposeOf({ kind }: GatewayTransaction): ReceiptEntry['kind'] {
  if (kind === 'refund') return 'refund';
  return kind === 'dispute' ? 'chargeback' : 'receipt';
}

function movesOf(lines: readonly FoldedAllocation[], direction: 1 | -1): BuiltPosting['moves'] {
  return lines.map(({ allocation }) => ({
    openItemId: allocation.openItemId,
    amountMinor: direction * allocation.amountMinor,
  }));
}
