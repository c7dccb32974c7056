/** Proposals for what is not to be applied to open items: failed and pending payments, payouts, fees, adjustments. */
import type { Proposal } from '../../shared/model.ts';
import type { MatchableTransaction } from './types.ts';

const REASON = {
  payout: 'A payout carries money to the bank; it becomes a journal and is applied to no open item',
  fee: 'A gateway fee becomes part of the payout journal and is applied to no open item',
  adjustment: 'A gateway adjustment becomes part of the payout journal and is applied to no open item',
  failed: 'The payment failed: no money arrived',
  voided: 'The payment was voided: no money arrived',
  pending: 'The payment is still pending: match it once it has succeeded',
} as const;

/** Null when the transaction is one that can be applied to open items. */
export function neutralProposal(it: MatchableTransaction): Proposal | null {
  if (it.status === 'failed' || it.status === 'voided')
    return neutral(it, 'exception', REASON[it.status], ['failed']);
  if (it.status === 'pending') return neutral(it, 'exception', REASON.pending, ['pending']);
  if (it.kind === 'payout' || it.kind === 'fee' || it.kind === 'adjustment') {
    return neutral(it, 'check', REASON[it.kind], []);
  }
  return null;
}

function neutral(
  it: MatchableTransaction,
  band: Proposal['band'],
  reason: string,
  flags: Proposal['flags'],
): Proposal {
  return {
    transactionId: it.id,
    band,
    confidence: 1,
    customerNo: null,
    allocations: [],
    remainder: { kind: 'none', amountMinor: it.amountMinor },
    flags,
    evidence: [reason],
    runnerUp: null,
    wouldSettle: null,
  };
}
