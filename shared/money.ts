/**
 * Money: an integer count of a currency's minor units. 12.50 USD is 1250, 500 JPY is 500, 1.234 KWD is 1234.
 * Exponents are ISO 4217's; the lists of currencies that have none or three are also Stripe's
 * (docs.stripe.com/currencies). Nothing here, and nothing that uses it, holds an amount in a float with a fraction.
 */
import * as z from 'zod';

const ZERO_DECIMAL = 'BIF CLP DJF GNF ISK JPY KMF KRW MGA PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
const THREE_DECIMAL = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
const UNUSUAL_EXPONENTS: ReadonlyMap<string, 0 | 3> = new Map([
  ...ZERO_DECIMAL.map((code) => [code, 0] as const),
  ...THREE_DECIMAL.map((code) => [code, 3] as const),
]);

/** ISO 4217 alphabetic code, upper case. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'a currency is three capital letters, as USD')
  .brand<'Currency'>();
export type Currency = z.infer<typeof Currency>;

/** Whole minor units; negative where the domain says so. */
export const Minor = z.number().refine(Number.isSafeInteger, 'an amount is a whole number of minor units');
export type Minor = number;

export class MoneyError extends Error {
  readonly code = 'MONEY';
}

/** Takes 'usd', ' USD ' or 'USD'. Throws MoneyError for anything that is not three letters. */
export function currency(code: string): Currency {
  const parsed = Currency.safeParse(code.trim().toUpperCase());
  if (!parsed.success) throw new MoneyError(`"${code}" is not a currency code such as USD.`);
  return parsed.data;
}

/** How many decimals the currency's amounts are written with: 0, 2 or 3. */
export function exponentOf(code: Currency): 0 | 2 | 3 {
  return UNUSUAL_EXPONENTS.get(code) ?? 2;
}

const DECIMAL = /^([+-]?)(\d{1,15})(?:\.(\d{0,12}))?$/;

/**
 * A plain decimal string ("1234.5", "-0.01", no grouping) to minor units.
 * Throws MoneyError when it is not a number, or has more decimals than the currency unless those are zeros
 * (ledgers store 12.500 in a numeric(12,3); that is 12.50, while 12.505 USD is an error, never rounded).
 */
export function parseMinor(text: string, code: Currency): Minor {
  const match = DECIMAL.exec(text.trim());
  if (!match) throw new MoneyError(`"${text}" is not an amount such as 1234.56.`);
  const exponent = exponentOf(code);
  const fraction = match[3] ?? '';
  const beyond = fraction.slice(exponent);
  if (/[1-9]/.test(beyond)) {
    throw new MoneyError(`"${text}" has more decimals than ${code} has (${exponent}).`);
  }
  const digits = `${match[2]}${fraction.slice(0, exponent).padEnd(exponent, '0')}`;
  const minor = Number(digits);
  if (!Number.isSafeInteger(minor)) throw new MoneyError(`"${text}" is too large an amount.`);
  return match[1] === '-' && minor !== 0 ? -minor : minor;
}

/** What follows the whole units: ".00" to ".99", and ".000" to ".999". */
const HUNDREDTHS = fractions(2);
const THOUSANDTHS = fractions(3);

function fractions(digits: number): string[] {
  return Array.from({ length: 10 ** digits }, (_, it) => `.${String(it).padStart(digits, '0')}`);
}

/** Minor units to a plain decimal string: 1250 USD is "12.50", -5 USD is "-0.05", 500 JPY is "500". */
export function formatMinor(minor: Minor, code: Currency): string {
  assertMinor(minor);
  const exponent = exponentOf(code);
  if (exponent === 0) return String(minor);
  const fractionOf = exponent === 2 ? HUNDREDTHS : THOUSANDTHS;
  const size = Math.abs(minor);
  const rest = size % fractionOf.length;
  const text = String((size - rest) / fractionOf.length) + (fractionOf[rest] as string);
  return minor < 0 ? `-${text}` : text;
}

export function assertMinor(minor: number): asserts minor is Minor {
  if (!Number.isSafeInteger(minor)) throw new MoneyError(`${minor} is not a whole number of minor units.`);
}

/** Sum of minor units; throws MoneyError instead of losing precision. */
export function sumMinor(amounts: Iterable<Minor>): Minor {
  let total = 0;
  for (const amount of amounts) {
    assertMinor(amount);
    total += amount;
    assertMinor(total);
  }
  return total;
}

/**
 * Splits `total` in proportion to `weights` (whole, not all zero), to the last minor unit: the parts always add up
 * to `total`, and no part is off by more than one unit. Leftover units go to the largest remainders, first come first.
 */
export function splitMinor(total: Minor, weights: readonly number[]): Minor[] {
  assertMinor(total);
  const scale = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (scale <= 0n || weights.some((weight) => weight < 0)) {
    throw new MoneyError('A split needs weights of zero or more, and one above zero.');
  }
  const sign = total < 0 ? -1 : 1;
  const whole = BigInt(Math.abs(total));
  const parts = weights.map((weight) => (whole * BigInt(weight)) / scale);
  const order = weights
    .map((weight, at) => ({ at, remainder: (whole * BigInt(weight)) % scale }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1));
  const left = Number(whole - parts.reduce((sum, part) => sum + part, 0n));
  for (const { at } of order.slice(0, left)) parts[at] = (parts[at] ?? 0n) + 1n;
  return parts.map((part) => sign * Number(part) || 0);
}

/**
 * Converts at a rate written as a decimal string ("1.08431"): minor units of `from` to minor units of `to`, half away
 * from zero, in integer arithmetic.
 */
export function convertMinor(minor: Minor, from: Currency, to: Currency, rate: string): Minor {
  assertMinor(minor);
  const match = /^(\d{1,12})(?:\.(\d{1,18}))?$/.exec(rate);
  if (!match) throw new MoneyError(`"${rate}" is not an exchange rate such as 1.0843.`);
  const decimals = match[2]?.length ?? 0;
  const factor = BigInt(`${match[1]}${match[2] ?? ''}`);
  const numerator = BigInt(Math.abs(minor)) * factor * 10n ** BigInt(exponentOf(to));
  const denominator = 10n ** BigInt(decimals + exponentOf(from));
  const rounded = Number((numerator * 2n + denominator) / (denominator * 2n));
  assertMinor(rounded);
  return minor < 0 && rounded !== 0 ? -rounded : rounded;
}
