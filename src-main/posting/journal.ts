/**
 * The journal of a payout that ties out: bank and fees are debited, the clearing account, where receipts, refunds and
 * disputes were booked, is credited. What the gateway charges as a transaction of its own is a fee too. Pure.
 */
import type { AccountingDate, GatewayTransaction } from '../../shared/model.ts';
import { type Minor, sumMinor } from '../../shared/money.ts';
import { markerFor } from '../ledgers/marker.ts';
import type { JournalEntry } from '../ledgers/port.ts';
import { Refusal } from './refusal.ts';
import type { PostingSettings } from './settings.ts';

const DISPUTES: ReadonlySet<GatewayTransaction['kind']> = new Set(['dispute', 'dispute_reversal']);

export interface JournalAmounts {
  /** Debits above zero; the first three add up to zero. */
  readonly bankMinor: Minor;
  readonly feesMinor: Minor;
  readonly clearingMinor: Minor;
  /** The part of the fees that disputes cost. */
  readonly disputeFeesMinor: Minor;
}

/** Throws Refusal when payout and parts do not add up to zero: such a journal must not be written. */
export function journalAmounts(
  payout: GatewayTransaction,
  parts: readonly GatewayTransaction[],
): JournalAmounts {
  if (payout.settlement === null || parts.some((part) => part.settlement === null)) {
    throw new Refusal('PAYOUT_NOT_TIED_OUT', 'Not everything in this payout is settled.');
  }
  const settled = parts.flatMap(({ kind, settlement }) => (settlement ? [{ kind, ...settlement }] : []));
  const feesMinor = sumMinor([
    payout.settlement.feeMinor,
    ...settled.map((it) => (it.kind === 'fee' ? it.feeMinor - it.grossMinor : it.feeMinor)),
  ]);
  const clearingMinor = -sumMinor(settled.map((it) => (it.kind === 'fee' ? 0 : it.grossMinor)));
  const bankMinor = -payout.settlement.grossMinor;
  if (sumMinor([bankMinor, feesMinor, clearingMinor]) !== 0) {
    throw new Refusal(
      'PAYOUT_NOT_TIED_OUT',
      'The payout and its transactions do not add up, so no journal can be made.',
    );
  }
  const disputeFeesMinor = sumMinor(
    settled.filter(({ kind }) => DISPUTES.has(kind)).map(({ feeMinor }) => feeMinor),
  );
  return { bankMinor, feesMinor, clearingMinor: clearingMinor || 0, disputeFeesMinor };
}

export function journalFor(
  payout: GatewayTransaction,
  parts: readonly GatewayTransaction[],
  date: AccountingDate,
  round: number,
  settings: PostingSettings,
): JournalEntry {
  const { accounts } = settings;
  if (accounts === null) {
    throw new Refusal(
      'ACCOUNTS_MISSING',
      'Choose the bank, fees and clearing accounts in the settings first.',
    );
  }
  const { bankMinor, feesMinor, clearingMinor, disputeFeesMinor } = journalAmounts(payout, parts);
  const apartMinor = accounts.disputeFees === '' ? 0 : disputeFeesMinor;
  const { gateway, externalId } = payout;
  const currency = payout.settlement?.currency ?? payout.currency;
  if (currency !== settings.baseCurrency) {
    throw new Refusal(
      'EXCHANGE_RATE_MISSING',
      `The payout is in ${currency}; a journal in another currency than ${settings.baseCurrency} must be entered by hand.`,
    );
  }
  const description = `${gateway} payout ${externalId}`;
  const lines = [
    { account: accounts.bank, amountMinor: bankMinor, description },
    {
      account: accounts.fees,
      amountMinor: feesMinor - apartMinor,
      description: `${gateway} fees, payout ${externalId}`,
    },
    {
      account: accounts.disputeFees,
      amountMinor: apartMinor,
      description: `${gateway} dispute fees, payout ${externalId}`,
    },
    { account: accounts.clearing, amountMinor: clearingMinor, description },
  ].filter((line) => line.amountMinor !== 0);
  return {
    kind: 'journal',
    marker: markerFor({ gateway, externalId, purpose: 'journal', itemNumber: '', round }),
    currency,
    date,
    reference: `${gateway} ${externalId}`,
    exchangeRate: null,
    description,
    lines,
  };
}
