/** Calls of the Review screen: the proposals by band, one in detail, and every decision about them. */
import * as z from 'zod';
import {
  AccountingDate,
  Allocation,
  Approval,
  Band,
  Customer,
  Flag,
  GatewayName,
  GatewayTransaction,
  Instant,
  OpenItem,
  Proposal,
  Receipt,
  Remainder,
  TransactionId,
  TransactionKind,
  TransactionState,
  TransactionStatus,
} from '../model.ts';
import { Currency, Minor } from '../money.ts';
import { call } from './call.ts';

export const CurrencyTotal = z.object({ currency: Currency, amountMinor: Minor, count: z.number().int() });
export type CurrencyTotal = z.infer<typeof CurrencyTotal>;

/** The tabs of the screen: three bands of what waits, then what was decided. */
export const ReviewTab = z.enum(['ready', 'check', 'exception', 'approved', 'posted', 'ignored']);
export type ReviewTab = z.infer<typeof ReviewTab>;

export const ReviewRow = z.object({
  transactionId: TransactionId,
  gateway: GatewayName,
  externalId: z.string(),
  kind: TransactionKind,
  status: TransactionStatus,
  state: TransactionState,
  occurredAt: Instant,
  /** The accounting date it would be, or was, posted on. */
  date: AccountingDate,
  currency: Currency,
  amountMinor: Minor,
  payerName: z.string().nullable(),
  payerEmail: z.string().nullable(),
  band: Band.nullable(),
  confidence: z.number().nullable(),
  customerNo: z.string().nullable(),
  customerName: z.string().nullable(),
  allocations: z.array(Allocation),
  remainder: Remainder,
  flags: z.array(Flag),
  /** The strongest piece of evidence, or what went wrong. */
  headline: z.string(),
  /** Who is asked about it; null when it is not flagged for a colleague. */
  flaggedFor: z.string().nullable(),
  /** The ledger, read back, showed something else than was written. */
  ledgerDiffers: z.boolean(),
});
export type ReviewRow = z.infer<typeof ReviewRow>;

export const ReviewGrouping = z.enum(['customer', 'gateway', 'payout', 'date']);
export type ReviewGrouping = z.infer<typeof ReviewGrouping>;

const DecimalAmount = z.string().regex(/^\d{1,12}(\.\d{1,3})?$/, 'an amount such as 1234.56');
export const ReviewSort = z.enum(['date', 'amount', 'confidence', 'payer']);
export type ReviewSort = z.infer<typeof ReviewSort>;

export const ReviewFilter = z.object({
  tab: ReviewTab,
  /** Words that must all occur in payer, customer, invoice number, reference, gateway id or amount. */
  search: z.string().max(200).default(''),
  gateway: GatewayName.nullable().default(null),
  kind: TransactionKind.nullable().default(null),
  /** Decimal amounts in whatever currency the transaction has; both ends belong to it. */
  amountFrom: DecimalAmount.nullable().default(null),
  amountTo: DecimalAmount.nullable().default(null),
  dateFrom: AccountingDate.nullable().default(null),
  dateTo: AccountingDate.nullable().default(null),
  /** What matching remarked on it (any, none, one of them), or that the ledger shows something else than was posted. */
  remark: z
    .union([z.enum(['any', 'none', 'ledger_differs']), Flag])
    .nullable()
    .default(null),
  customerNo: z.string().max(100).nullable().default(null),
  /** True: only what is flagged for a colleague. */
  flagged: z.boolean().nullable().default(null),
  group: z
    .object({ by: ReviewGrouping, key: z.string().max(400) })
    .nullable()
    .default(null),
});
export type ReviewFilter = z.infer<typeof ReviewFilter>;

export const ReviewPage = z.object({
  rows: z.array(ReviewRow),
  nextCursor: z.string().nullable(),
  /** Of everything that passes the filter, not of this page. */
  totals: z.array(CurrencyTotal),
});
export type ReviewPage = z.infer<typeof ReviewPage>;

/** One group of everything that passes the filter. `key` names it in a filter; '' is the group of what has none. */
export const ReviewGroup = z.object({
  key: z.string(),
  title: z.string(),
  /** What tells it apart from one of the same title: a customer number, a payout's id; null when nothing needs to. */
  note: z.string().nullable(),
  count: z.number().int(),
  totals: z.array(CurrencyTotal),
  /** How many of them are flagged for a colleague. */
  flagged: z.number().int(),
});
export type ReviewGroup = z.infer<typeof ReviewGroup>;

const FlagNote = z.object({ note: z.string(), by: z.string(), at: Instant });
export const ColleagueFlag = FlagNote.extend({ forWhom: z.string(), replies: z.array(FlagNote) });
export type ColleagueFlag = z.infer<typeof ColleagueFlag>;

/** How the list is arranged; kept with the company. */
export const ReviewView = z.object({
  grouping: ReviewGrouping.nullable(),
  sort: ReviewSort,
  descending: z.boolean(),
});
export type ReviewView = z.infer<typeof ReviewView>;

export const AuditLine = z.object({
  sequence: z.number().int(),
  at: Instant,
  by: z.string(),
  action: z.string(),
  /** A sentence: what was done, to what, why. */
  sentence: z.string(),
  transactionId: TransactionId.nullable(),
});
export type AuditLine = z.infer<typeof AuditLine>;

export const ReviewDetail = z.object({
  row: ReviewRow,
  transaction: GatewayTransaction,
  proposal: Proposal.nullable(),
  approval: Approval.nullable(),
  customer: Customer.nullable(),
  /** The open items named by the proposal, its runner-up and the approval, as they stand now. */
  items: z.array(OpenItem),
  receipts: z.array(Receipt),
  /** Why posting did not go through, when it did not. */
  problem: z.string().nullable(),
  history: z.array(AuditLine),
  flag: ColleagueFlag.nullable(),
  /** Sentences: where the ledger, read back, showed something else than was written. */
  ledgerDifferences: z.array(z.object({ sentence: z.string(), at: Instant })),
});
export type ReviewDetail = z.infer<typeof ReviewDetail>;

/** What a decision did, transaction by transaction; a part that failed does not undo the rest. */
export const DecisionOutcome = z.object({
  decided: z.array(TransactionId),
  skipped: z.array(z.object({ transactionId: TransactionId, reason: z.string() })),
});
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

const order = { sort: ReviewSort.default('date'), descending: z.boolean().default(true) };
const ids = z.array(TransactionId).min(1).max(5000);

export const reviewCalls = {
  'review.list': call(
    ReviewFilter.extend({
      ...order,
      cursor: z.string().nullable().default(null),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    ReviewPage,
  ),
  /** Each list of what passes the filter; `flagged` counts those for a colleague, whether or not the filter asks for them. */
  'review.counts': call(
    z.object({ filter: ReviewFilter.omit({ tab: true, group: true }).optional() }),
    z.array(
      z.object({
        tab: ReviewTab,
        count: z.number().int(),
        totals: z.array(CurrencyTotal),
        flagged: z.number().int(),
      }),
    ),
  ),
  /** Every group of what passes the filter, in the order they are shown in. */
  'review.groups': call(
    ReviewFilter.omit({ group: true }).extend({ by: ReviewGrouping, descending: z.boolean().default(true) }),
    z.array(ReviewGroup),
  ),
  /** Rows of groups, each from a place on. */
  'review.groupRows': call(
    ReviewFilter.omit({ group: true }).extend({
      ...order,
      by: ReviewGrouping,
      parts: z
        .array(
          z.object({
            key: z.string().max(400),
            offset: z.number().int().min(0),
            limit: z.number().int().min(1).max(500),
          }),
        )
        .max(50),
    }),
    z.array(z.object({ key: z.string(), offset: z.number().int(), rows: z.array(ReviewRow) })),
  ),
  /** What "approve all" would approve: what is not flagged for a colleague, and what is. */
  'review.approvable': call(
    z.object({ filter: ReviewFilter }),
    z.object({ open: z.array(CurrencyTotal), flagged: z.array(CurrencyTotal) }),
  ),
  'review.view': call(z.object({}), ReviewView),
  'review.saveView': call(ReviewView, ReviewView),
  'review.customers': call(
    z.object({ search: z.string().max(200), limit: z.number().int().min(1).max(200).default(30) }),
    z.array(z.object({ customerNo: z.string(), name: z.string() })),
  ),
  /** For a colleague to look at; a flag that stands is replaced. */
  'review.flag': call(
    z.object({
      transactionIds: ids,
      forWhom: z.string().trim().min(1).max(100),
      note: z.string().trim().min(1).max(1000),
    }),
    z.object({ changed: z.number().int() }),
  ),
  'review.unflag': call(z.object({ transactionIds: ids }), z.object({ changed: z.number().int() })),
  'review.replyToFlag': call(
    z.object({ transactionId: TransactionId, note: z.string().trim().min(1).max(1000) }),
    ColleagueFlag,
  ),
  /** Who was asked before, the latest first. */
  'review.colleagues': call(z.object({}), z.array(z.string())),
  'review.detail': call(z.object({ transactionId: TransactionId }), ReviewDetail),
  'review.approve': call(z.object({ transactionIds: ids }), DecisionOutcome),
  /**
   * Approves everything that passes the filter, but what is flagged for a colleague only with `includeFlagged`; refused
   * when count or totals are no longer those confirmed.
   */
  'review.approveAll': call(
    z.object({
      filter: ReviewFilter,
      confirmed: z.array(CurrencyTotal),
      includeFlagged: z.boolean().default(false),
    }),
    DecisionOutcome,
  ),
  'review.ignore': call(
    z.object({ transactionIds: ids, reason: z.string().trim().min(1).max(500) }),
    DecisionOutcome,
  ),
  /** Approves with allocations of the accountant's own: another invoice, a split, on account, a write-off. */
  'review.approveAs': call(
    z.object({
      transactionId: TransactionId,
      customerNo: z.string().nullable(),
      allocations: z.array(Allocation).max(500),
      remainder: Remainder,
      reason: z.string().trim().max(500).nullable(),
    }),
    DecisionOutcome,
  ),
  /** Takes a decision back: what is posted gets a reversing entry, what is not yet posted is withdrawn. */
  'review.undo': call(z.object({ transactionIds: ids }), DecisionOutcome),
  'review.findItems': call(
    z.object({
      search: z.string().max(200),
      customerNo: z.string().nullable().default(null),
      currency: Currency.nullable().default(null),
      limit: z.number().int().min(1).max(500).default(50),
    }),
    z.array(OpenItem),
  ),
};
