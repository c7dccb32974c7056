/**
 * From a decision to the ledger: approval → outbox → ledger, exactly once; undo; payout journals. May import store/,
 * the ledger port, sync/retry.ts, matching's types and shared/. The composition root calls it, for every host.
 *
 * `createPosting` is what people do (approve, ignore, undo …): local, immediate, and durable when it returns.
 * `createPoster` is what then writes to the ledger. Fault tests hook in through `STEPS`.
 */
import type { Proposal, TransactionId } from '../../shared/model.ts';
import type { ColleagueFlag, PayoutRow, ReviewFilter } from '../store/index.ts';
import type { ConfirmedTotal, OwnAllocation, ToApprove } from './approve.ts';
import * as approvals from './approve.ts';
import * as letters from './dead-letters.ts';
import type { DecisionOutcome } from './decide-each.ts';
import type { PostingDeps } from './deps.ts';
import * as colleagues from './flag.ts';
import * as payouts from './payouts.ts';
import type { Poster } from './poster.ts';
import * as setAside from './set-aside.ts';
import { undo } from './undo.ts';

export type { ConfirmedTotal, OwnAllocation, ToApprove } from './approve.ts';
export { accountingDate, postingDate } from './dates.ts';
export type { DecisionOutcome } from './decide-each.ts';
export type { Alert, PostingDeps } from './deps.ts';
export {
  type ExpectedPayout,
  expectedPayouts,
  type PayoutFacts,
  type PayoutOutlook,
  type PayoutSource,
  type TroubledPayout,
  type UndatedMoney,
} from './expected-payouts.ts';
export { createPoster, type DrainReport, type Poster, type PosterDeps } from './poster.ts';
export { createPosterLoop, type PosterLoop, type PosterLoopDeps } from './poster-loop.ts';
export { type MatchInput, matchInput, type StoredProposals, storeProposals } from './propose.ts';
export { PROGRAM } from './record.ts';
export { Refusal, type RefusalReason } from './refusal.ts';
export { withoutAllocations } from './set-aside.ts';
export { PostingSettings } from './settings.ts';
export {
  type MarkerFate,
  markerFates,
  type Undoable,
  undoableDecision,
  undoableJournal,
} from './standing.ts';
export { type OnStep, STEPS, type StepName } from './steps.ts';

export interface Posting {
  /** Each by itself: what cannot be approved is skipped, with the reason for the screen. */
  approve(items: readonly ToApprove[], by: string): Promise<DecisionOutcome>;
  /**
   * Throws Refusal (PROPOSAL_CHANGED) when the list is not the one that was confirmed. What is flagged for a colleague is
   * left out unless `includeFlagged`.
   */
  approveAll(
    filter: ReviewFilter,
    by: string,
    confirmed: readonly ConfirmedTotal[] | null,
    includeFlagged?: boolean,
  ): Promise<DecisionOutcome>;
  /** Stores the accountant's own allocations as the proposal. Throws Refusal. */
  reallocate(own: OwnAllocation, by: string): Proposal;
  approveAs(own: OwnAllocation, by: string): Promise<DecisionOutcome>;
  ignore(ids: readonly TransactionId[], reason: string, by: string): Promise<DecisionOutcome>;
  /** The proposal is wrong and is not made again. Throws Refusal. */
  reject(id: TransactionId, reason: string, by: string): Proposal;
  undo(ids: readonly TransactionId[], by: string): Promise<DecisionOutcome>;
  /** For a colleague to look at, with a note; a flag that stands is replaced. */
  flag(ids: readonly TransactionId[], forWhom: string, note: string, by: string): number;
  /** Returns how many were flagged. */
  unflag(ids: readonly TransactionId[], by: string): number;
  /** Throws Refusal when it is not flagged any more. */
  replyToFlag(id: TransactionId, note: string, by: string): ColleagueFlag;
  /** Throws Refusal. */
  retryDeadLetter(id: number, by: string): void;
  /** Looks in the ledger first. Throws Refusal, and ConnectionError when the ledger cannot be asked. */
  dismissDeadLetter(
    poster: Poster,
    id: number,
    reason: string,
    by: string,
  ): Promise<'posted_after_all' | 'dismissed'>;
  /** Ties out payouts; returns those whose result changed. */
  evaluatePayouts(ids: readonly TransactionId[] | 'all'): TransactionId[];
  /** Throws Refusal. */
  postJournal(id: TransactionId, by: string): PayoutRow;
  undoJournal(id: TransactionId, by: string): PayoutRow;
}

export function createPosting(deps: PostingDeps): Posting {
  return {
    approve: (items, by) => approvals.approve(deps, items, by),
    approveAll: (filter, by, confirmed, includeFlagged = false) =>
      approvals.approveAll(deps, filter, by, confirmed, includeFlagged),
    reallocate: (own, by) => approvals.reallocate(deps, own, by),
    approveAs: (own, by) => approvals.approveAs(deps, own, by),
    ignore: (ids, reason, by) => setAside.ignore(deps, ids, reason, by),
    reject: (id, reason, by) => setAside.reject(deps, id, reason, by),
    undo: (ids, by) => undo(deps, ids, by),
    flag: (ids, forWhom, note, by) => colleagues.flag(deps.store, ids, forWhom, note, by),
    unflag: (ids, by) => colleagues.unflag(deps.store, ids, by),
    replyToFlag: (id, note, by) => colleagues.reply(deps.store, id, note, by),
    retryDeadLetter: (id, by) => letters.retryDeadLetter(deps, id, by),
    dismissDeadLetter: (poster, id, reason, by) => letters.dismissDeadLetter(deps, poster, id, reason, by),
    evaluatePayouts: (ids) => payouts.evaluatePayouts(deps.store, ids),
    postJournal: (id, by) => payouts.postJournal(deps, id, by),
    undoJournal: (id, by) => payouts.undoJournal(deps, id, by),
  };
}
