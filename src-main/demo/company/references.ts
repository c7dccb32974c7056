/** How people write an invoice, order or PO number beside a payment: rarely twice the same way. */
import type { Random } from './random.ts';
import type { DemoInvoice, DemoReferences } from './types.ts';

export const NO_REFERENCE: DemoReferences = {
  description: null,
  metadata: {},
  orderId: null,
  hostedPage: false,
  statementSuffix: null,
  transferGroup: null,
};

/** As the invoice is printed: six digits behind the prefix. */
export function printedNumber(number: string): string {
  return `INV-${number.padStart(6, '0')}`;
}

/** One of the ways to write the number: as printed, without zeros, without prefix, in lower case. */
export function writtenNumber(number: string, random: Random): string {
  return random.weighted([
    [printedNumber(number), 34],
    [`INV-${number}`, 18],
    [number, 16],
    [printedNumber(number).toLowerCase(), 8],
    [`INV${number}`, 8],
    [number.padStart(6, '0'), 6],
    [`inv ${number}`, 5],
    [`#${number}`, 5],
  ]);
}

function sentence(written: string, invoice: DemoInvoice, random: Random): string {
  return random.weighted([
    [`Invoice ${written}`, 30],
    [`Payment for invoice ${written}`, 20],
    [`${written} - ${invoice.customer.company}`, 10],
    [`Online payment ${written}, thank you`, 8],
    [`${invoice.customer.company} / ${written} / ${invoice.date.slice(0, 7)}`, 6],
    [written, 14],
    [invoice.purchaseOrder === '' ? `Inv. ${written}` : `Inv. ${written} / PO ${invoice.purchaseOrder}`, 12],
  ]);
}

/** The number somewhere in the payment: metadata, the description, both, or a rarer field. */
export function naming(invoice: DemoInvoice, random: Random): DemoReferences {
  const written = writtenNumber(invoice.number, random);
  const key = random.weighted([
    ['invoice', 40],
    ['invoice_number', 30],
    ['invoice_id', 10],
    ['invoiceNo', 8],
    ['reference', 8],
  ] as const);
  const shape = random.weighted([
    ['metadata', 42],
    ['description', 38],
    ['both', 15],
    ['suffix', 3],
    ['group', 2],
  ] as const);
  const inWords = { ...NO_REFERENCE, description: sentence(written, invoice, random) };
  if (shape === 'metadata') return { ...NO_REFERENCE, metadata: { [key]: written } };
  if (shape === 'description') return inWords;
  if (shape === 'both') return { ...inWords, metadata: { [key]: written, source: 'customer-portal' } };
  if (shape === 'suffix') return { ...NO_REFERENCE, statementSuffix: `INV${invoice.number}` };
  return { ...NO_REFERENCE, transferGroup: printedNumber(invoice.number) };
}

/** A hosted payment page that carries the number as the shop's own reference. */
export function hosted(invoice: DemoInvoice, random: Random): DemoReferences {
  return {
    ...NO_REFERENCE,
    hostedPage: true,
    orderId: writtenNumber(invoice.number, random),
    description: random.chance(0.3) ? 'Pay my invoice' : null,
  };
}

export function namingPurchaseOrder(invoice: DemoInvoice, random: Random): DemoReferences {
  const written = random.chance(0.5) ? invoice.purchaseOrder : invoice.purchaseOrder.toLowerCase();
  return random.weighted<DemoReferences>([
    [{ ...NO_REFERENCE, metadata: { po: written } }, 3],
    [{ ...NO_REFERENCE, metadata: { po_number: written } }, 3],
    [{ ...NO_REFERENCE, description: `Our PO ${written}` }, 4],
  ]);
}

export function namingOrder(orderNumber: string, random: Random): DemoReferences {
  return random.weighted<DemoReferences>([
    [{ ...NO_REFERENCE, metadata: { order_id: orderNumber } }, 5],
    [{ ...NO_REFERENCE, metadata: { order_id: `SO-${orderNumber}` } }, 3],
    [{ ...NO_REFERENCE, description: `Order #${orderNumber}` }, 3],
  ]);
}

/** Several numbers in one text, with the separators people use. */
export function namingSeveral(invoices: readonly DemoInvoice[], random: Random): DemoReferences {
  const numbers = invoices.map((invoice) => invoice.number);
  const style = random.weighted([
    ['comma', 4],
    ['and', 3],
    ['slash', 2],
    ['metadata', 4],
  ] as const);
  if (style === 'metadata') {
    return { ...NO_REFERENCE, metadata: { invoices: numbers.map(printedNumber).join(',') } };
  }
  const separator = style === 'comma' ? ', ' : style === 'and' ? ' & ' : ' / ';
  return { ...NO_REFERENCE, description: `Invoices ${numbers.join(separator)}` };
}

/** The number with two digits exchanged, as typed in a hurry. */
export function mistyped(number: string, random: Random): string {
  const digits = [...number];
  const places = digits.flatMap((digit, at) => (at > 0 && digit !== digits[at - 1] ? [at] : []));
  if (places.length === 0) return String(Number(number) + 9);
  const at = random.pick(places);
  const swapped = digits.map((digit, place) =>
    place === at ? (digits[at - 1] ?? digit) : place === at - 1 ? (digits[at] ?? digit) : digit,
  );
  return swapped.join('');
}
