/** Whole-number arithmetic on values above 32 bits, where `**` and `%` are calls of a library, many times as slow. */

const TENS = Float64Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);
const TWENTY_SEVENS = Float64Array.from({ length: 12 }, (_, exponent) => 27 ** exponent);

/** Ten to a power of zero or more. */
export function tenTo(exponent: number): number {
  return exponent < TENS.length ? (TENS[exponent] as number) : 10 ** exponent;
}

/** Twenty-seven to a power of zero or more: one place of a word that is read as a number. */
export function twentySevenTo(exponent: number): number {
  return exponent < TWENTY_SEVENS.length ? (TWENTY_SEVENS[exponent] as number) : 27 ** exponent;
}

/** The last decimal digit of a whole number from zero to 10^15. */
export function lastDigit(value: number): number {
  return value - Math.floor(value / 10) * 10;
}
