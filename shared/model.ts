/**
 * The nouns of Matchbook, one per stage of the job: gateway → transaction → proposal → approval → receipt → journal.
 * Each is a zod schema and the type of the same name, so what crosses an edge (IPC, HTTP, store, worker) can be checked.
 */
import * as z from 'zod';
import { Currency, Minor } from './money.ts';

const id = <const Name extends string>() => z.string().min(1).max(200).brand<Name>();

/** UTC instant, ISO 8601 with Z. */
export const Instant = z.iso.datetime().brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;
/** A day in the company's time zone, YYYY-MM-DD. */
export const AccountingDate = z.iso.date().brand<'AccountingDate'>();
export type AccountingDate = z.infer<typeof AccountingDate>;

export const ConnectionId = id<'ConnectionId'>();
export type ConnectionId = z.infer<typeof ConnectionId>;
/** `<connectionId>:<externalId>`: the same record polled twice has the same id. */
export const TransactionId = id<'TransactionId'>();
export type TransactionId = z.infer<typeof TransactionId>;
/** `<kind>:<number>` within the one ledger of a company. */
export const OpenItemId = id<'OpenItemId'>();
export type OpenItemId = z.infer<typeof OpenItemId>;
export const ApprovalId = id<'ApprovalId'>();
export type ApprovalId = z.infer<typeof ApprovalId>;
/** What a receipt carries in the ledger so that it is written once: see docs/decisions on the marker. */
export const Marker = id<'Marker'>();
export type Marker = z.infer<typeof Marker>;

// ---- gateway side -------------------------------------------------------------------------------------------------

/** A gateway's registry name: stripe, paytrace, opayo, wooshpay, csv. Open: a new connector adds a name, not a case. */
export const GatewayName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
export type GatewayName = z.infer<typeof GatewayName>;

export const TransactionKind = z.enum([
  'payment',
  'refund',
  'dispute',
  'dispute_reversal',
  'payout',
  'fee',
  'adjustment',
]);
export type TransactionKind = z.infer<typeof TransactionKind>;

export const TransactionStatus = z.enum(['succeeded', 'pending', 'failed', 'voided']);
export type TransactionStatus = z.infer<typeof TransactionStatus>;

/** A text that may name an invoice, an order or a customer, and the gateway's field it was read from. */
export const Reference = z.object({ source: z.string().min(1), value: z.string().min(1) });
export type Reference = z.infer<typeof Reference>;

export const Payer = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** The gateway's customer id or the merchant's own customer number there. */
  customerRef: z.string().nullable(),
  cardBrand: z.string().nullable(),
  cardLast4: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  /** The gateway's own token for the card, equal for equal cards; never derived from a card number here. */
  cardFingerprint: z.string().nullable(),
});
export type Payer = z.infer<typeof Payer>;

export const FeePart = z.object({ kind: z.string(), amountMinor: Minor, description: z.string().nullable() });
export type FeePart = z.infer<typeof FeePart>;

/**
 * What the transaction did to the balance held at the gateway, in the settlement currency.
 * Signed: a payment's gross is above zero; a refund's, dispute's and payout's below. grossMinor − feeMinor = netMinor, always.
 */
export const Settlement = z
  .object({
    currency: Currency,
    grossMinor: Minor,
    feeMinor: Minor,
    netMinor: Minor,
    fees: z.array(FeePart),
    /** Settlement units per presentment unit as a decimal string; null when the currencies are the same. */
    exchangeRate: z.string().nullable(),
    availableAt: Instant.nullable(),
  })
  .refine((it) => it.grossMinor - it.feeMinor === it.netMinor, 'gross less fee is not net');
export type Settlement = z.infer<typeof Settlement>;

/** The canonical record of anything that a gateway knows, whichever the gateway. */
export const GatewayTransaction = z.object({
  id: TransactionId,
  connectionId: ConnectionId,
  gateway: GatewayName,
  externalId: z.string().min(1),
  kind: TransactionKind,
  status: TransactionStatus,
  occurredAt: Instant,
  /** Presentment: what the payer saw. `amountMinor` is never negative; `kind` gives the direction. */
  currency: Currency,
  amountMinor: Minor.min(0),
  /** Null while the gateway has not settled it, and for what never touched the balance (failed). */
  settlement: Settlement.nullable(),
  payer: Payer,
  description: z.string().nullable(),
  orderId: z.string().nullable(),
  references: z.array(Reference),
  metadata: z.record(z.string(), z.string()),
  /** External id of the payment that a refund or dispute belongs to. */
  relatedExternalId: z.string().nullable(),
  /** External id of the payout that carried it to the bank. */
  payoutExternalId: z.string().nullable(),
  risk: z.object({ score: z.string().nullable(), action: z.string().nullable() }).nullable(),
  /** The gateway's own object as JSON, redacted: no card number, no security code, no secret. */
  rawJson: z.string(),
});
export type GatewayTransaction = z.infer<typeof GatewayTransaction>;

// ---- ledger side --------------------------------------------------------------------------------------------------

export const OpenItemKind = z.enum(['invoice', 'credit', 'on_account']);
export type OpenItemKind = z.infer<typeof OpenItemKind>;

export const OpenItem = z.object({
  id: OpenItemId,
  kind: OpenItemKind,
  /** Trimmed; the ledger's own padding is restored when it is written. */
  number: z.string(),
  customerNo: z.string(),
  customerName: z.string(),
  customerEmail: z.string().nullable(),
  poNumber: z.string().nullable(),
  orderNo: z.string().nullable(),
  date: AccountingDate,
  dueDate: AccountingDate.nullable(),
  currency: Currency,
  originalMinor: Minor,
  /** Below zero for a credit and for money on account; zero for an item that is known but closed. */
  balanceMinor: Minor,
  /** Early-payment discount by the invoice's terms, while it lasts. */
  discount: z.object({ until: AccountingDate, amountMinor: Minor }).nullable(),
});
export type OpenItem = z.infer<typeof OpenItem>;

export const Customer = z.object({
  customerNo: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  onCreditHold: z.boolean(),
});
export type Customer = z.infer<typeof Customer>;

export const LedgerAccount = z.object({ number: z.string(), description: z.string() });
export type LedgerAccount = z.infer<typeof LedgerAccount>;

// ---- matching -----------------------------------------------------------------------------------------------------

export const Band = z.enum(['ready', 'check', 'exception']);
export type Band = z.infer<typeof Band>;

export const Flag = z.enum([
  'duplicate',
  'already_paid',
  'ambiguous',
  'currency_mismatch',
  'unknown_payer',
  'reference_conflict',
  'short_paid',
  'over_paid',
  'failed',
  'pending',
]);
export type Flag = z.infer<typeof Flag>;

/** `amountMinor` has the sign of the item's balance: an allocation of a credit is below zero. */
export const Allocation = z.object({ openItemId: OpenItemId, number: z.string(), amountMinor: Minor });
export type Allocation = z.infer<typeof Allocation>;

/**
 * What the allocations leave over: allocations + remainder = the transaction's amount, always. Above zero: money not
 * applied (on_account, overpayment, or `none`: nothing is proposed for it). Below zero: the items are closed with
 * less money than they ask for (write_off, discount).
 */
export const Remainder = z.object({
  kind: z.enum(['none', 'on_account', 'write_off', 'discount', 'overpayment']),
  amountMinor: Minor,
});
export type Remainder = z.infer<typeof Remainder>;

export const RunnerUp = z.object({
  allocations: z.array(Allocation),
  remainder: Remainder,
  confidence: z.number().min(0).max(1),
  /** Why it lost, in a sentence. */
  reason: z.string(),
});
export type RunnerUp = z.infer<typeof RunnerUp>;

export const Proposal = z.object({
  transactionId: TransactionId,
  band: Band,
  /** Probability that the allocations are right, 0 to 1, calibrated. */
  confidence: z.number().min(0).max(1),
  /** Whose account it goes to, when that is known (needed for money on account). */
  customerNo: z.string().nullable(),
  allocations: z.array(Allocation),
  remainder: Remainder,
  flags: z.array(Flag),
  /** Plain sentences, strongest first; the same in the window, on the command line and in the audit trail. */
  evidence: z.array(z.string()),
  runnerUp: RunnerUp.nullable(),
  /** What would settle an unsure case, in a sentence. */
  wouldSettle: z.string().nullable(),
});
export type Proposal = z.infer<typeof Proposal>;

// ---- decisions and postings -----------------------------------------------------------------------------------------

/** A person's (or the approval policy's) decision about one transaction. */
export const Approval = z.object({
  id: ApprovalId,
  transactionId: TransactionId,
  decision: z.enum(['post', 'ignore']),
  decidedBy: z.string().min(1),
  decidedAt: Instant,
  customerNo: z.string().nullable(),
  allocations: z.array(Allocation),
  remainder: Remainder,
  /** Required when the decision is to ignore. */
  reason: z.string().nullable(),
  /** The confidence and evidence that were on the screen when it was decided. */
  proposal: Proposal,
});
export type Approval = z.infer<typeof Approval>;

/**
 * Where a transaction stands. waiting: a decision is needed. approved: in the outbox. posted: in the ledger, read back.
 * returned: the ledger moved since the proposal, so it was not posted and needs a new decision. dead_letter: posting
 * failed for good and waits for repair. ignored: decided not to post, with a reason. not_applicable: nothing to post
 * (a failed payment, or a payout, which becomes a journal).
 */
export const TransactionState = z.enum([
  'waiting',
  'approved',
  'posted',
  'returned',
  'dead_letter',
  'ignored',
  'not_applicable',
]);
export type TransactionState = z.infer<typeof TransactionState>;

/** One allocation as it stands in the ledger. */
export const Receipt = z.object({
  marker: Marker,
  approvalId: ApprovalId,
  transactionId: TransactionId,
  customerNo: z.string(),
  /** The invoice or credit; null for money on account. */
  itemNumber: z.string().nullable(),
  kind: z.enum(['receipt', 'on_account', 'write_off', 'discount', 'refund', 'chargeback']),
  currency: Currency,
  amountMinor: Minor,
  paidOn: AccountingDate,
  postedAt: Instant,
  /** The marker of the reversing entry, once undone. */
  reversedBy: Marker.nullable(),
});
export type Receipt = z.infer<typeof Receipt>;
