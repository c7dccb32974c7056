/** An API's amounts are JSON numbers; here they are whole minor units. */
import {
  type Currency,
  exponentOf,
  formatMinor,
  type Minor,
  MoneyError,
  parseMinor,
} from '../../../shared/money.ts';

/** Throws MoneyError for more decimals than the currency has. */
export function minorOf(amount: number, currency: Currency): Minor {
  const text = amount.toFixed(exponentOf(currency));
  // What arithmetic in binary fractions leaves behind is far below this; a real fraction of a cent is far above.
  if (!Number.isFinite(amount) || Math.abs(Number(text) - amount) > 1e-6) {
    throw new MoneyError(`${amount} is not an amount in ${currency}.`);
  }
  return parseMinor(text, currency);
}

export function numberOf(minor: Minor, currency: Currency): number {
  return Number(formatMinor(minor, currency));
}
