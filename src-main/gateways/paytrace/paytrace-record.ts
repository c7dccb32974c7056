/** PayTrace's exported transactions and batches to records. See index.ts for what is confirmed of the fields. */
import * as z from 'zod';
import type { TransactionKind, TransactionStatus } from '../../../shared/model.ts';
import { currency, parseMinor } from '../../../shared/money.ts';
import type { DatedBatch, DatedItem } from '../dated-walk.ts';
import { localMoment } from '../local-moment.ts';
import { NOBODY, type RecordDraft, RecordRefused } from '../record.ts';
import type { PayTraceSettings } from './settings.ts';

const USD = currency('USD');
/** Month, day and year without leading zeros, then twelve hours; with and without seconds. */
const TIMES = ['M/d/yyyy h:mm:ss a', 'M/d/yyyy h:mm a', 'M/d/yyyy H:mm:ss', 'M/d/yyyy'];

const Text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((it) => (it === null || it === undefined ? null : String(it)));
const Amount = z.union([z.string(), z.number()]).transform(String);

export const PayTraceTransaction = z.looseObject({
  transaction_id: z.union([z.number().int(), z.string().min(1)]).transform(String),
  transaction_type: z.string(),
  amount: Amount,
  status_message: Text,
  approval_code: Text,
  approval_message: Text,
  invoice_id: Text,
  customer_reference_id: Text,
  customer_id: Text,
  description: Text,
  discretionary_data: z.record(z.string(), Text).nullish().catch(null),
  credit_card: z.looseObject({ masked_number: Text, card_type: Text }).nullish(),
  check: z.looseObject({ masked_number: Text }).nullish().catch(null),
  billing_address: z.looseObject({ name: Text }).nullish(),
  email: Text,
  created: z.looseObject({ at: z.string() }),
  settled: z.looseObject({ at: Text, batch_number: Text }).nullish().catch(null),
  original_transaction_id: Text,
});
type PayTraceTransaction = z.infer<typeof PayTraceTransaction>;

export const PayTraceBatch = z.looseObject({
  batch_number: z.union([z.number().int(), z.string().min(1)]).transform(String),
  settled_at: z.string(),
  net_amount: Amount,
});

export const batchIdOf = (number: string): string => `batch-${number}`;

/** A record keeps what PayTrace calls it; `draft` checks it, so that one bad record rejects itself alone. */
export function payTraceItem(raw: unknown, settings: PayTraceSettings): DatedItem {
  const id = z.looseObject({ transaction_id: Text }).safeParse(raw).data?.transaction_id ?? '';
  return {
    externalId: id,
    raw,
    draft: (payout) => ({ ...draftOf(PayTraceTransaction.parse(raw), payout, settings), raw }),
  };
}

export function payTraceBatch(raw: unknown, settings: PayTraceSettings): DatedBatch {
  const batch = PayTraceBatch.parse(raw);
  const net = minorOf(batch.net_amount);
  const externalId = batchIdOf(batch.batch_number);
  return {
    externalId,
    raw,
    netMinor: net,
    draft: () => ({
      externalId,
      kind: 'payout',
      status: 'succeeded',
      occurredAt: localMoment(batch.settled_at, TIMES, settings.timeZone),
      currency: USD,
      amountMinor: Math.abs(net),
      settlement: settlementOf(-net, localMoment(batch.settled_at, TIMES, settings.timeZone)),
      payer: NOBODY,
      description: `Settlement batch ${batch.batch_number}`,
      orderId: null,
      references: [],
      metadata: {},
      relatedExternalId: null,
      payoutExternalId: null,
      risk: null,
      raw,
    }),
  };
}

/** A number of dollars as JSON writes it; more than two decimals that are not zero is an error, never rounded. */
const minorOf = (amount: string): number => parseMinor(amount, USD);

const settlementOf = (grossMinor: number, availableAt: string | null): RecordDraft['settlement'] => ({
  currency: USD,
  grossMinor,
  feeMinor: 0,
  netMinor: grossMinor,
  fees: [],
  exchangeRate: null,
  availableAt,
});

function kindOf(type: string): TransactionKind {
  if (/refund|credit/i.test(type)) return 'refund';
  if (/charge ?back/i.test(type)) return 'dispute';
  if (/sale|authorization|capture/i.test(type)) return 'payment';
  // A void is an entry about the sale, which shows as voided itself.
  if (/void/i.test(type)) return 'adjustment';
  throw new RecordRefused(`PayTrace calls this transaction "${type}", which is not known here.`);
}

function statusOf(
  it: PayTraceTransaction,
  isSettled: boolean,
  approvedIs: PayTraceSettings['approvedIs'],
): TransactionStatus {
  const said = it.status_message ?? '';
  if (/void/i.test(said) || /void/i.test(it.transaction_type)) return 'voided';
  if (/declin|error|fail|reject/i.test(said)) return 'failed';
  if (isSettled || /settled|refunded/i.test(said)) return 'succeeded';
  if (/approv/i.test(said)) return approvedIs;
  if (/pending/i.test(said)) return 'pending';
  throw new RecordRefused(`PayTrace gives this transaction the status "${said}", which is not known here.`);
}

function draftOf(
  it: PayTraceTransaction,
  payout: string | null,
  settings: PayTraceSettings,
): Omit<RecordDraft, 'raw'> {
  const kind = kindOf(it.transaction_type);
  const batch = payout ?? (it.settled?.batch_number ? batchIdOf(it.settled.batch_number) : null);
  const status = statusOf(it, batch !== null, settings.approvedIs);
  const amountMinor = minorOf(it.amount.replace(/^-/, ''));
  const isInBatch = batch !== null && status === 'succeeded';
  const settledAt = it.settled?.at ? localMoment(it.settled.at, TIMES, settings.timeZone) : null;
  return {
    externalId: it.transaction_id,
    kind,
    status,
    occurredAt: localMoment(it.created.at, TIMES, settings.timeZone),
    currency: USD,
    amountMinor,
    settlement: isInBatch ? settlementOf(kind === 'payment' ? amountMinor : -amountMinor, settledAt) : null,
    payer: payerOf(it),
    description: it.description || (status === 'failed' ? it.approval_message : null),
    orderId: it.invoice_id,
    references: referencesOf(it),
    metadata: Object.fromEntries(
      Object.entries(it.discretionary_data ?? {}).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    ),
    relatedExternalId: it.original_transaction_id || null,
    payoutExternalId: isInBatch ? batch : null,
    risk: null,
  };
}

function payerOf(it: PayTraceTransaction): RecordDraft['payer'] {
  const masked = it.credit_card?.masked_number ?? it.check?.masked_number ?? '';
  const last4 = /(\d{4})\s*$/.exec(masked)?.[1] ?? null;
  return {
    ...NOBODY,
    name: it.billing_address?.name ?? null,
    email: it.email || null,
    customerRef: it.customer_id || null,
    cardBrand: it.credit_card?.card_type?.toLowerCase() || null,
    cardLast4: last4,
  };
}

function referencesOf(it: PayTraceTransaction): RecordDraft['references'] {
  const named: [string, string | null][] = [
    ['invoice_id', it.invoice_id],
    ['customer_reference_id', it.customer_reference_id],
    ['customer_id', it.customer_id],
    ['description', it.description],
    ...Object.entries(it.discretionary_data ?? {}).map(([name, value]): [string, string | null] => [
      `discretionary_data.${name}`,
      value,
    ]),
    ['approval_message', /void|declin/i.test(it.status_message ?? '') ? it.approval_message : null],
  ];
  return named.flatMap(([source, value]) => (value ? [{ source, value }] : []));
}
