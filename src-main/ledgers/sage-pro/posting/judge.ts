/** Whether an entry may be posted on what the ledger says now, and the movement that it is. Pure; throws Refusal. */
import type { AccountingDate, Marker } from '../../../../shared/model.ts';
import {
  type Currency,
  convertMinor,
  exponentOf,
  formatMinor,
  type Minor,
} from '../../../../shared/money.ts';
import type { LedgerEntry, OnAccountEntry, ReceiptEntry } from '../../port.ts';
import type { ColumnProfile } from '../schema/profile.ts';
import { sameKey } from './keys.ts';
import type { LockedCustomer, LockedItem } from './locked-rows.ts';
import {
  type Amounts,
  applyTo,
  type ItemState,
  type Movement,
  reliefInBase,
  reliefOfReversal,
  totalOf,
} from './movement.ts';
import { Refusal } from './refusal.ts';

export interface JudgeContext {
  readonly baseCurrency: Currency;
  readonly closedBefore: AccountingDate | null;
  /** arcash: amount, and discount where there is one. */
  readonly amountColumn: ColumnProfile;
  readonly discountColumn: ColumnProfile | null;
  readonly balanceColumn: ColumnProfile;
  readonly customerColumn: ColumnProfile | undefined;
}

export function cashOf(entry: ReceiptEntry): Amounts {
  const { amountMinor, discountMinor, writeOffMinor } = entry;
  return { cashMinor: amountMinor - discountMinor - writeOffMinor, discountMinor, writeOffMinor };
}

export function checkPeriod(entry: LedgerEntry, closedBefore: AccountingDate | null): void {
  if (closedBefore === null || entry.date >= closedBefore) return;
  throw new Refusal(
    entry.marker,
    'PERIOD_CLOSED',
    `${entry.date} is in a closed period: days before ${closedBefore} are closed.`,
  );
}

export function checkPrecision(marker: Marker, column: ColumnProfile, currency: Currency): void {
  const exact = ['numeric', 'decimal', 'int', 'bigint', 'smallint', 'tinyint'].includes(column.type);
  if (!exact || (column.scale ?? 0) >= exponentOf(currency)) return;
  throw new Refusal(
    marker,
    'NOT_SUPPORTED',
    `The column ${column.name} keeps ${column.scale ?? 0} decimals, and ${currency} has ${exponentOf(currency)}: the amount would be rounded.`,
  );
}

/** The one row that is meant among those with the number. */
export function chooseItem(
  entry: ReceiptEntry,
  rows: readonly LockedItem[],
  context: JudgeContext,
): LockedItem {
  const ofCustomer = rows.filter((it) => sameKey(it.rawCustomerNo, entry.customerNo, context.customerColumn));
  if (ofCustomer.length === 0) {
    const owners = [...new Set(rows.map((it) => it.rawCustomerNo.trim()))].join(', ');
    throw new Refusal(
      entry.marker,
      'CUSTOMER_MISMATCH',
      `${entry.itemNumber} belongs to customer ${owners}, not to ${entry.customerNo}.`,
    );
  }
  const ofKind = ofCustomer.filter((it) => it.isCredit === (entry.itemKind === 'credit'));
  const [chosen, ...others] = ofKind.length > 0 ? ofKind : ofCustomer;
  if (!chosen || others.some((it) => !it.isVoid)) {
    throw new Refusal(
      entry.marker,
      'NOT_SUPPORTED',
      `There are several open items with the number ${entry.itemNumber} for customer ${entry.customerNo}, so it cannot be told which one is meant.`,
    );
  }
  return chosen;
}

/** Not more than is open, and nothing taken back that was not paid. */
export function checkLimit(marker: Marker, itemNumber: string, amount: Minor, state: ItemState): void {
  const { found } = state;
  const sign = found.invoicedMinor < 0 || (found.invoicedMinor === 0 && found.isCredit) ? -1 : 1;
  const limit = amount * sign > 0 ? state.balanceMinor * sign : state.paidMinor * sign;
  if (Math.abs(amount) <= limit) return;
  const money = (minor: Minor): string => formatMinor(minor, found.currency);
  const what = amount * sign > 0 ? `still open on ${itemNumber}` : `paid on ${itemNumber} so far`;
  throw new Refusal(
    marker,
    'AMOUNT_EXCEEDS_BALANCE',
    `${money(Math.abs(amount))} is more than the ${money(Math.max(limit, 0))} that is ${what}.`,
  );
}

export function checkReceipt(entry: ReceiptEntry, state: ItemState, context: JudgeContext): void {
  const { found } = state;
  const { marker, itemNumber } = entry;
  if (found.isVoid) throw new Refusal(marker, 'ITEM_VOID', `${itemNumber} is void in Sage Pro.`);
  if (found.currency !== entry.currency) {
    throw new Refusal(
      marker,
      'CURRENCY_MISMATCH',
      `${itemNumber} is in ${found.currency}, and the receipt is in ${entry.currency}.`,
    );
  }
  const money = (minor: Minor): string => formatMinor(minor, found.currency);
  if (
    entry.expectedBalanceMinor !== found.balanceMinor &&
    entry.expectedBalanceMinor !== state.balanceMinor
  ) {
    throw new Refusal(
      marker,
      'BALANCE_MOVED',
      `The balance of ${itemNumber} is ${money(state.balanceMinor)} now; it was ${money(entry.expectedBalanceMinor)} when this was approved.`,
    );
  }
  if (entry.amountMinor === 0)
    throw new Refusal(marker, 'NOT_SUPPORTED', `A receipt of ${money(0)} moves nothing.`);
  checkLimit(marker, itemNumber, entry.amountMinor, state);
  checkPrecision(marker, context.balanceColumn, found.currency);
  checkPrecision(marker, context.amountColumn, found.currency);
  if (entry.discountMinor + entry.writeOffMinor !== 0 && !context.discountColumn) {
    throw new Refusal(
      marker,
      'NOT_SUPPORTED',
      'This company’s arcash has no column disamt for a discount or a write-off: enter it in Sage Pro, or post the money alone.',
    );
  }
}

function inBase(minor: Minor, currency: Currency, base: Currency, rate: string): Minor {
  return currency === base ? minor : convertMinor(minor, currency, base, rate);
}

/** Moves `state` (null: on account) and gives the movement. */
export function movementOf(
  entry: Pick<LedgerEntry, 'marker' | 'date' | 'reference' | 'exchangeRate' | 'fields'>,
  currency: Currency,
  amounts: Amounts,
  customer: LockedCustomer,
  state: ItemState | null,
  context: JudgeContext,
  reversal: { readonly of: Marker; readonly reliefBaseMinor: Minor | null } | null,
): Movement {
  const { exchangeRate } = entry;
  const total = totalOf(amounts);
  const base = context.baseCurrency;
  const taken = reversal?.reliefBaseMinor ?? null;
  const relief = !state
    ? inBase(total, currency, base, exchangeRate ?? '1')
    : taken === null
      ? reliefInBase(state, total, base, exchangeRate)
      : reliefOfReversal(state, total, taken);
  if (state) applyTo(state, total, relief, entry.date);
  // Without the gateway's rate, the invoice's own is taken: then there is no gain and no loss.
  const cashShare = total === 0 ? 0 : Number((BigInt(relief) * BigInt(amounts.cashMinor)) / BigInt(total));
  const cashBase =
    currency === base
      ? amounts.cashMinor
      : exchangeRate === null
        ? cashShare
        : inBase(amounts.cashMinor, currency, base, exchangeRate);
  return {
    ...amounts,
    marker: entry.marker,
    date: entry.date,
    currency,
    reference: entry.reference,
    exchangeRate,
    customer,
    item: state,
    reliefBaseMinor: relief,
    cashBaseMinor: cashBase,
    reversalOf: reversal?.of ?? null,
    fields: entry.fields ?? {},
  };
}

export function onAccountMovement(
  entry: OnAccountEntry,
  customer: LockedCustomer,
  context: JudgeContext,
): Movement {
  const { currency, amountMinor, marker } = entry;
  if (amountMinor === 0) throw new Refusal(marker, 'NOT_SUPPORTED', 'A receipt of zero moves nothing.');
  checkPrecision(marker, context.amountColumn, currency);
  if (currency !== context.baseCurrency && entry.exchangeRate === null) {
    throw new Refusal(
      marker,
      'NOT_SUPPORTED',
      `Money on account in ${currency} needs the rate to ${context.baseCurrency}, and the gateway gave none.`,
    );
  }
  const amounts = { cashMinor: amountMinor, discountMinor: 0, writeOffMinor: 0 };
  return movementOf(entry, currency, amounts, customer, null, context, null);
}
