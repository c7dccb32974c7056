/** Calls of everything that watches: syncs, payouts, tie-out, history, dead letters, the ledger read back. */
import * as z from 'zod';
import { AccountingDate, ConnectionId, GatewayName, Instant, TransactionId } from '../model.ts';
import { Currency, Minor } from '../money.ts';
import { call } from './call.ts';
import { AuditDetail } from './history.ts';
import { page, pageOf, sorting } from './listing.ts';
import { AuditLine } from './review.ts';

/** Gateway total = posted + awaiting + explained, for one currency; each side is summed by itself. */
export const TieOut = z.object({
  currency: Currency,
  gatewayMinor: Minor,
  postedMinor: Minor,
  awaitingMinor: Minor,
  explainedMinor: Minor,
  /** gateway − (posted + awaiting + explained); anything but zero is a fault to look into. */
  differenceMinor: Minor,
});
export type TieOut = z.infer<typeof TieOut>;

/** Money in, day by day on the company's calendar; refunds and disputes count below zero. */
export const DailyTieOut = z.object({
  /** Every day of the time, oldest first, today last. */
  dates: z.array(AccountingDate),
  /** Only where there is something, by day and currency. */
  lines: z.array(
    z.object({
      date: AccountingDate,
      currency: Currency,
      postedMinor: Minor,
      waitingMinor: Minor,
      explainedMinor: Minor,
    }),
  ),
});
export type DailyTieOut = z.infer<typeof DailyTieOut>;

export const SyncRun = z.object({
  id: z.string(),
  connectionId: ConnectionId,
  title: z.string(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  outcome: z.enum(['running', 'ok', 'failed', 'cancelled']),
  received: z.number().int(),
  changed: z.number().int(),
  rejected: z.number().int(),
  problem: z.string().nullable(),
});
export type SyncRun = z.infer<typeof SyncRun>;

export const PayoutRow = z.object({
  transactionId: TransactionId,
  gateway: GatewayName,
  externalId: z.string(),
  date: AccountingDate,
  currency: Currency,
  amountMinor: Minor,
  grossMinor: Minor,
  refundsMinor: Minor,
  feesMinor: Minor,
  otherMinor: Minor,
  parts: z.number().int(),
  tieOut: z.enum(['tied_out', 'difference', 'incomplete']),
  differenceMinor: Minor,
  /** returned: the ledger refused it, and it can be posted again. dead_letter: it waits in Exceptions. */
  journal: z.enum(['none', 'approved', 'posted', 'returned', 'dead_letter']),
  /** Why it was returned, or failed, in a sentence. */
  journalNote: z.string().nullable(),
});
export type PayoutRow = z.infer<typeof PayoutRow>;

const Unpaid = z.object({
  connectionId: ConnectionId,
  gateway: GatewayName,
  /** Of the connection. */
  title: z.string(),
  currency: Currency,
  count: z.number().int(),
  /** Signed: refunds and disputes below zero; gross less fees is net. */
  grossMinor: Minor,
  feesMinor: Minor,
  netMinor: Minor,
  /** When and why, and what to do, in sentences. */
  sentence: z.string(),
});

/** Money at the gateways that is in no payout yet. Every such record is in one line of `expected` or of `undated`. */
export const ExpectedPayouts = z.object({
  expected: z.array(
    Unpaid.extend({
      /** overdue: the due day has passed by more than the working days that the sentence gives. */
      state: z.enum(['expected', 'overdue']),
      dueOn: AccountingDate,
      /** The last day on which it is not missing yet. */
      missingAfter: AccountingDate,
      /** False where the gateway takes its fees elsewhere: net is gross then. */
      feesKnown: z.boolean(),
    }),
  ),
  /** No day can be given. */
  undated: z.array(Unpaid.extend({ reason: z.string() })),
  /** Payouts that were made and did not arrive. */
  troubled: z.array(
    z.object({
      transactionId: TransactionId,
      gateway: GatewayName,
      title: z.string(),
      externalId: z.string(),
      state: z.enum(['failed', 'overdue']),
      date: AccountingDate,
      currency: Currency,
      amountMinor: Minor,
      sentence: z.string(),
    }),
  ),
});
export type ExpectedPayouts = z.infer<typeof ExpectedPayouts>;

export const DeadLetter = z.object({
  id: z.number().int(),
  at: Instant,
  stage: z.enum(['gateway', 'ledger', 'posting']),
  connectionId: ConnectionId.nullable(),
  transactionId: TransactionId.nullable(),
  code: z.string(),
  /** What happened and what to do, in sentences. */
  reason: z.string(),
  /** What came, or what was to be posted, redacted. */
  payload: z.string(),
  attempts: z.number().int(),
  lastSeenAt: Instant,
  retryable: z.boolean(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const ImportFilesWritten = z.object({
  number: z.number().int(),
  entries: z.number().int(),
  files: z.array(
    z.object({
      kind: z.enum(['receipts', 'journals']),
      file: z.string(),
      rows: z.number().int(),
      /** By currency, as decimals: the money of the receipts; the debits of the journals. */
      controlTotals: z.record(z.string(), z.string()),
    }),
  ),
});
export type ImportFilesWritten = z.infer<typeof ImportFilesWritten>;

/** Days of the company's calendar, both included. */
const period = {
  from: AccountingDate.nullable().default(null),
  to: AccountingDate.nullable().default(null),
};

export const watchCalls = {
  /** Sync all connections (or one), then match what is new. Returns when it is under way. */
  'sync.run': call(
    z.object({ connectionId: ConnectionId.nullable().default(null) }),
    z.object({ started: z.boolean() }),
  ),
  /** Stops or resumes the schedule of one connection, or of all; a run that is under way ends by itself. */
  'sync.pause': call(
    z.object({ connectionId: ConnectionId.nullable().default(null), paused: z.boolean() }),
    z.object({ paused: z.boolean() }),
  ),
  'sync.cancel': call(z.object({}), z.object({ cancelled: z.boolean() })),
  'sync.runs': call(z.object(page), z.object({ rows: z.array(SyncRun), nextCursor: z.string().nullable() })),
  'tieOut.period': call(
    z.object({ from: AccountingDate.nullable(), to: AccountingDate.nullable() }),
    z.array(TieOut),
  ),
  /** The last days, today included. */
  'tieOut.daily': call(z.object({ days: z.number().int().min(1).max(92) }), DailyTieOut),
  'payouts.list': call(
    z.object({
      ...page,
      ...sorting(['date', 'gateway', 'payments', 'refunds', 'fees', 'other', 'amount', 'tie_out', 'journal']),
      search: z.string().max(200).default(''),
      gateway: GatewayName.nullable().default(null),
      tieOut: PayoutRow.shape.tieOut.nullable().default(null),
      journal: PayoutRow.shape.journal.nullable().default(null),
      ...period,
    }),
    pageOf(PayoutRow),
  ),
  /** What the gateways owe, and what is missing. */
  'payouts.expected': call(z.object({}), ExpectedPayouts),
  'payouts.postJournal': call(z.object({ transactionId: TransactionId }), PayoutRow),
  /** Reverses the journal that stands in the ledger; it can be posted again afterwards. */
  'payouts.undoJournal': call(z.object({ transactionId: TransactionId }), PayoutRow),
  'history.list': call(
    z.object({
      ...page,
      ...sorting(['number', 'who', 'kind']),
      search: z.string().max(200).default(''),
      by: z.string().max(200).nullable().default(null),
      /** The noun of the action: `approval` for approval.given. */
      kind: z.string().max(60).nullable().default(null),
      ...period,
    }),
    pageOf(AuditLine),
  ),
  /** What the history can be filtered by: who did something, and the nouns of what was done. */
  'history.choices': call(
    z.object({}),
    z.object({ people: z.array(z.string()), kinds: z.array(z.string()) }),
  ),
  /** One entry, opened. */
  'history.detail': call(z.object({ sequence: z.number().int().min(1) }), AuditDetail),
  'history.verify': call(
    z.object({}),
    z.object({ whole: z.boolean(), events: z.number().int(), firstBroken: z.number().int().nullable() }),
  ),
  'deadLetters.list': call(
    z.object({
      ...page,
      ...sorting(['seen', 'set_aside', 'stage', 'code', 'attempts']),
      search: z.string().max(200).default(''),
      stage: DeadLetter.shape.stage.nullable().default(null),
      connectionId: ConnectionId.nullable().default(null),
    }),
    pageOf(DeadLetter),
  ),
  'deadLetters.retry': call(z.object({ id: z.number().int() }), z.object({ retried: z.boolean() })),
  'deadLetters.dismiss': call(
    z.object({ id: z.number().int(), reason: z.string().trim().min(1).max(500) }),
    z.object({ dismissed: z.boolean() }),
  ),
  /** Asks the ledger itself: the receipts of this transaction as they stand there now. */
  'ledger.receipts': call(
    z.object({ transactionId: TransactionId }),
    z.array(
      z.object({
        marker: z.string(),
        customerNo: z.string().nullable(),
        itemNumber: z.string().nullable(),
        currency: Currency,
        amountMinor: Minor,
        balanceAfterMinor: Minor.nullable(),
      }),
    ),
  ),
  /** Whether this ledger takes what is posted as import files, which a person brings into it. */
  'ledger.importsFiles': call(z.object({}), z.object({ files: z.boolean() })),
  /** Puts all that waits into the next numbered files. Null when nothing waits. */
  'ledger.writeImportFiles': call(z.object({}), ImportFilesWritten.nullable()),
};
