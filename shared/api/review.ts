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
});
export type ReviewRow = z.infer<typeof ReviewRow>;

export const ReviewFilter = z.object({
  tab: ReviewTab,
  /** Words that must all occur in payer, customer, invoice number, reference, gateway id or amount. */
  search: z.string().max(200).default(''),
  gateway: GatewayName.nullable().default(null),
});
export type ReviewFilter = z.infer<typeof ReviewFilter>;

export const ReviewPage = z.object({
  rows: z.array(ReviewRow),
  nextCursor: z.string().nullable(),
  /** Of everything that passes the filter, not of this page. */
  totals: z.array(CurrencyTotal),
});
export type ReviewPage = z.infer<typeof ReviewPage>;

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
});
export type ReviewDetail = z.infer<typeof ReviewDetail>;

/** What a decision did, transaction by transaction; a part that failed does not undo the rest. */
export const DecisionOutcome = z.object({
  decided: z.array(TransactionId),
  skipped: z.array(z.object({ transactionId: TransactionId, reason: z.string() })),
});
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;

const ids = z.array(TransactionId).min(1).max(5000);

export const reviewCalls = {
  'review.list': call(
    ReviewFilter.extend({
      sort: z.enum(['date', 'amount', 'confidence', 'payer']).default('date'),
      descending: z.boolean().default(true),
      cursor: z.string().nullable().default(null),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    ReviewPage,
  ),
  'review.counts': call(
    z.object({}),
    z.array(z.object({ tab: ReviewTab, count: z.number().int(), totals: z.array(CurrencyTotal) })),
  ),
  'review.detail': call(z.object({ transactionId: TransactionId }), ReviewDetail),
  'review.approve': call(z.object({ transactionIds: ids }), DecisionOutcome),
  /** Approves everything that passes the filter; refused when its count or totals are no longer those confirmed. */
  'review.approveAll': call(
    z.object({ filter: ReviewFilter, confirmed: z.array(CurrencyTotal) }),
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
