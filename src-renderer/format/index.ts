/** Amounts, dates and counts as the user's region writes them. Amounts never pass through a float. */
import type { AccountingDate, Instant } from '../../shared/model.ts';
import { type Currency, exponentOf, formatMinor, type Minor } from '../../shared/money.ts';
import { onRegionChange, region } from './region.ts';

export { followRegion, region } from './region.ts';

/** One of each kind, kept until the region changes: making one costs more than a hundred uses. */
function kept<Key extends string, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const made = new Map<Key, Made>();
  onRegionChange(() => made.clear());
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}

const currencyFormat = kept((currency: Currency) => {
  const digits = exponentOf(currency);
  return new Intl.NumberFormat(region(), {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
});
const shortAmountFormat = kept(
  (currency: Currency) =>
    new Intl.NumberFormat(region(), {
      style: 'currency',
      currency,
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: 1,
    }),
);
const countFormat = kept((_kind: 'count') => new Intl.NumberFormat(region()));
const rateFormat = kept(
  (_kind: 'rate') =>
    new Intl.NumberFormat(region(), {
      style: 'percent',
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    }),
);
const dayFormat = kept(
  (kind: 'day' | 'short') =>
    new Intl.DateTimeFormat(region(), {
      ...(kind === 'day' ? { year: 'numeric' } : {}),
      month: 'short',
      day: 'numeric',
      timeZone: 'UTC',
    }),
);
const momentFormat = kept(
  (timeZone: string) =>
    new Intl.DateTimeFormat(region(), { dateStyle: 'medium', timeStyle: 'short', timeZone }),
);
const timeFormat = kept(
  (timeZone: string) => new Intl.DateTimeFormat(region(), { timeStyle: 'short', timeZone }),
);
const decimalMark = kept(
  (_kind: 'mark') =>
    new Intl.NumberFormat(region(), { minimumFractionDigits: 1 })
      .formatToParts(1.5)
      .find(({ type }) => type === 'decimal')?.value ?? '.',
);
const clockFormat = kept(
  (timeZone: string) =>
    new Intl.DateTimeFormat('en-CA', {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone,
    }),
);

/** $1,234.50, from minor units; Intl takes the decimal string as it is. */
export function amount(minor: Minor, currency: Currency): string {
  return currencyFormat(currency).format(formatMinor(minor, currency) as Intl.StringNumericLiteral);
}

/** $1.2K: rounded, for the scale of a chart and nowhere else. */
export function shortAmount(minor: Minor, currency: Currency): string {
  return shortAmountFormat(currency).format(formatMinor(minor, currency) as Intl.StringNumericLiteral);
}

/** 1234.50 or 1234,50: digits, the region's decimal mark and a plain minus, which is what a spreadsheet takes as a number. */
export function plainNumber(decimal: string): string {
  return decimal.replace('.', decimalMark('mark'));
}

/** 3 Mar 2026; an accounting date has no time and no zone. */
export function day(date: AccountingDate): string {
  return dayFormat('day').format(new Date(`${date}T00:00:00Z`));
}

/** 3 Mar */
export function shortDay(date: AccountingDate): string {
  return dayFormat('short').format(new Date(`${date}T00:00:00Z`));
}

/** 3 Mar 2026, 14:05 in the company's zone. */
export function moment(instant: Instant, timeZone: string): string {
  return momentFormat(timeZone).format(new Date(instant));
}

/** 2026-03-03 14:05 in the company's zone: a spreadsheet takes it as a date and time, whatever the region. */
export function plainMoment(instant: Instant, timeZone: string): string {
  const parts = clockFormat(timeZone).formatToParts(new Date(instant));
  const part = (wanted: Intl.DateTimeFormatPartTypes) =>
    parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** 14:05 in the company's zone. */
export function time(instant: Instant, timeZone: string): string {
  return timeFormat(timeZone).format(new Date(instant));
}

export function count(number: number): string {
  return countFormat('count').format(number);
}

/** 2.90%, from hundredths of a percent. */
export function rate(hundredths: number): string {
  return rateFormat('rate').format(hundredths / 10_000);
}

/** How sure, in words before numbers. */
export function sureness(confidence: number): string {
  if (confidence >= 0.99) return 'Almost certain';
  if (confidence >= 0.9) return 'Very likely';
  if (confidence >= 0.6) return 'Likely';
  return 'Unsure';
}

/** 99.9%, never rounded up to 100%. */
export function percent(confidence: number): string {
  const tenths = Math.min(999, Math.floor(confidence * 1000));
  return `${(tenths / 10).toFixed(tenths >= 900 ? 1 : 0)}%`;
}

const GATEWAYS: Readonly<Record<string, string>> = {
  stripe: 'Stripe',
  paytrace: 'PayTrace',
  opayo: 'Opayo',
  wooshpay: 'WooshPay',
  shopify: 'Shopify',
  csv: 'CSV file',
};

export function gatewayTitle(name: string): string {
  return GATEWAYS[name] ?? name;
}
