/**
 * The company file: one SQLite database per company, everything Matchbook knows and has decided. Imports better-sqlite3
 * (no other folder but demo/ may) and shared/. Called by sync/, posting/, reports/ and the composition root.
 * Writes that belong together go through `store.transact`; each repository does one aggregate.
 */
export type { ApprovalRow, ApprovalStatus, Approvals } from './approvals.ts';
export type { AuditCheck, AuditEvent, AuditTrail, NewAuditEvent } from './audit.ts';
export { canonicalJson, sha256 } from './canonical.ts';
export type { ColleagueFlag, ColleagueFlags, FlagNote } from './colleague-flags.ts';
export type { ConnectedAccount, ConnectionRow, Connections, NewConnection } from './connections.ts';
export type { CustomerLink, Customers, PostedPayments } from './customers.ts';
export type { DailySum, DailyTotals, DayBounds } from './daily-totals.ts';
export type { DeadLetter, DeadLetterOrigin, DeadLetters, NewDeadLetter } from './dead-letters.ts';
export { corruptStore, missingStore, StoreError } from './errors.ts';
export type { Flows, OpenLetters, PayoutCount, PendingEntries, StateCount } from './flows.ts';
export { inspectStore, type StoreInspection, settingOf } from './inspect.ts';
export type { Leases } from './leases.ts';
export type { LedgerCopy } from './ledger-copy.ts';
export type { LedgerDifference, LedgerDifferences } from './ledger-differences.ts';
export { PAID_KINDS, RETURNED_KINDS } from './lists/index.ts';
export { type CompanyLock, lockCompany } from './lock.ts';
export type { Mappings, MappingVersion } from './mappings.ts';
export { openStore, type StoreOptions, unreadableStore } from './open.ts';
export type { Orders, WebOrderRow } from './orders.ts';
export type { NewOutboxEntry, Outbox, OutboxEntry, OutboxKind, OutboxState } from './outbox.ts';
export type { EvaluatedPayout, PayoutRow, PayoutSummary, Payouts } from './payouts.ts';
export type { FeeLine, Periods, RegisterLine, UndecidedLine, VolumeLine } from './periods.ts';
export { type ProposalRow, type Proposals, proposalSignature } from './proposals.ts';
export type { ReceiptRow, Receipts } from './receipts.ts';
export type { Review, ReviewCount, ReviewGroupCount, ReviewPage, ReviewRow, ReviewSort } from './review.ts';
export type { ReviewFilter, ReviewGrouping } from './review-filter.ts';
export type { ScheduleRow, Schedules } from './schedules.ts';
export type { Settings } from './settings.ts';
export type { Store } from './store.ts';
export type { SyncCounts, SyncRun, SyncRuns } from './sync-runs.ts';
export type { PeriodTotal, Totals } from './totals.ts';
export type { TransactionRow, Transactions, UpsertOutcome } from './transactions.ts';
export type { PartSeen, PayoutSeen, Unpaid, UnpaidRecord } from './unpaid.ts';
