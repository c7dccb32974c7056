/** The demo company's customers: invented US businesses, with a few in Canada and the United Kingdom. */
import { currency } from '../../../shared/money.ts';
import { addDays } from './calendar.ts';
import { BASE62, DIGITS, type Random } from './random.ts';
import type { DemoCard, DemoCustomer, DemoPerson, Terms } from './types.ts';
import { CITIES, ENDINGS, FAMILY_NAMES, FIRST_PARTS, GIVEN_NAMES, STREETS, TRADES } from './vocabulary.ts';

export const TERMS: readonly (readonly [Terms, number])[] = [
  [{ label: 'Net 30', netDays: 30, discountDays: 0, discountPercent: 0 }, 60],
  [{ label: '2% 10 Net 30', netDays: 30, discountDays: 10, discountPercent: 2 }, 14],
  [{ label: 'Net 15', netDays: 15, discountDays: 0, discountPercent: 0 }, 12],
  [{ label: 'Net 45', netDays: 45, discountDays: 0, discountPercent: 0 }, 8],
  [{ label: 'Due on receipt', netDays: 0, discountDays: 0, discountPercent: 0 }, 6],
];

export const SALESPEOPLE: readonly (readonly [code: string, name: string])[] = [
  ['01', 'House account'],
  ['AB', 'A. Bellamy'],
  ['JT', 'J. Tillman'],
  ['RQ', 'R. Quintero'],
  ['SW', 'S. Whitfield'],
];

/** Reserved for examples and documentation (RFC 2606): no mail ever leaves for these. */
const MAIL_ROOTS = ['example.com', 'example.net', 'example.org'] as const;
const TYPES = ['CONT', 'RETL', 'MANF', 'INST'] as const;

function createCard(random: Random, today: string): DemoCard {
  return {
    brand: random.weighted([
      ['visa', 55],
      ['mastercard', 27],
      ['amex', 14],
      ['discover', 4],
    ] as const),
    last4: random.text(4, DIGITS),
    fingerprint: random.text(16, BASE62),
    country: 'US',
    expMonth: random.whole(1, 12),
    expYear: Number(today.slice(0, 4)) + random.whole(1, 4),
  };
}

function createPerson(random: Random, domain: string): DemoPerson {
  const given = random.pick(GIVEN_NAMES);
  const family = random.pick(FAMILY_NAMES);
  const box = random
    .weighted([
      [`${given}.${family}`, 4],
      [`${given.charAt(0)}${family}`, 4],
      [given, 2],
    ] as const)
    .toLowerCase();
  return { name: `${given} ${family}`, email: `${box}@${domain}` };
}

/** Someone whom no record of the company knows. */
export function createStranger(random: Random, today: string): { person: DemoPerson; card: DemoCard } {
  return { person: createPerson(random, random.pick(MAIL_ROOTS)), card: createCard(random, today) };
}

/** Four letters of the name and two digits that make it unique, e.g. BLUE01: at most six characters. */
function customerNumber(company: string, taken: Set<string>): string {
  const letters = company
    .replace(/[^A-Za-z]/g, '')
    .toUpperCase()
    .slice(0, 4)
    .padEnd(4, 'X');
  for (let at = 1; at < 100; at += 1) {
    const candidate = `${letters}${String(at).padStart(2, '0')}`;
    if (!taken.has(candidate)) return candidate;
  }
  for (let at = 100; at < 10_000; at += 1) {
    const digits = String(at);
    const candidate = `${letters.slice(0, 6 - digits.length)}${digits}`;
    if (!taken.has(candidate)) return candidate;
  }
  throw new RangeError(`No customer number is left for ${company}.`);
}

export function createCustomers(count: number, today: string, random: Random): DemoCustomer[] {
  const taken = new Set<string>();
  const domains = new Set<string>();
  return Array.from({ length: count }, (_, at) => {
    const first = random.pick(FIRST_PARTS);
    const trade = random.pick(TRADES);
    const company = `${first} ${trade} ${random.pick(ENDINGS)}`.trim();
    const custno = customerNumber(company, taken);
    taken.add(custno);
    const slug = `${first}${trade}`.toLowerCase().replace(/[^a-z]/g, '');
    let domain = `${slug}.${random.pick(MAIL_ROOTS)}`;
    if (domains.has(domain)) domain = `${slug}-${custno.toLowerCase()}.example.com`;
    domains.add(domain);
    const country = at > 5 && random.chance(0.05) ? random.pick(['CA', 'GB'] as const) : 'US';
    const [city, state, zip] = random.pick(CITIES);
    const contact = createPerson(random, domain);
    const others = random.chance(0.4) ? [createPerson(random, domain)] : [];
    const cards = Array.from({ length: random.chance(0.25) ? 2 : 1 }, () => createCard(random, today));
    return {
      custno,
      company,
      domain,
      contact: random.chance(0.3) ? { name: contact.name, email: `accounts@${domain}` } : contact,
      payers: [contact, ...others],
      cards: country === 'US' ? cards : cards.map((card) => ({ ...card, country })),
      phone: `${random.whole(201, 989)}-555-01${random.text(2, DIGITS)}`,
      address1: `${random.whole(10, 9800)} ${random.pick(STREETS)} ${random.pick(['St', 'Ave', 'Rd'])}`,
      city: country === 'US' ? city : country === 'CA' ? 'Kingston' : 'Northampton',
      state: country === 'US' ? state : country === 'CA' ? 'ON' : '',
      zip: country === 'US' ? `${zip}${random.text(2, DIGITS)}` : country === 'CA' ? 'K7L 0A0' : 'NN1 0AA',
      country,
      currency: currency(country === 'US' ? 'USD' : country === 'CA' ? 'CAD' : 'GBP'),
      terms: random.weighted(TERMS),
      salesmn: random.pick(SALESPEOPLE)[0],
      terr: random.pick(['NE', 'SE', 'MW', 'W']),
      code: random.pick(['A', 'B', 'C']),
      type: random.pick(TYPES),
      creditHold: at % 131 === 57,
      limitMinor: random.whole(5, 80) * 50_000,
      entered: addDays(today, -random.whole(200, 4200)),
      usesPurchaseOrders: random.chance(0.7),
      knownAtGateway: random.chance(0.6),
    };
  });
}
