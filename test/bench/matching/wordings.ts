/** How payers write references, names and amounts: the noise of the benchmark. Written without a look at the engine. */
import type { Bill, Party } from './ledger.ts';
import type { Random } from './random.ts';

export type Fields = {
  payer_name: string;
  payer_email: string;
  customer_ref: string;
  description: string;
  order_id: string;
  metadata: Record<string, string>;
};

export const noFields = (): Fields => ({
  payer_name: '',
  payer_email: '',
  customer_ref: '',
  description: '',
  order_id: '',
  metadata: {},
});

const THANKS = [
  '',
  '',
  '',
  ' thanks',
  ' - thank you!',
  ' (approved by Kim)',
  ' per your email of 03/04/2024',
  ' tel 555-201-3344',
  ' 🙂',
];

/** The number as it stands in the ledger, or with prefix, zeros or separators written another way. */
export function spell(random: Random, number: string): string {
  const digits = number.replace(/^[A-Za-z-]+/, '');
  const bare = digits.replace(/^0+/, '');
  if (number.startsWith('2024-'))
    return random.pick([number, number, number.replace('-', '/'), number.replace('-', '')]);
  return random.pick([
    number,
    number,
    number,
    digits,
    bare,
    `INV-${bare}`,
    `INV ${bare}`,
    `inv#${bare}`,
    `#${bare}`,
    `Invoice ${digits}`,
    number.toLowerCase(),
    `INV${bare.padStart(8, '0')}`,
  ]);
}

/** A letter for a digit, as people and scanners write it. */
export function letterSlip(random: Random, number: string): string {
  const places = [...number]
    .map((c, i) => ({ c, i }))
    .filter(({ c, i }) => i > number.length - 6 && '015'.includes(c));
  const place = places.length > 0 ? random.pick(places) : null;
  if (!place) return number;
  const letter = place.c === '0' ? 'O' : place.c === '1' ? random.pick(['I', 'l']) : 'S';
  return number.slice(0, place.i) + letter + number.slice(place.i + 1);
}

/** Two neighbouring digits exchanged, or one digit wrong. */
export function digitSlip(random: Random, number: string): string {
  const at = random.int(number.length - 4, number.length - 2);
  const [one, two] = [number[at] as string, number[at + 1] as string];
  if (random.chance(0.6) && one !== two && /\d\d/.test(one + two)) {
    return number.slice(0, at) + two + one + number.slice(at + 2);
  }
  const other = String((Number(two) + random.int(1, 9)) % 10);
  return number.slice(0, at + 1) + other + number.slice(at + 2);
}

export function nameIn(random: Random, fields: Fields, text: string): void {
  switch (random.int(0, 6)) {
    case 0:
      fields.metadata[random.pick(['invoice', 'invoice_number', 'invoice_id', 'InvoiceNo', 'inv_no'])] = text;
      break;
    case 1:
      fields.order_id = text;
      break;
    case 2:
      fields.metadata[random.pick(['reference', 'ref', 'memo', 'notes'])] =
        `${random.pick(['', 'Invoice ', 'for inv '])}${text}`;
      break;
    case 3:
      fields.customer_ref = text;
      break;
    default:
      fields.description = `${random.pick(['Payment for ', 'Invoice ', 'inv ', '', 'Settlement of invoice ', 'Re: ', 'Bill '])}${text}${random.pick(THANKS)}`;
  }
}

export function nameAll(random: Random, fields: Fields, numbers: readonly string[]): void {
  const glue = random.pick([', ', ' and ', ' & ', ' / ', ' + ', '; ', ' ']);
  const text = `${random.pick(['Invoices ', 'inv ', 'Payment for ', 'INV: '])}${numbers.join(glue)}`;
  if (random.chance(0.3)) fields.metadata[random.pick(['invoices', 'invoice_numbers'])] = numbers.join(',');
  else fields.description = `${text}${random.pick(THANKS)}`;
}

export function signPayer(
  random: Random,
  fields: Fields,
  party: Party,
  how: 'any' | 'email' | 'name' | 'domain',
): void {
  const kind =
    how === 'any' ? random.weighted({ email: 5, name: 3, both: 5, person: 2, none: 2, domain: 1 }) : how;
  if ((kind === 'email' || kind === 'both') && party.email)
    fields.payer_email = random.chance(0.1) ? party.email.toUpperCase() : party.email;
  if (kind === 'name' || kind === 'both') fields.payer_name = writeName(random, party.name);
  if (kind === 'domain') fields.payer_email = `${random.pick(['kim', 'lee.ray', 'orders'])}@${party.domain}`;
  if (kind === 'person') {
    fields.payer_name = `${random.pick(['Kim', 'Lee', 'Ash', 'Robin'])} ${random.pick(['Oakes', 'Pym', 'Strand', 'Vale'])}`;
    fields.payer_email = `${fields.payer_name.toLowerCase().replace(' ', '')}${random.int(1, 99)}@gmail.com`;
  }
}

function writeName(random: Random, name: string): string {
  return random.pick([
    name,
    name,
    name.toUpperCase(),
    name.replace(/ (Inc\.?|LLC|Corp|Co|Ltd|Limited|PLC|LLP)$/, ''),
    name.replace(/&/g, 'and'),
    `${name} `,
  ]);
}

/** Words that say nothing about what is paid. */
export function smallTalk(random: Random): string {
  return random.pick([
    '',
    'payment',
    'Online payment',
    'Card payment',
    'monthly',
    'as agreed',
    'balance',
    'order from the web shop',
    'Mar 2024',
    'thanks 2024',
  ]);
}

export function orderText(random: Random, fields: Fields, bill: Bill): void {
  const where = random.int(0, 3);
  if (where < 2) fields.order_id = bill.order;
  else if (where === 2) fields.metadata.order_id = bill.order;
  else fields.description = `Order ${bill.order}`;
}

export function poText(random: Random, fields: Fields, bill: Bill): void {
  const bare = bill.po.replace(/^PO-/, '');
  if (random.chance(0.5)) fields.metadata[random.pick(['po', 'po_number', 'purchase_order'])] = bill.po;
  else
    fields.description = random.pick([
      `PO ${bare}`,
      `Our PO: ${bare}`,
      `P.O. ${bare}`,
      `purchase order ${bare}`,
    ]);
}
