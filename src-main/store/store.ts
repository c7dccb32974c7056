/** The store as the rest of the program knows it: one repository per aggregate, and one way to write across them. */
import type Database from 'better-sqlite3';
import { type Approvals, approvalsRepository } from './approvals.ts';
import { type AuditTrail, auditRepository } from './audit.ts';
import { type ColleagueFlags, colleagueFlagsRepository } from './colleague-flags.ts';
import { type Connections, connectionsRepository } from './connections.ts';
import { copyDatabase } from './copy.ts';
import { type Customers, customersRepository } from './customers.ts';
import { type DailyTotals, dailyTotalsQueries } from './daily-totals.ts';
import { type DeadLetters, deadLettersRepository } from './dead-letters.ts';
import { type Flows, flowQueries } from './flows.ts';
import { type Leases, leasesRepository } from './leases.ts';
import { type LedgerCopy, ledgerCopyRepository } from './ledger-copy.ts';
import { type LedgerDifferences, ledgerDifferencesRepository } from './ledger-differences.ts';
import {
  type DeadLetterList,
  deadLetterList,
  type HistoryList,
  historyList,
  type PayoutList,
  payoutList,
} from './lists/index.ts';
import { type Mappings, mappingsRepository } from './mappings.ts';
import type { MigrationReport } from './migrate.ts';
import { type Orders, ordersRepository } from './orders.ts';
import { type Outbox, outboxRepository } from './outbox.ts';
import { type Payouts, payoutsRepository } from './payouts.ts';
import { type Periods, periodQueries } from './periods.ts';
import { type Proposals, proposalsRepository } from './proposals.ts';
import { type Receipts, receiptsRepository } from './receipts.ts';
import { type Review, reviewQueries } from './review.ts';
import { type Schedules, schedulesRepository } from './schedules.ts';
import { type Settings, settingsRepository } from './settings.ts';
import { type SyncRuns, syncRunsRepository } from './sync-runs.ts';
import { type Totals, totalsQueries } from './totals.ts';
import { type Transactions, transactionsRepository } from './transactions.ts';
import { type Unpaid, unpaidQueries } from './unpaid.ts';

export interface Store {
  readonly file: string;
  /** What opening it had to do. */
  readonly migration: MigrationReport;
  readonly connections: Connections;
  readonly transactions: Transactions;
  readonly review: Review;
  readonly colleagueFlags: ColleagueFlags;
  readonly ledgerDifferences: LedgerDifferences;
  readonly ledgerCopy: LedgerCopy;
  readonly proposals: Proposals;
  readonly approvals: Approvals;
  readonly outbox: Outbox;
  readonly receipts: Receipts;
  readonly payouts: Payouts;
  readonly unpaid: Unpaid;
  readonly syncRuns: SyncRuns;
  readonly schedules: Schedules;
  readonly deadLetters: DeadLetters;
  readonly audit: AuditTrail;
  readonly settings: Settings;
  readonly leases: Leases;
  readonly customers: Customers;
  readonly orders: Orders;
  readonly mappings: Mappings;
  readonly totals: Totals;
  readonly dailyTotals: DailyTotals;
  readonly periods: Periods;
  readonly flows: Flows;
  /** As the window lists them: sorted, filtered, by pages. */
  readonly lists: {
    readonly history: HistoryList;
    readonly deadLetters: DeadLetterList;
    readonly payouts: PayoutList;
  };
  /**
   * All writes of `work`, or none. Synchronous: no await inside. Nested calls become savepoints, so an inner one that
   * throws and is caught takes back only its own writes.
   */
  transact<Result>(work: () => Result): Result;
  /** A copy of the file as it stands at one moment, made while the store is in use. The target must not exist. */
  copyTo(file: string): Promise<void>;
  close(): void;
}

export function createStore(
  db: Database.Database,
  options: { now: () => Date; migration: MigrationReport },
): Store {
  const { now } = options;
  const transact = <Result>(work: () => Result): Result => db.transaction(work).immediate();
  return {
    file: db.name,
    migration: options.migration,
    connections: connectionsRepository(db, now),
    transactions: transactionsRepository(db, now),
    review: reviewQueries(db),
    colleagueFlags: colleagueFlagsRepository(db, now),
    ledgerDifferences: ledgerDifferencesRepository(db, now),
    ledgerCopy: ledgerCopyRepository(db, now),
    proposals: proposalsRepository(db, now),
    approvals: approvalsRepository(db),
    outbox: outboxRepository(db, now),
    receipts: receiptsRepository(db),
    payouts: payoutsRepository(db, now),
    unpaid: unpaidQueries(db),
    syncRuns: syncRunsRepository(db, now),
    schedules: schedulesRepository(db),
    deadLetters: deadLettersRepository(db, now),
    audit: auditRepository(db, now, transact),
    settings: settingsRepository(db, now),
    leases: leasesRepository(db, now, transact),
    customers: customersRepository(db, now),
    orders: ordersRepository(db, now),
    mappings: mappingsRepository(db, now),
    totals: totalsQueries(db),
    dailyTotals: dailyTotalsQueries(db),
    periods: periodQueries(db),
    flows: flowQueries(db),
    lists: { history: historyList(db), deadLetters: deadLetterList(db), payouts: payoutList(db) },
    transact,
    copyTo: (file) => copyDatabase(db, file),
    close: () => {
      if (db.open) db.close();
    },
  };
}
