/**
 * Opayo's transactions as the Reporting and Admin API shows them. Element names of the detail: seen in
 * github.com/joeratzer/opayo-admin-and-reporting-api-client; of batches and the time's form (dd/MM/yyyy HH:mm:ss.fff,
 * UK local time): in github.com/fhdalikhan/opayo-reporting-api; txstateid 18 for void: in Ebizmarts' Magento module.
 * Not confirmed: which of the elements a list's row carries, and the other state numbers.
 */
import { createHash } from 'node:crypto';
import { formatMinor, type Minor } from '../../../shared/money.ts';
import type { DemoPayment } from '../company/index.ts';
import { twoDigits, wallClockOf } from '../company/local-time.ts';
import { createRandom, DIGITS, UPPER } from '../company/random.ts';

export const UK = 'Europe/London';

export type OpayoType = 'PAYMENT' | 'DEFERRED' | 'REPEAT' | 'REFUND' | 'VOID';

export interface OpayoRecord {
  /** In braces, upper case, as a GUID. */
  readonly vpsTxId: string;
  /** '' where the shop left it out. */
  readonly vendorTxCode: string;
  readonly type: OpayoType;
  readonly payment: DemoPayment;
  readonly at: number;
  readonly amountMinor: Minor;
  /** The payment that a refund or a void belongs to. */
  readonly relatedVpsTxId: string | null;
  readonly refundedMinor: Minor;
  readonly voided: boolean;
  readonly batch: number | null;
}

export function vpsTxIdOf(seed: number, name: string): string {
  const hex = createHash('sha256').update(`opayo/${seed}/${name}`).digest('hex').toUpperCase();
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `A${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `{${parts.join('-')}}`;
}

/** Letters, digits, hyphens, underscores and full stops are all that a VendorTxCode may hold. */
const codeSafe = (written: string): string =>
  written.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^-+|-+$/g, '');

/** What the shop made of the reference: mostly the number and a time stamp, sometimes no number, seldom nothing. */
export function vendorTxCodeOf(payment: DemoPayment, seed: number): string {
  const random = createRandom(`opayo-code/${seed}/${payment.key}`);
  const { references } = payment;
  const [named] = Object.values(references.metadata);
  const inWords = /(?:inv\w*|#|\bso-?|order #)\s*[-#]?\s*(\d{4,})/i.exec(references.description ?? '')?.[0];
  const reference =
    references.orderId ?? named ?? inWords ?? references.transferGroup ?? references.statementSuffix;
  if (reference === undefined || reference === null) {
    return random.chance(0.35) ? '' : `NSC-${random.text(4, UPPER)}${random.text(6, DIGITS)}`;
  }
  return `${codeSafe(reference)}-${payment.at}`.slice(-40);
}

export function ukTime(seconds: number): string {
  const { year, month, day, hour, minute, second } = wallClockOf(seconds, UK);
  const clock = [hour, minute, second].map(twoDigits).join(':');
  return `${twoDigits(day)}/${twoDigits(month)}/${year} ${clock}.000`;
}

const SYSTEMS = { visa: 'VISA', mastercard: 'MC', amex: 'AMEX', discover: 'DC' } as const;

function stateOf(record: OpayoRecord): { readonly id: number; readonly status: string } {
  if (record.payment.declined !== null) return { id: 7, status: 'The transaction was declined by the bank.' };
  if (record.voided) return { id: 18, status: 'Transaction voided.' };
  return { id: 16, status: 'Successfully authorised transaction.' };
}

/** Score and verdict of the fraud screening ("The 3rd Man"): below 30 it is fine, to 49 it is to be looked at. */
export function screeningOf(record: OpayoRecord): {
  readonly score: number;
  readonly action: string;
  readonly id: string;
} {
  const random = createRandom(`opayo-screening/${record.vpsTxId}`);
  const score = random.whole(-20, 58);
  const action = score >= 50 ? 'REJECT' : score >= 30 ? 'HOLD' : 'OK';
  return { score, action, id: random.text(10, '123456789') };
}

export type Elements = readonly (readonly [name: string, value: string])[];

export function rowElements(record: OpayoRecord): Elements {
  const { payment } = record;
  const state = stateOf(record);
  const screening = screeningOf(record);
  return [
    ['vpstxid', record.vpsTxId],
    ['vendortxcode', record.vendorTxCode],
    ['transactiontype', record.type],
    ['txstateid', String(state.id)],
    ['status', state.status],
    ['description', payment.references.description ?? ''],
    ['amount', formatMinor(record.amountMinor, payment.currency)],
    ['currency', payment.currency],
    ['started', ukTime(record.at)],
    ['completed', ukTime(record.at + 4)],
    ['paymentsystem', SYSTEMS[payment.card.brand]],
    ['last4digits', payment.card.last4],
    ['cardholder', payment.payer.name],
    ['customername', payment.payer.name],
    ['customeremail', payment.payer.email],
    ['t3mscore', String(screening.score)],
    ['t3maction', screening.action],
    ['accounttype', 'E'],
    ['refunded', record.refundedMinor > 0 ? 'YES' : 'NO'],
    ['repeated', 'NO'],
    ['batchid', record.batch === null ? '' : String(record.batch)],
    ['relatedvpstxid', record.relatedVpsTxId ?? ''],
  ];
}

export function detailElements(record: OpayoRecord): Elements {
  const { payment } = record;
  const customer = payment.gatewayCustomer;
  const [firstName = '', ...rest] = payment.payer.name.split(' ');
  return [
    ...rowElements(record),
    ['paymentsystemdetails', 'Credit card'],
    ['expirydate', `${twoDigits(payment.card.expMonth)}${String(payment.card.expYear).slice(2)}`],
    ['authprocessor', 'Elavon'],
    ['vpsauthcode', createRandom(`opayo-auth/${record.vpsTxId}`).text(7, DIGITS)],
    ['billingfirstnames', firstName],
    ['billingsurname', rest.join(' ')],
    ['billingaddress', customer?.address1 ?? ''],
    ['billingcity', customer?.city ?? ''],
    ['billingpostcode', customer?.zip ?? ''],
    ['billingcountry', customer?.country ?? payment.card.country],
    ['contactnumber', customer?.phone ?? ''],
    ['systemused', payment.references.hostedPage ? 'F' : 'D'],
    ['vpsprotocol', '4.00'],
    ['cv2result', 'MATCHED'],
    ['addressresult', 'MATCHED'],
    ['postcoderesult', 'MATCHED'],
    ['threedresult', 'OK'],
    ['t3mid', screeningOf(record).id],
    ['vendordata', ''],
    ['surcharge', '0.00'],
  ];
}
