/** The made-up company of the benchmark: customers, invoices, credits, in US or UK style. All names are invented. */
import type { Random } from './random.ts';

export type Style = 'us' | 'uk';
export type Party = {
  readonly no: string;
  readonly name: string;
  readonly email: string | null;
  readonly domain: string;
  readonly person: string;
  readonly invoices: Bill[];
  readonly credits: Bill[];
};
export type Bill = {
  readonly kind: 'invoice' | 'credit' | 'on_account';
  readonly number: string;
  readonly party: Party;
  readonly po: string;
  readonly order: string;
  readonly day: number;
  readonly currency: string;
  /** Minor units; below zero for credits. */
  readonly original: number;
  balance: number;
  /** Some payment of the set is about it. */
  used: boolean;
};
export type Ledger = { readonly style: Style; readonly parties: Party[]; readonly bills: Bill[] };

const FIRST =
  'Ada Ben Cora Dean Elsie Finn Greta Hugo Iris Jonas Kira Liam Mona Nils Opal Pete Rhea Sven Tara Ugo Vera Wes Yara Zeno'.split(
    ' ',
  );
const LAST =
  'Abbot Birch Calder Dunmore Ellery Farrow Gantry Holloway Ibsen Jarrow Kestrel Lomax Marlow Norwood Osgood Pemberly Quill Ravens Stanhope Thorne Upton Vickers Wexley Yarrow'.split(
    ' ',
  );
const THING =
  'Anchor Beacon Cedar Delta Ember Falcon Granite Harbor Island Juniper Keystone Lantern Meridian Northgate Orchard Pinnacle Quarry Riverside Summit Timber Union Valley Willow Zenith Copper Silver Crimson Maple Bluebird Ironwood'.split(
    ' ',
  );
const TRADE =
  'Supply Foods Logistics Bakery Motors Textiles Printing Dental Flooring Plumbing Gardens Media Optics Ceramics Tools Packaging Freight Roofing Dairy Energy Marine Glass Paper Security'.split(
    ' ',
  );
const US_FORM = ['Inc', 'LLC', 'Corp', 'Co', 'Inc.', ''];
const UK_FORM = ['Ltd', 'Limited', 'PLC', 'LLP', '& Sons Ltd', ''];
const PRICES = [4_900, 9_900, 12_000, 19_900, 25_000, 49_900, 100_000];
const FREE_MAIL = ['gmail.com', 'outlook.com', 'yahoo.com', 'icloud.com'];
export const DAY_ZERO = Date.UTC(2024, 0, 1) / 86_400_000;

type Numbering = (sequence: number) => string;
const NUMBERINGS: Record<string, Numbering> = {
  plain: (n) => String(10_000 + n),
  padded: (n) => String(n + 400).padStart(8, '0'),
  inv: (n) => `INV-${String(10_000 + n).padStart(6, '0')}`,
  si: (n) => `SI${50_000 + n}`,
  year: (n) => `2024-${String(n + 1).padStart(6, '0')}`,
};

/** `invoices` of them open or closed, and some credits. */
export function makeLedger(random: Random, style: Style, invoices: number, closedShare: number): Ledger {
  const numbering = NUMBERINGS[random.pick(Object.keys(NUMBERINGS))] as Numbering;
  const orders = random.pick<Numbering>([
    (n) => `SO-${80_000 + n}`,
    (n) => String(600_000 + n),
    (n) => `W${70_000 + n}`,
  ]);
  const parties = Array.from({ length: Math.max(4, Math.ceil(invoices / 7)) }, (_, i) =>
    makeParty(random, style, i),
  );
  const home = style === 'us' ? 'USD' : 'GBP';
  const bills: Bill[] = [];
  for (let n = 0; n < invoices; n++) {
    const party = random.chance(0.3)
      ? (parties[Math.floor(random.next() ** 3 * parties.length)] as Party)
      : random.pick(parties);
    const amount = random.chance(0.12)
      ? random.pick(PRICES)
      : Math.floor(Math.exp(6.5 + random.next() * 5.5)) + random.int(0, 99);
    const currency = random.chance(0.03) ? 'EUR' : home;
    const closed = random.chance(closedShare);
    const bill: Bill = {
      kind: 'invoice',
      number: numbering(n),
      party,
      po: random.chance(0.5) ? poNumber(random) : '',
      order: random.chance(0.6) ? orders(n * 2 + random.int(0, 1)) : '',
      day: DAY_ZERO + Math.floor((n / invoices) * 180) + random.int(0, 3),
      currency,
      original: amount,
      balance: closed ? 0 : amount,
      used: false,
    };
    bills.push(bill);
    party.invoices.push(bill);
  }
  const credits = Math.floor(invoices * 0.03);
  for (let n = 0; n < credits; n++) {
    const party = random.pick(parties);
    const amount = -random.int(500, 20_000);
    const kind = random.chance(0.8) ? 'credit' : 'on_account';
    const bill: Bill = {
      kind,
      number: `${kind === 'credit' ? 'CN' : 'OA'}-${3_000 + n}`,
      party,
      po: '',
      order: '',
      day: DAY_ZERO + random.int(0, 180),
      currency: home,
      original: amount,
      balance: amount,
      used: false,
    };
    bills.push(bill);
    party.credits.push(bill);
  }
  return { style, parties, bills };
}

function makeParty(random: Random, style: Style, at: number): Party {
  const person = `${random.pick(FIRST)} ${random.pick(LAST)}`;
  const company = random.chance(0.8);
  const form = random.pick(style === 'us' ? US_FORM : UK_FORM);
  const owner = random.chance(0.4) ? `${random.pick(LAST)} ` : '';
  const name = company ? `${owner}${random.pick(THING)} ${random.pick(TRADE)} ${form}`.trim() : person;
  const own = name
    .toLowerCase()
    .replace(/[^a-z]+/g, '')
    .slice(0, 18);
  const domain =
    company && random.chance(0.85)
      ? `${own}${at}.${style === 'us' ? 'com' : 'co.uk'}`
      : random.pick(FREE_MAIL);
  const box = FREE_MAIL.includes(domain)
    ? `${person.toLowerCase().replace(' ', '.')}${at}`
    : random.pick(['ap', 'accounts', 'billing', 'finance']);
  const email = random.chance(0.85) ? `${box}@${domain}` : null;
  return {
    no: `C${String(1_000 + at).padStart(5, '0')}`,
    name,
    email,
    domain,
    person,
    invoices: [],
    credits: [],
  };
}

function poNumber(random: Random): string {
  return random.pick([
    () => `45${random.int(10_000_000, 99_999_999)}`,
    () => `PO-${random.int(1_000, 99_999)}`,
    () => `${random.pick(['JB', 'KM', 'TS'])}/${random.int(100, 9_999)}`,
    () => String(random.int(20_000, 999_999)),
  ])();
}
