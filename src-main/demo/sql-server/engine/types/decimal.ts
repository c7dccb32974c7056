/** Exact decimal arithmetic on scaled bigints, with SQL Server's rules for precision and scale ("Precision, scale, and length"). */
import type { SqlType } from '../../session.ts';
import { sqlError } from '../errors.ts';
import { numeric, precisionOf, scaleOf } from './sql-type.ts';

const powers: bigint[] = Array.from({ length: 80 }, (_, exponent) => 10n ** BigInt(exponent));
export const powerOfTen = (exponent: number): bigint => powers[exponent] ?? 10n ** BigInt(exponent);

/** Half away from zero, as SQL Server rounds. */
export const divideRounded = (value: bigint, divisor: bigint): bigint => {
  const half = divisor / 2n;
  return value >= 0n ? (value + half) / divisor : -((-value + half) / divisor);
};

export const rescale = (value: bigint, from: number, to: number): bigint => {
  if (from === to) return value;
  return from < to ? value * powerOfTen(to - from) : divideRounded(value, powerOfTen(from - to));
};

export const formatDecimal = (value: bigint, scale: number): string => {
  if (scale === 0) return value.toString();
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

const decimalPattern = /^\s*([+-]?)(\d*)(?:\.(\d*))?\s*$/;

/** The text's exact value at its own scale, or null when it is not a decimal number. */
export const parseDecimal = (text: string): { value: bigint; scale: number } | null => {
  const match = decimalPattern.exec(text);
  if (match === null) return null;
  const [, sign, whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return null;
  const value = BigInt(`${whole}${fraction}`);
  return { value: sign === '-' ? -value : value, scale: fraction.length };
};

/** Ensures that a scaled value fits the type. `from` is the source type's name for the message. */
export const fitting = (value: bigint, type: SqlType, from: string): bigint => {
  if (type.name === 'money') {
    if (value > 9223372036854775807n || value < -9223372036854775808n) throw sqlError(8115, from, 'money');
  } else if (type.name === 'smallmoney') {
    if (value > 2147483647n || value < -2147483648n) throw sqlError(8115, from, 'smallmoney');
  } else {
    const limit = powerOfTen(precisionOf(type));
    if (value >= limit || value <= -limit) throw sqlError(8115, from, 'numeric');
  }
  return value;
};

const isMoney = (type: SqlType): boolean => type.name === 'money' || type.name === 'smallmoney';

/** Result type of `a op b` where at least one side is numeric or money. */
export const arithmeticType = (op: string, a: SqlType, b: SqlType): SqlType => {
  if (a.name !== 'numeric' && b.name !== 'numeric' && (isMoney(a) || isMoney(b))) {
    return { name: a.name === 'money' || b.name === 'money' ? 'money' : 'smallmoney' };
  }
  const [p1, s1, p2, s2] = [precisionOf(a), scaleOf(a), precisionOf(b), scaleOf(b)];
  if (op === '+' || op === '-') {
    const whole = Math.max(p1 - s1, p2 - s2);
    const scale = Math.max(s1, s2);
    const precision = whole + scale + 1;
    return precision > 38 ? numeric(38, Math.max(0, Math.min(scale, 38 - whole))) : numeric(precision, scale);
  }
  if (op === '%') {
    const scale = Math.max(s1, s2);
    return numeric(Math.min(38, Math.max(1, Math.min(p1 - s1, p2 - s2) + scale)), scale);
  }
  const scale = op === '*' ? s1 + s2 : Math.max(6, s1 + p2 + 1);
  const precision = op === '*' ? p1 + p2 + 1 : p1 - s1 + s2 + scale;
  if (precision <= 38) return numeric(precision, scale);
  const whole = precision - scale;
  return numeric(38, Math.max(38 - whole, Math.min(scale, 6)));
};

/** `a op b` for scaled values; the result has the scale of `result`. Division truncates, as SQL Server's does. */
export const decimalArithmetic = (
  op: string,
  a: SqlType,
  b: SqlType,
  result: SqlType,
): ((x: bigint, y: bigint) => bigint) => {
  const [s1, s2, s] = [scaleOf(a), scaleOf(b), scaleOf(result)];
  const from = 'expression';
  if (op === '*') return (x, y) => fitting(rescale(x * y, s1 + s2, s), result, from);
  if (op === '/') {
    const shift = s + s2 - s1;
    return (x, y) => {
      if (y === 0n) throw sqlError(8134);
      const quotient = shift >= 0 ? (x * powerOfTen(shift)) / y : x / (y * powerOfTen(-shift));
      return fitting(quotient, result, from);
    };
  }
  const common = Math.max(s1, s2);
  if (op === '%') {
    return (x, y) => {
      if (y === 0n) throw sqlError(8134);
      return rescale(rescale(x, s1, common) % rescale(y, s2, common), common, s);
    };
  }
  const sign = op === '-' ? -1n : 1n;
  return (x, y) =>
    fitting(rescale(rescale(x, s1, common) + sign * rescale(y, s2, common), common, s), result, from);
};
