/** Between the books' whole minor units and the JSON numbers of the API. */
import { type Currency, exponentOf, formatMinor, type Minor, parseMinor } from '../../../shared/money.ts';

export function asNumber(minor: Minor, currency: Currency): number {
  return Number(formatMinor(minor, currency));
}

/** Null for what is no amount of the currency. */
export function asMinor(value: unknown, currency: Currency): Minor | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const text = value.toFixed(exponentOf(currency));
  return Math.abs(Number(text) - value) < 1e-6 ? parseMinor(text, currency) : null;
}
