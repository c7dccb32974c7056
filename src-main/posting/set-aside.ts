/** The decisions that post nothing: ignore with a reason, and turn a proposal down. */
import { type Approval, ApprovalId, Instant, type Proposal, type TransactionId } from '../../shared/model.ts';
import { proposalSignature } from '../store/index.ts';
import { assertWaiting } from './approve.ts';
import { type DecisionOutcome, decideEach } from './decide-each.ts';
import type { PostingDeps } from './deps.ts';
import { clearWithDecision } from './flag.ts';
import { Refusal } from './refusal.ts';

/** Not to be posted, for a reason that the tie-out shows. Can be undone. */
export function ignore(
  deps: PostingDeps,
  ids: readonly TransactionId[],
  reason: string,
  by: string,
): Promise<DecisionOutcome> {
  const { store } = deps;
  return decideEach(
    deps,
    ids.map((transactionId) => ({ transactionId })),
    'approve',
    ({ transactionId }) => {
      assertWaiting(store.transactions.get(transactionId).state);
      const proposal = store.proposals.find(transactionId)?.proposal ?? nothingProposed(transactionId);
      const approval: Approval = {
        id: ApprovalId.parse(deps.newId()),
        transactionId,
        decision: 'ignore',
        decidedBy: by,
        decidedAt: Instant.parse(deps.now().toISOString()),
        customerNo: null,
        allocations: [],
        remainder: { kind: 'none', amountMinor: 0 },
        reason,
        proposal,
      };
      store.approvals.add(approval, 'ignored', store.approvals.nextRound(transactionId));
      store.transactions.setState(transactionId, 'ignored', reason);
      clearWithDecision(store, transactionId, by);
      store.audit.append({
        actor: by,
        action: 'transaction.ignored',
        subjectKind: 'transaction',
        subjectId: transactionId,
        sentence: `${by} decided not to post it: ${reason}`,
        detail: { approvalId: approval.id, reason, proposal },
      });
      deps.onStep?.('approve.in_transaction', transactionId);
    },
  );
}

/** The proposal is wrong: it is taken away and never made again; the transaction waits for another. */
export function reject(
  deps: PostingDeps,
  transactionId: TransactionId,
  reason: string,
  by: string,
): Proposal {
  const { store } = deps;
  return store.transact(() => {
    const { transaction, state } = store.transactions.get(transactionId);
    assertWaiting(state);
    const row = store.proposals.find(transactionId);
    if (!row) throw new Refusal('NO_PROPOSAL', 'There is no proposal to reject.');
    store.proposals.reject(transactionId, proposalSignature(row.proposal), by, reason);
    const rejected = withoutAllocations(row.proposal, transaction.amountMinor, by, reason);
    store.proposals.save(rejected, 'matching');
    store.audit.append({
      actor: by,
      action: 'proposal.rejected',
      subjectKind: 'transaction',
      subjectId: transactionId,
      sentence: `${by} rejected the proposal: ${reason}`,
      detail: { proposal: row.proposal, reason },
    });
    return rejected;
  });
}

/** What is left of a proposal that a person turned down: shown as the runner-up, with who said so. */
export function withoutAllocations(
  proposal: Proposal,
  amountMinor: number,
  by: string,
  reason: string,
): Proposal {
  const { allocations, remainder, confidence } = proposal;
  return {
    ...proposal,
    band: 'exception',
    confidence: 0,
    allocations: [],
    remainder: { kind: 'none', amountMinor },
    evidence: [`${by} rejected what was proposed: ${reason}`, ...proposal.evidence],
    runnerUp: { allocations, remainder, confidence, reason: `Rejected by ${by}: ${reason}` },
  };
}

function nothingProposed(transactionId: TransactionId): Proposal {
  return {
    transactionId,
    band: 'exception',
    confidence: 0,
    customerNo: null,
    allocations: [],
    remainder: { kind: 'none', amountMinor: 0 },
    flags: [],
    evidence: [],
    runnerUp: null,
    wouldSettle: null,
  };
}
