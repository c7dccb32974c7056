/** Amounts, dates and counts as the user's region writes them. Amounts never pass through a float. */
import type { AccountingDate, Instant } from '../../shared/model.ts';
import { type Currency, exponentOf, formatMinor, type Minor } from '../../shared/money.ts';

const locale = navigator.language;
const formats = new Map<string, Intl.NumberFormat>();

function currencyFormat(currency: Currency): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const digits = exponentOf(currency);
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(currency, made);
  return made;
}

/** $1,234.50, from minor units; Intl takes the decimal string as it is. */
export function amount(minor: Minor, currency: Currency): string {
  return currencyFormat(currency).format(formatMinor(minor, currency) as Intl.StringNumericLiteral);
}

const dateFormat = new Intl.DateTimeFormat(locale, {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  timeZone: 'UTC',
});
const shortFormat = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** 3 Mar 2026; an accounting date has no time and no zone. */
export function day(date: AccountingDate): string {
  return dateFormat.format(new Date(`${date}T00:00:00Z`));
}

/** 3 Mar */
export function shortDay(date: AccountingDate): string {
  return shortFormat.format(new Date(`${date}T00:00:00Z`));
}

/** 3 Mar 2026, 14:05 in the company's zone. */
export function moment(instant: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(instant),
  );
}

/** 14:05 in the company's zone. */
export function time(instant: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).format(new Date(instant));
}

export function count(number: number): string {
  return new Intl.NumberFormat(locale).format(number);
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
  csv: 'CSV file',
};

export function gatewayTitle(name: string): string {
  return GATEWAYS[name] ?? name;
}
