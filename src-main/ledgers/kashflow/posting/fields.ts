/**
 * What a firm may fill its own way. Payments and invoices of KashFlow have no custom fields: what is said of a payment stands in
 * its note. Customers have them (CustomTextBoxes, named in the account's settings), and so hold a fraud score or a gateway's
 * reference of the latest payment.
 */

import type { MappableField } from '../../../../shared/mapping.ts';
import type { Marker } from '../../../../shared/model.ts';
import type { LedgerEntry } from '../../port.ts';
import { Refusal } from '../../web/index.ts';
import type { KashFlowCustomer } from '../api/shapes.ts';
import type { Books } from '../books.ts';
import type { KashFlowSettings, RecordAs } from '../settings.ts';
import type { CustomerFieldsPlan } from './plan.ts';

const NOTES: readonly (readonly [name: string, title: string, said: string])[] = [
  ['note.fraudScore', 'Fraud score, in the payment’s note', 'Fraud score'],
  ['note.gatewayReference', 'Gateway’s reference, in the payment’s note', 'Reference'],
  ['note.text', 'Text of your own, in the payment’s note', ''],
];
const TYPE = 'record.transactionType';
const CUSTOMER = 'customer.';
/** Of a custom field; assumed. */
const BOX_LENGTH = 100;

export async function mappableFields(books: Books, signal: AbortSignal): Promise<MappableField[]> {
  const text = (name: string, title: string, length: number, otherwise: string): MappableField => ({
    name,
    title,
    kind: 'text',
    length,
    decimals: null,
    otherwise,
  });
  return [
    ...NOTES.map(([name, title]) => text(name, title, 60, 'Left out')),
    text(
      TYPE,
      'Transaction type at Opayo: whether money out is a payment or a journal',
      20,
      'As the settings say',
    ),
    ...(await customFieldNames(books, signal)).map((name) =>
      text(`${CUSTOMER}${name}`, `Customer’s custom field “${name}”`, BOX_LENGTH, 'Stays as it is'),
    ),
  ];
}

/** They belong to the account: any customer has all of them. */
async function customFieldNames(books: Books, signal: AbortSignal): Promise<string[]> {
  for await (const [first] of books.customers.summaries(signal)) {
    const whole = first && (await books.customers.find(first.Code, signal));
    return (whole?.CustomTextBoxes ?? []).map(({ Name }) => Name);
  }
  return [];
}

/** What is said in the note, beside the reference. */
export function notesOf(fields: LedgerEntry['fields']): string[] {
  return NOTES.flatMap(([name, , said]) => {
    const value = fields?.[name]?.trim() ?? '';
    return value === '' ? [] : [said === '' ? value : `${said} ${value}`];
  });
}

/** Throws Refusal when the account has no such field. */
export function customerFieldsOf(
  marker: Marker,
  fields: LedgerEntry['fields'],
  customer: KashFlowCustomer,
): CustomerFieldsPlan | null {
  const wanted = Object.entries(fields ?? {}).filter(([name]) => name.startsWith(CUSTOMER));
  if (wanted.length === 0) return null;
  const boxes = customer.CustomTextBoxes ?? [];
  const values: Record<string, string> = {};
  for (const [name, value] of wanted) {
    const key = name.slice(CUSTOMER.length);
    if (!boxes.some(({ Name }) => Name === key)) {
      throw new Refusal(
        marker,
        'NOT_SUPPORTED',
        `Your mapping fills “${key}”, and KashFlow’s customers have no custom field of that name: add it there, or take the line out of the mapping.`,
      );
    }
    values[key] = value;
  }
  return { code: customer.Code, values };
}

/** Money in always settles its invoice; money out is a payment below zero on it, or a journal. */
export function recordedAs(
  settings: KashFlowSettings,
  kind: 'receipt' | 'refund' | 'chargeback',
  fields: LedgerEntry['fields'],
): RecordAs {
  if (kind === 'receipt') return 'payment';
  const type = fields?.[TYPE]?.trim().toUpperCase() ?? '';
  const journals = settings.journalTypes
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((it) => it !== '');
  if (type !== '' && journals.includes(type)) return 'journal';
  return kind === 'refund' ? settings.refundsAs : settings.chargebacksAs;
}
