/**
 * Which gateway customer is which ledger customer. Evidence is counted, not felt: what the firm decided, a stated number, receipts that
 * were posted, an address that nobody else has. Two that are equally likely are left open for a person.
 */
import type { GatewayCustomer, LedgerCustomer } from '../../shared/customers.ts';
import { comparable } from './differences.ts';

export interface Known {
  /** What a person said about it: a number, or that it is nobody of the ledger. */
  readonly linked?: string | null;
  /** Receipts of its payments by customer number. */
  readonly posted?: ReadonlyMap<string, number>;
}

export interface CustomerPair {
  readonly gateway: GatewayCustomer;
  /** Null: nobody of the ledger, or not known. */
  readonly ledger: LedgerCustomer | null;
  /** decided: by a person. sure: evidence that leaves no other. likely: for a person to confirm. open: several, or nobody. */
  readonly certainty: 'decided' | 'sure' | 'likely' | 'open';
  /** Sentences, strongest first. */
  readonly evidence: readonly string[];
}

interface Weighed {
  readonly customer: LedgerCustomer;
  readonly weight: number;
  readonly reasons: readonly string[];
}

const SURE = 8;
const LIKELY = 4;
/** How far the best must be ahead of the next. */
const AHEAD = 3;

export function pairCustomers(
  gateway: readonly GatewayCustomer[],
  ledger: readonly LedgerCustomer[],
  known: (customer: GatewayCustomer) => Known,
): CustomerPair[] {
  const byNumber = new Map(ledger.map((it) => [it.customerNo.toLowerCase(), it]));
  const indexes = {
    email: indexBy(ledger, (it) => comparable('email', it.values.email ?? '')),
    phone: indexBy(ledger, (it) => longEnough(comparable('phone', it.values.phone ?? ''), 7)),
    name: indexBy(ledger, (it) => nameOf(it.values.name ?? '')),
    domain: indexBy(ledger, (it) => domainOf(it.values.email ?? '')),
  };
  const find = (index: keyof typeof indexes, key: string): readonly LedgerCustomer[] =>
    key === '' ? [] : (indexes[index].get(key) ?? []);

  return gateway.map((customer): CustomerPair => {
    const facts = known(customer);
    if (facts.linked !== undefined) {
      const ledgerCustomer =
        facts.linked === null ? null : (byNumber.get(facts.linked.toLowerCase()) ?? null);
      return {
        gateway: customer,
        ledger: ledgerCustomer,
        certainty: 'decided',
        evidence: ['You linked them.'],
      };
    }
    const weights = new Map<LedgerCustomer, { weight: number; reasons: string[] }>();
    const add = (to: LedgerCustomer | undefined, weight: number, reason: string): void => {
      if (!to) return;
      const so = weights.get(to) ?? { weight: 0, reasons: [] };
      weights.set(to, { weight: so.weight + weight, reasons: [...so.reasons, reason] });
    };
    const { values, statedCustomerNo } = customer;
    if (statedCustomerNo !== null) {
      add(
        byNumber.get(statedCustomerNo.trim().toLowerCase()),
        9,
        `The gateway names the customer number ${statedCustomerNo}.`,
      );
    }
    for (const [number, count] of facts.posted ?? []) {
      add(
        byNumber.get(number.toLowerCase()),
        Math.min(9, 5 + count),
        `${count} ${count === 1 ? 'payment of theirs was' : 'payments of theirs were'} posted to ${number}.`,
      );
    }
    const email = comparable('email', values.email ?? '');
    for (const it of find('email', email)) {
      const alone = find('email', email).length === 1;
      add(
        it,
        alone ? 6 : 3,
        alone ? `The same email address, ${email}.` : `The email address ${email} is that of several.`,
      );
    }
    for (const it of find('phone', longEnough(comparable('phone', values.phone ?? ''), 7))) {
      add(it, 3, `The same phone number, ${values.phone}.`);
    }
    const named = find('name', nameOf(values.name ?? ''));
    for (const it of named) {
      add(
        it,
        named.length === 1 ? 4 : 2,
        named.length === 1
          ? `The same name, ${it.values.name}.`
          : `The name ${it.values.name} is that of several.`,
      );
    }
    const domain = domainOf(values.email ?? '');
    if (find('email', email).length === 0 && find('domain', domain).length === 1) {
      add(find('domain', domain)[0], 2, `Nobody else has an address at ${domain}.`);
    }
    return judged(
      customer,
      [...weights].map(([it, so]) => ({ customer: it, ...so })),
    );
  });
}

function judged(gateway: GatewayCustomer, weighed: Weighed[]): CustomerPair {
  const [best, next] = weighed.sort((a, b) => b.weight - a.weight || compare(a.customer, b.customer));
  if (!best || best.weight < LIKELY)
    return { gateway, ledger: null, certainty: 'open', evidence: best?.reasons ?? [] };
  if (next && best.weight - next.weight < AHEAD) {
    return {
      gateway,
      ledger: null,
      certainty: 'open',
      evidence: [
        `It may be ${best.customer.customerNo} or ${next.customer.customerNo}.`,
        ...best.reasons,
        ...next.reasons,
      ],
    };
  }
  const certainty = best.weight >= SURE ? 'sure' : 'likely';
  return { gateway, ledger: best.customer, certainty, evidence: best.reasons };
}

const compare = (a: LedgerCustomer, b: LedgerCustomer): number => (a.customerNo < b.customerNo ? -1 : 1);

const longEnough = (text: string, length: number): string => (text.length >= length ? text : '');

const LEGAL = new Set([
  'inc',
  'llc',
  'ltd',
  'limited',
  'co',
  'corp',
  'corporation',
  'company',
  'plc',
  'lp',
  'the',
]);

function nameOf(name: string): string {
  return comparable('name', name)
    .split(' ')
    .filter((word) => !LEGAL.has(word))
    .join(' ');
}

/** Addresses at these say nothing about who somebody works for. */
const PUBLIC = new Set([
  'gmail.com',
  'outlook.com',
  'hotmail.com',
  'yahoo.com',
  'icloud.com',
  'aol.com',
  'live.com',
]);

function domainOf(email: string): string {
  const domain = email.trim().toLowerCase().split('@')[1] ?? '';
  return PUBLIC.has(domain) ? '' : domain;
}

function indexBy(
  customers: readonly LedgerCustomer[],
  keyOf: (customer: LedgerCustomer) => string,
): ReadonlyMap<string, readonly LedgerCustomer[]> {
  const index = new Map<string, LedgerCustomer[]>();
  for (const customer of customers) {
    const key = keyOf(customer);
    if (key === '') continue;
    const there = index.get(key);
    if (there) there.push(customer);
    else index.set(key, [customer]);
  }
  return index;
}
