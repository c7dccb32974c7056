/**
 * Approvals. Each writes the approval, the outbox entry, the new state and the audit event in one local transaction: a
 * transaction is approved and will be posted, or nothing happened.
 */
import {
  type Allocation,
  type Approval,
  ApprovalId,
  Instant,
  type OpenItemId,
  type Proposal,
  type Remainder,
  type TransactionId,
} from '../../shared/model.ts';
import { formatMinor, type Minor } from '../../shared/money.ts';
import type { ReviewFilter, Store } from '../store/index.ts';
import { checkDecision, type ItemNow } from './allocation-rules.ts';
import { buildPosting } from './build.ts';
import { type DecisionOutcome, decideEach } from './decide-each.ts';
import type { PostingDeps } from './deps.ts';
import { clearWithDecision } from './flag.ts';
import { writePosting } from './outbox-posting.ts';
import { Refusal } from './refusal.ts';

export interface ToApprove {
  readonly transactionId: TransactionId;
  /** The version that was on the screen; refused when the proposal has changed since. Left out: whatever it is now. */
  readonly proposalVersion?: number | undefined;
}

export interface OwnAllocation {
  readonly transactionId: TransactionId;
  readonly customerNo: string | null;
  readonly allocations: readonly Allocation[];
  readonly remainder: Remainder;
  readonly reason: string | null;
}

/** What the user confirmed in "approve all": per currency, how many and how much. */
export interface ConfirmedTotal {
  readonly currency: string;
  readonly count: number;
  readonly amountMinor: Minor;
}

/** An item with the balance it will have once everything approved before is posted. */
export function itemNow(store: Store, id: OpenItemId): ItemNow | null {
  const item = store.ledgerCopy.item(id);
  return item && { item, balanceMinor: item.balanceMinor - store.outbox.reservedMinor(id) };
}

export function approve(
  deps: PostingDeps,
  items: readonly ToApprove[],
  by: string,
): Promise<DecisionOutcome> {
  return decideEach(deps, items, 'approve', ({ transactionId, proposalVersion }) => {
    const row = deps.store.proposals.find(transactionId);
    if (!row)
      throw new Refusal(
        'NO_PROPOSAL',
        'Nothing is proposed for it yet; choose an invoice, or sync and match first.',
      );
    if (proposalVersion !== undefined && proposalVersion !== row.version) {
      throw new Refusal(
        'PROPOSAL_CHANGED',
        'What is proposed has changed since it was shown; look at it again.',
      );
    }
    approveProposal(deps, row.proposal, by, null);
  });
}

/**
 * Everything that passes the filter, oldest first; what is flagged for a colleague only with `includeFlagged`. With
 * `confirmed`: nothing at all when count or totals are others now.
 */
export async function approveAll(
  deps: PostingDeps,
  filter: ReviewFilter,
  by: string,
  confirmed: readonly ConfirmedTotal[] | null,
  includeFlagged: boolean,
): Promise<DecisionOutcome> {
  // Whether a filter asks for the flagged ones or not: without a word about them they stay where they are.
  const wanted = includeFlagged ? filter : { ...filter, flagged: false };
  if (!includeFlagged && filter.flagged === true) return { decided: [], skipped: [] };
  const ids = deps.store.transact(() => {
    if (confirmed !== null) assertConfirmed(deps.store, wanted, confirmed);
    return deps.store.review.ids(wanted);
  });
  return approve(
    deps,
    ids.map((transactionId) => ({ transactionId })),
    by,
  );
}

function assertConfirmed(store: Store, filter: ReviewFilter, confirmed: readonly ConfirmedTotal[]): void {
  const sums = new Map<string, { count: number; amountMinor: number }>();
  for (const { currency, count, amountMinor } of store.review.counts(filter)) {
    const sum = sums.get(currency) ?? { count: 0, amountMinor: 0 };
    sums.set(currency, { count: sum.count + count, amountMinor: sum.amountMinor + amountMinor });
  }
  const same =
    sums.size === confirmed.length &&
    confirmed.every((it) => {
      const sum = sums.get(it.currency);
      return sum?.count === it.count && sum.amountMinor === it.amountMinor;
    });
  if (!same) {
    throw new Refusal(
      'PROPOSAL_CHANGED',
      'The list has changed since the totals were shown; look at them again.',
    );
  }
}

/** The accountant's own allocations, kept as the proposal, to be approved later or by `approveAs`. */
export function reallocate(deps: PostingDeps, own: OwnAllocation, by: string): Proposal {
  const { store } = deps;
  const row = store.transactions.get(own.transactionId);
  assertWaiting(row.state);
  const before = store.proposals.find(own.transactionId)?.proposal ?? null;
  const items = own.allocations.map((it) => store.ledgerCopy.item(it.openItemId));
  const customers = new Set(items.map((item) => item?.customerNo));
  const [only] = customers;
  const proposal: Proposal = {
    transactionId: own.transactionId,
    band: 'check',
    confidence: 1,
    customerNo: own.customerNo ?? (customers.size === 1 ? (only ?? null) : null),
    allocations: [...own.allocations],
    remainder: own.remainder,
    flags: before?.flags ?? [],
    evidence: [`Allocated by ${by}${own.reason ? `: ${own.reason}` : '.'}`],
    runnerUp: null,
    wouldSettle: null,
  };
  const decision = { transaction: row.transaction, ...proposal };
  checkDecision(decision, (id) => itemNow(store, id), deps.settings());
  store.transact(() => {
    store.proposals.save(proposal, 'person');
    store.audit.append({
      actor: by,
      action: 'proposal.reallocated',
      subjectKind: 'transaction',
      subjectId: own.transactionId,
      sentence: `${by} allocated it by hand: ${inWords(proposal, row.transaction.currency)}.`,
      detail: { before, after: proposal, reason: own.reason },
    });
  });
  return proposal;
}

export function approveAs(deps: PostingDeps, own: OwnAllocation, by: string): Promise<DecisionOutcome> {
  return decideEach(deps, [own], 'approve', () => {
    approveProposal(deps, reallocate(deps, own, by), by, own.reason);
  });
}

/** Inside the caller's local transaction. */
function approveProposal(deps: PostingDeps, proposal: Proposal, by: string, reason: string | null): void {
  const { store } = deps;
  const settings = deps.settings();
  const { transaction, state } = store.transactions.get(proposal.transactionId);
  assertWaiting(state);
  const approval: Approval = {
    id: ApprovalId.parse(deps.newId()),
    transactionId: transaction.id,
    decision: 'post',
    decidedBy: by,
    decidedAt: Instant.parse(deps.now().toISOString()),
    customerNo: proposal.customerNo,
    allocations: proposal.allocations,
    remainder: proposal.remainder,
    reason,
    proposal,
  };
  const items = (id: OpenItemId) => itemNow(store, id);
  checkDecision({ transaction, ...proposal }, items, settings);
  const round = store.approvals.nextRound(transaction.id);
  const built = buildPosting(approval, transaction, items, round, settings);
  const posting = { entries: deps.mapped?.(transaction, built.posting.entries) ?? built.posting.entries };
  store.approvals.add(approval, 'open', round);
  store.outbox.add({
    id: deps.newId(),
    kind: 'approval',
    transactionId: transaction.id,
    approvalId: approval.id,
    round,
    posting: writePosting(posting),
    markers: posting.entries.map((entry) => entry.marker),
    createdBy: by,
    moves: built.moves,
  });
  store.transactions.setState(transaction.id, 'approved', null);
  clearWithDecision(store, transaction.id, by);
  store.audit.append({
    actor: by,
    action: 'approval.given',
    subjectKind: 'transaction',
    subjectId: transaction.id,
    sentence: `${by} approved it: ${inWords(proposal, transaction.currency)}.`,
    detail: { approvalId: approval.id, round, proposal, markers: posting.entries.map((it) => it.marker) },
  });
  deps.onStep?.('approve.in_transaction', transaction.id);
}

export function assertWaiting(state: string): void {
  if (state === 'waiting' || state === 'returned') return;
  const why: Readonly<Record<string, string>> = {
    approved: 'It is approved already.',
    posted: 'It is posted already; undo it first.',
    dead_letter: 'Its posting failed; retry or dismiss it in the list of exceptions.',
    ignored: 'It was set to be ignored; undo that first.',
    not_applicable: 'There is nothing to post for it.',
  };
  throw new Refusal('NOT_WAITING', why[state] ?? 'It does not wait for a decision.');
}

function inWords(proposal: Proposal, currency: Parameters<typeof formatMinor>[1]): string {
  const parts = proposal.allocations.map((it) => `${formatMinor(it.amountMinor, currency)} to ${it.number}`);
  const { kind, amountMinor } = proposal.remainder;
  if (amountMinor !== 0)
    parts.push(`${formatMinor(Math.abs(amountMinor), currency)} ${kind.replace('_', ' ')}`);
  return `${parts.join(', ')} (${currency})`;
}
