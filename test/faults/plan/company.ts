/** A small company of a run: a few customers with tens of invoices and credits, some in part paid, some in another currency. */
import type { Chance } from '../chance.ts';

export const TODAY = '2026-03-10';
export const BASE_CURRENCY = 'USD';

export interface PlannedCustomer {
  readonly custno: string;
  readonly company: string;
  readonly currency: string;
}

/** Amounts in minor units with the item's sign: a credit's are below zero. */
export interface PlannedItem {
  readonly kind: 'invoice' | 'credit';
  readonly number: string;
  readonly custno: string;
  readonly date: string;
  readonly currency: string;
  /** US dollars per unit, six decimals as the column has them. */
  readonly exchangeRate: string;
  readonly totalMinor: number;
  readonly paidMinor: number;
  readonly discount: { readonly until: string; readonly amountMinor: number } | null;
}

export interface PlannedCompany {
  readonly customers: readonly PlannedCustomer[];
  readonly items: readonly PlannedItem[];
}

const NAMES = [
  'Acme Tools',
  'Birch & Sons',
  'Cobalt Marine',
  'Delta Lifts',
  'Evergreen Foods',
  "O'Hara Glass",
];

export function planCompany(chance: Chance): PlannedCompany {
  const withForeign = chance.rolls(0.4);
  const customers = NAMES.slice(0, chance.between(3, NAMES.length)).map((company, at) => ({
    custno: `C${String(at + 1).padStart(3, '0')}`,
    company,
    currency: withForeign && at === 1 ? 'CAD' : BASE_CURRENCY,
  }));
  let next = chance.between(10, 900) * 10;
  const items = customers.flatMap((customer) => {
    const invoices = Array.from({ length: chance.between(4, 7) }, () => {
      next += 1;
      return planItem(chance, customer, 'invoice', next);
    });
    const credits = Array.from({ length: chance.between(0, 2) }, () => {
      next += 1;
      return planItem(chance, customer, 'credit', next);
    });
    return [...invoices, ...credits];
  });
  return { customers, items };
}

function planItem(
  chance: Chance,
  { custno, currency }: PlannedCustomer,
  kind: PlannedItem['kind'],
  number: number,
): PlannedItem {
  const sign = kind === 'invoice' ? 1 : -1;
  const total = chance.between(1_000, kind === 'invoice' ? 90_000 : 9_000);
  const paid = chance.rolls(0.2) ? chance.between(1, total - 1) : 0;
  const discounted = kind === 'invoice' && paid === 0 && chance.rolls(0.3);
  return {
    kind,
    number: String(number),
    custno,
    date: `2026-02-${String(chance.between(1, 27)).padStart(2, '0')}`,
    currency,
    exchangeRate:
      currency === BASE_CURRENCY ? '1.000000' : `0.73${String(chance.between(0, 9_999)).padStart(4, '0')}`,
    totalMinor: sign * total,
    paidMinor: sign * paid,
    discount: discounted ? { until: '2026-03-20', amountMinor: Math.max(1, Math.floor(total / 50)) } : null,
  };
}

/** Half away from zero. */
export function inBase(amountMinor: number, rate: string): number {
  const [whole = '0', fraction = ''] = rate.split('.');
  const factor = BigInt(`${whole}${fraction.padEnd(6, '0')}`);
  const magnitude = (BigInt(Math.abs(amountMinor)) * factor * 2n + 1_000_000n) / 2_000_000n;
  return amountMinor < 0 ? -Number(magnitude) || 0 : Number(magnitude);
}
