/**
 * Whether allocations and remainder are something that can be posted for a transaction: they add up, fit the items as
 * far as is known here, and say what becomes of every cent. Pure; throws Refusal with the sentence for the accountant.
 */
import type { Allocation, GatewayTransaction, OpenItem, OpenItemId, Remainder } from '../../shared/model.ts';
import { formatMinor, type Minor, sumMinor } from '../../shared/money.ts';
import { Refusal } from './refusal.ts';
import type { PostingSettings } from './settings.ts';

export interface Decision {
  readonly transaction: GatewayTransaction;
  readonly customerNo: string | null;
  readonly allocations: readonly Allocation[];
  readonly remainder: Remainder;
}

/** An item, and what its balance will be once everything approved before is posted. */
export interface ItemNow {
  readonly item: OpenItem;
  readonly balanceMinor: Minor;
}

export type ItemsNow = (id: OpenItemId) => ItemNow | null;

/** 1: money comes in and closes items. -1: money goes out and re-opens them. Throws Refusal for what has no receipt. */
export function directionOf(transaction: GatewayTransaction): 1 | -1 {
  switch (transaction.kind) {
    case 'payment':
    case 'dispute_reversal':
      return 1;
    case 'refund':
    case 'dispute':
      return -1;
    case 'payout':
    case 'fee':
    case 'adjustment':
      throw new Refusal(
        'NOT_POSTABLE',
        `A ${transaction.kind} is posted with its payout's journal, not by itself.`,
      );
  }
}

export function checkDecision(decision: Decision, itemsNow: ItemsNow, settings: PostingSettings): void {
  const { transaction, allocations, remainder } = decision;
  const direction = directionOf(transaction);
  if (transaction.status === 'pending') {
    throw new Refusal(
      'NOT_POSTABLE',
      'The gateway has not completed it yet; it can be approved once it has.',
    );
  }
  if (transaction.status !== 'succeeded') {
    throw new Refusal(
      'NOT_POSTABLE',
      `The gateway says that it ${transaction.status === 'failed' ? 'failed' : 'was voided'}.`,
    );
  }
  const total = sumMinor([...allocations.map((it) => it.amountMinor), remainder.amountMinor]);
  if (total !== transaction.amountMinor) {
    throw new Refusal(
      'SUM_WRONG',
      `The allocations and the rest add up to ${money(total, decision)}, not to the ${money(transaction.amountMinor, decision)} of the transaction.`,
    );
  }
  const seen = new Set<OpenItemId>();
  for (const allocation of allocations) {
    if (seen.has(allocation.openItemId)) {
      throw new Refusal('ITEM_TWICE', `${allocation.number} is allocated to twice; put it in one line.`);
    }
    seen.add(allocation.openItemId);
    checkAllocation(allocation, direction, decision, itemsNow);
  }
  checkRemainder(decision, direction, settings);
  if (allocations.length === 0 && remainder.amountMinor === 0) {
    throw new Refusal(
      'NOTHING_TO_POST',
      'There is nothing to post: no invoice is chosen and no money is on account.',
    );
  }
}

function checkAllocation(
  allocation: Allocation,
  direction: 1 | -1,
  decision: Decision,
  itemsNow: ItemsNow,
): void {
  const { number, amountMinor } = allocation;
  const now = itemsNow(allocation.openItemId);
  if (!now) throw new Refusal('ITEM_UNKNOWN', `${number} is not among the ledger's items any more.`);
  const { item, balanceMinor } = now;
  const { currency } = decision.transaction;
  if (item.currency !== currency) {
    throw new Refusal('ITEM_CURRENCY', `${number} is in ${item.currency}, the payment in ${currency}.`);
  }
  if (amountMinor === 0)
    throw new Refusal('AMOUNT_SIGN', `Nothing is allocated to ${number}; take the line out.`);
  if (direction === -1) {
    checkReopening(allocation, now, decision);
    return;
  }
  // A closed item has no sign of its own any more: its kind has.
  const sign = item.kind === 'invoice' ? 1 : -1;
  if (Math.sign(amountMinor) !== sign) {
    throw new Refusal(
      'AMOUNT_SIGN',
      `The amount for ${number} must be ${sign === 1 ? 'above' : 'below'} zero.`,
    );
  }
  if (Math.abs(amountMinor) > Math.abs(balanceMinor) || Math.sign(balanceMinor) !== sign) {
    throw new Refusal(
      'AMOUNT_TOO_LARGE',
      `${number} has ${money(balanceMinor, decision)} left, less than the ${money(amountMinor, decision)} allocated to it.`,
    );
  }
}

/**
 * A refund gives back what was paid on an invoice (above zero), pays out what is left of a credit (above zero), or gives a
 * credit back that the payment had used (below zero); more than that is not there.
 */
function checkReopening({ number, amountMinor }: Allocation, now: ItemNow, decision: Decision): void {
  const { item, balanceMinor } = now;
  const usedMinor = item.originalMinor - balanceMinor;
  if (item.kind === 'invoice') {
    if (amountMinor < 0) throw new Refusal('AMOUNT_SIGN', `The amount for ${number} must be above zero.`);
    if (amountMinor > usedMinor) {
      throw new Refusal(
        'AMOUNT_TOO_LARGE',
        `Only ${money(Math.max(0, usedMinor), decision)} was paid on ${number}, less than the ${money(amountMinor, decision)} to give back.`,
      );
    }
    return;
  }
  const availableMinor = amountMinor < 0 ? usedMinor : -balanceMinor;
  if (Math.abs(amountMinor) > Math.abs(availableMinor)) {
    throw new Refusal(
      'AMOUNT_TOO_LARGE',
      `Of the credit ${number} only ${money(Math.abs(availableMinor), decision)} is there to give back.`,
    );
  }
}

function checkRemainder(decision: Decision, direction: 1 | -1, settings: PostingSettings): void {
  const { kind, amountMinor } = decision.remainder;
  const amount = money(Math.abs(amountMinor), decision);
  switch (kind) {
    case 'none':
      if (amountMinor === 0) return;
      throw new Refusal('REMAINDER_UNDECIDED', `Say what becomes of the ${amount} that no invoice takes.`);
    case 'discount':
    case 'write_off':
      if (amountMinor >= 0 || direction === -1) {
        throw new Refusal(
          'REMAINDER_KIND',
          `A ${kind === 'discount' ? 'discount' : 'write-off'} closes an invoice with less money; here is none to close.`,
        );
      }
      if (kind === 'write_off' && -amountMinor > settings.writeOffLimitMinor) {
        throw new Refusal(
          'WRITE_OFF_LIMIT',
          `A write-off of ${amount} is above the limit of ${money(settings.writeOffLimitMinor, decision)}.`,
        );
      }
      return;
    case 'on_account':
    case 'overpayment':
      if (amountMinor <= 0)
        throw new Refusal('REMAINDER_KIND', 'Only money that is left over can go on account.');
      checkOverpayment(decision, direction, settings, amount);
  }
}

function checkOverpayment(
  decision: Decision,
  direction: 1 | -1,
  settings: PostingSettings,
  amount: string,
): void {
  const beyondInvoices = direction === 1 && decision.allocations.length > 0;
  if (settings.overpayment === 'nothing' && beyondInvoices) {
    throw new Refusal(
      'OVERPAYMENT',
      `It pays ${amount} too much, and your setting is to post no overpayment.`,
    );
  }
  if (settings.overpayment === 'review' && decision.remainder.kind === 'overpayment') {
    throw new Refusal(
      'OVERPAYMENT',
      `It pays ${amount} too much: choose "on account" for the rest, or another invoice.`,
    );
  }
  if (decision.customerNo === null) {
    throw new Refusal('CUSTOMER_NEEDED', `Choose the customer whose account gets the ${amount}.`);
  }
}

function money(minor: Minor, { transaction }: Decision): string {
  return `${formatMinor(minor, transaction.currency)} ${transaction.currency}`;
}
