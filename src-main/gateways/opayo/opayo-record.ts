/** Opayo's transactions and settlement batches to records. See index.ts for what is confirmed of the elements. */
import * as z from 'zod';
import type { TransactionKind, TransactionStatus } from '../../../shared/model.ts';
import { currency, type Minor, parseMinor } from '../../../shared/money.ts';
import type { DatedBatch, DatedItem } from '../dated-walk.ts';
import { localMoment } from '../local-moment.ts';
import { NOBODY, type RecordDraft, RecordRefused } from '../record.ts';
import { referenceIn } from './vendor-tx-code.ts';

export const UK = 'Europe/London';
const TIMES = ['dd/MM/yyyy HH:mm:ss.SSS', 'dd/MM/yyyy HH:mm:ss', 'dd/MM/yyyy'];

/** An element that is empty is parsed to ''; one that is not there is the same to us. */
const Text = z
  .string()
  .nullish()
  .transform((it) => it?.trim() ?? '');

export const OpayoTransaction = z.looseObject({
  vpstxid: z.string().min(1),
  vendortxcode: Text,
  transactiontype: z.string().min(1),
  txstateid: Text,
  status: Text,
  description: Text,
  amount: z.string().min(1),
  currency: z.string().min(1),
  started: z.string().min(1),
  completed: Text,
  paymentsystem: Text,
  last4digits: Text,
  cardholder: Text,
  customername: Text,
  customeremail: Text,
  billingfirstnames: Text,
  billingsurname: Text,
  vendordata: Text,
  t3mscore: Text,
  t3maction: Text,
  fraudscreenrecommendation: Text,
  batchid: Text,
  relatedvpstxid: Text,
  relatedtransactionid: Text,
});
export type OpayoTransaction = z.infer<typeof OpayoTransaction>;

/** Braces and case differ between the commands; the id inside is the same. */
export const transactionId = (vpstxid: string): string => vpstxid.replace(/[{}\s]/g, '').toUpperCase();
export const relatedIdOf = (it: OpayoTransaction): string =>
  transactionId(it.relatedvpstxid || it.relatedtransactionid);

export const batchIdOf = (batch: string, code: string): string => `batch-${batch}-${code.toUpperCase()}`;

export function opayoItem(raw: unknown, rule: RegExp): DatedItem {
  const id = z.looseObject({ vpstxid: z.string() }).safeParse(raw).data?.vpstxid ?? '';
  return {
    externalId: transactionId(id),
    raw,
    draft: (payout) => ({ ...draftOf(OpayoTransaction.parse(raw), payout, rule), raw }),
  };
}

function kindOf(type: string): TransactionKind {
  switch (type.toUpperCase()) {
    case 'PAYMENT':
    case 'DEFERRED':
    case 'RELEASE':
    case 'AUTHORISE':
    case 'AUTHENTICATE':
    case 'REPEAT':
    case 'REPEATDEFERRED':
    case 'MANUAL':
      return 'payment';
    case 'REFUND':
      return 'refund';
    // An entry about another transaction, which shows as voided or cancelled itself.
    case 'VOID':
    case 'ABORT':
    case 'CANCEL':
      return 'adjustment';
    default:
      throw new RecordRefused(`Opayo calls this transaction "${type}", which is not known here.`);
  }
}

const PENDING = new Set(['2', '3', '4', '5', '6', '14', '15', '21']);
const VOIDED = new Set(['18', '19', '22']);
const FAILED = new Set(['1', '8', '9', '10', '11', '12', '13', '17', '20']);

/** The state's number where it is clear, else the words beside it. */
function statusOf(it: OpayoTransaction): TransactionStatus {
  const state = it.txstateid;
  if (VOIDED.has(state) || /\bvoid/i.test(it.status)) return 'voided';
  if (state === '16') return 'succeeded';
  if (FAILED.has(state) || /declin|not ?auth|reject|abort|cancel|timed out|fail|error/i.test(it.status))
    return 'failed';
  if (PENDING.has(state) || /await|pending|page/i.test(it.status)) return 'pending';
  if (/success/i.test(it.status)) return 'succeeded';
  throw new RecordRefused(
    `Opayo gives this transaction the state ${state || '?'} "${it.status}", which is not known here.`,
  );
}

function draftOf(it: OpayoTransaction, payout: string | null, rule: RegExp): Omit<RecordDraft, 'raw'> {
  const kind = kindOf(it.transactiontype);
  const status = kind === 'adjustment' ? 'voided' : statusOf(it);
  const unit = currency(it.currency);
  const amountMinor = parseMinor(it.amount.replaceAll(',', ''), unit);
  const batch = payout ?? (it.batchid ? batchIdOf(it.batchid, unit) : null);
  const isSettled = batch !== null && status === 'succeeded';
  const gross = kind === 'payment' ? amountMinor : -amountMinor;
  const reference = kind === 'payment' ? referenceIn(it.vendortxcode, rule) : null;
  return {
    externalId: transactionId(it.vpstxid),
    kind,
    status,
    occurredAt: localMoment(it.started, TIMES, UK),
    currency: unit,
    amountMinor,
    settlement: isSettled
      ? {
          currency: unit,
          grossMinor: gross,
          feeMinor: 0,
          netMinor: gross,
          fees: [],
          exchangeRate: null,
          availableAt: null,
        }
      : null,
    payer: {
      ...NOBODY,
      name: it.customername || it.cardholder || `${it.billingfirstnames} ${it.billingsurname}`.trim() || null,
      email: it.customeremail || null,
      cardBrand: it.paymentsystem.toLowerCase() || null,
      cardLast4: /^\d{4}$/.test(it.last4digits) ? it.last4digits : null,
    },
    description: it.description || (status === 'failed' ? it.status : null) || null,
    orderId: reference,
    references: referencesOf(it, reference),
    metadata: {},
    relatedExternalId: relatedIdOf(it) || null,
    payoutExternalId: isSettled ? batch : null,
    risk:
      it.t3mscore || it.t3maction || it.fraudscreenrecommendation
        ? { score: it.t3mscore || null, action: it.t3maction || it.fraudscreenrecommendation || null }
        : null,
  };
}

function referencesOf(it: OpayoTransaction, reference: string | null): RecordDraft['references'] {
  const named: [string, string | null][] = [
    ['vendorTxCode', reference],
    ['vendorTxCode.whole', it.vendortxcode === reference ? null : it.vendortxcode],
    ['description', it.description],
    ['vendorData', it.vendordata],
    ['cardholder', it.cardholder === it.customername ? null : it.cardholder],
  ];
  return named.flatMap(([source, value]) => (value ? [{ source, value }] : []));
}

const Group = z.looseObject({ currency: z.string().min(1), paymentvalue: Text, refundvalue: Text });
export const OpayoBatch = z.looseObject({
  batchid: z.string().min(1),
  authprocessorname: Text,
  completed: z.string().min(1),
  transactiongroups: z
    .union([z.literal(''), z.looseObject({ transactiongroup: z.array(Group).default([]) })])
    .default(''),
});

/** A payout for each currency of the batch: the groups of a batch are by currency and payment system. */
export function opayoBatches(raw: unknown): DatedBatch[] {
  const batch = OpayoBatch.parse(raw);
  const groups = batch.transactiongroups === '' ? [] : batch.transactiongroups.transactiongroup;
  const nets = new Map<string, Minor>();
  for (const group of groups) {
    const unit = currency(group.currency);
    const net = parseMinor(group.paymentvalue || '0', unit) - parseMinor(group.refundvalue || '0', unit);
    nets.set(unit, (nets.get(unit) ?? 0) + net);
  }
  return [...nets].map(([code, net]) => payoutOf(batch, code, net, raw));
}

function payoutOf(batch: z.infer<typeof OpayoBatch>, code: string, net: Minor, raw: unknown): DatedBatch {
  const externalId = batchIdOf(batch.batchid, code);
  const unit = currency(code);
  return {
    externalId,
    raw,
    netMinor: net,
    draft() {
      const at = localMoment(batch.completed, TIMES, UK);
      return {
        externalId,
        kind: 'payout',
        status: 'succeeded',
        occurredAt: at,
        currency: unit,
        amountMinor: Math.abs(net),
        settlement: {
          currency: unit,
          grossMinor: -net,
          feeMinor: 0,
          netMinor: -net,
          fees: [],
          exchangeRate: null,
          availableAt: at,
        },
        payer: NOBODY,
        description: `Settlement batch ${batch.batchid}${batch.authprocessorname ? ` (${batch.authprocessorname})` : ''}`,
        orderId: null,
        references: [],
        metadata: {},
        relatedExternalId: null,
        payoutExternalId: null,
        risk: null,
        raw,
      };
    },
  };
}
