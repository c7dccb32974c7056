import type { PayoutRow } from '../../shared/api.ts';
import { sumMinor } from '../../shared/money.ts';
import { PAID_KINDS, RETURNED_KINDS, type PayoutRow as StoredPayout } from '../store/index.ts';
import type { Company } from '../workspace/company.ts';

/** The parts grouped as the accountant reads them: what customers paid, what went back to them, fees, the rest. */
export function payoutRow(company: Company, payout: StoredPayout): PayoutRow {
  const { transaction } = company.store.transactions.get(payout.transactionId);
  const grossOf = (kinds: readonly string[]): number =>
    sumMinor(
      payout.summary.byKind.filter(({ kind }) => kinds.includes(kind)).map(({ grossMinor }) => grossMinor),
    );
  return {
    transactionId: payout.transactionId,
    gateway: transaction.gateway,
    externalId: payout.externalId,
    date: company.dateOf(payout.occurredAt),
    currency: payout.currency,
    amountMinor: payout.paidOutMinor,
    grossMinor: grossOf(PAID_KINDS),
    refundsMinor: grossOf(RETURNED_KINDS),
    feesMinor: sumMinor(payout.summary.byKind.map(({ feeMinor }) => feeMinor)),
    otherMinor: sumMinor(
      payout.summary.byKind
        .filter(({ kind }) => !PAID_KINDS.includes(kind) && !RETURNED_KINDS.includes(kind))
        .map(({ grossMinor }) => grossMinor),
    ),
    parts: payout.partCount,
    tieOut: payout.tieOut,
    differenceMinor: payout.differenceMinor,
    journal: payout.journalState,
    journalNote: payout.journalNote,
  };
}
