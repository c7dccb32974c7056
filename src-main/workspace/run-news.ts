/** What a run by itself brought that a person should know of: payments that wait for a decision, payouts that do not add up. */
import type { TransactionId } from '../../shared/model.ts';
import { formatMinor } from '../../shared/money.ts';
import type { Company } from './company.ts';

/** Payments that wait for a person, in whatever band. */
export function waitingCount({ store }: Company): number {
  return store.review.counts({ states: ['waiting', 'returned'] }).reduce((sum, { count }) => sum + count, 0);
}

/** Once for all of them; nothing when no more wait than before the run. */
export function tellOfWaiting(company: Company, before: number): void {
  const more = waitingCount(company) - before;
  if (more <= 0) return;
  company.emit({
    type: 'alert',
    severity: 'info',
    code: 'PAYMENTS_WAIT',
    title: more === 1 ? 'One more payment waits for you' : `${more} more payments wait for you`,
    message: 'They are in Review, with what they were matched to. Nothing is posted before you approve it.',
    transactionId: null,
    kind: 'needs_you',
  });
}

/** `changed`: those whose tie-out came out otherwise than before. One alert, however many do not add up. */
export function tellOfPayouts({ store, emit }: Company, changed: readonly TransactionId[]): void {
  const different = changed.filter((id) => store.payouts.get(id).tieOut === 'difference');
  const [first] = different;
  if (first === undefined) return;
  const { amountMinor, currency, externalId } = store.transactions.get(first).transaction;
  emit({
    type: 'alert',
    severity: 'warning',
    code: 'PAYOUT_DIFFERENT',
    title:
      different.length === 1
        ? `The payout of ${formatMinor(amountMinor, currency)} ${currency} does not add up`
        : `${different.length} payouts do not add up`,
    message: `${store.payouts.get(first).summary.explanation} It is ${externalId}; look in Payouts, with all its parts.`,
    transactionId: null,
    kind: 'payout',
  });
}
