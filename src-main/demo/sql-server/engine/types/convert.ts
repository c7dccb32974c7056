/** Conversion between types. A converter never sees NULL. Assignment to a column adds its own length check: see `columnConverter`. */
import type { SqlType } from '../../session.ts';
import { sqlError, unsupported } from '../errors.ts';
import { epoch1900, roundTicks, ticksPerDay } from './calendar.ts';
import { type DateOrder, formatDate, parseDateText } from './date-text.ts';
import { fitting, formatDecimal, parseDecimal, powerOfTen, rescale } from './decimal.ts';
import { binaryOf, formatFloat, guidOf } from './formats.ts';
import { familyOf, isUnicode, lengthOf, nameOf, sameType, scaleOf, type Value } from './sql-type.ts';

export type Converter = (value: Exclude<Value, null>) => Exclude<Value, null>;
export interface ConversionOptions {
  readonly style: number | null;
  readonly dateOrder: DateOrder;
}
export const plainConversion: ConversionOptions = { style: null, dateOrder: 'mdy' };

const integerRanges: Partial<Record<SqlType['name'], readonly [bigint, bigint]>> = {
  tinyint: [0n, 255n],
  smallint: [-32768n, 32767n],
  int: [-2147483648n, 2147483647n],
  bigint: [-9223372036854775808n, 9223372036854775807n],
};

/** A whole number as the integer type's value; 8115 or 220 when it does not fit. */
export const toInteger = (value: bigint, to: SqlType, from: string): number | bigint => {
  if (to.name === 'bit') return value === 0n ? 0 : 1;
  const [low, high] = integerRanges[to.name] ?? [0n, 0n];
  if (value < low || value > high) {
    if (to.name === 'tinyint' || to.name === 'smallint') throw sqlError(220, to.name, value.toString());
    throw sqlError(8115, from === 'int' || from === 'bigint' ? 'expression' : from, to.name);
  }
  return to.name === 'bigint' ? value : Number(value);
};

const toIntegerType = (from: SqlType, to: SqlType): Converter => {
  const name = nameOf(from);
  switch (familyOf(from)) {
    case 'integer':
      return (v) => toInteger(BigInt(v as number | bigint), to, name);
    case 'decimal': {
      const unit = powerOfTen(scaleOf(from));
      const rounds = from.name !== 'numeric';
      if (to.name === 'bit') return (v) => (v === 0n ? 0 : 1);
      return (v) => toInteger(rounds ? rescale(v as bigint, 4, 0) : (v as bigint) / unit, to, name);
    }
    case 'float':
      if (to.name === 'bit') return (v) => (v === 0 ? 0 : 1);
      return (v) => {
        if (Math.abs(v as number) >= 2 ** 63) throw sqlError(8115, 'expression', to.name);
        return toInteger(BigInt(Math.trunc(v as number)), to, name);
      };
    case 'date':
      return (v) => toInteger(rescale((((v as bigint) - epoch1900) * 10n) / ticksPerDay, 1, 0), to, name);
    case 'text':
      return (v) => textToInteger(v as string, to, name);
    case 'binary':
      return (v) => {
        const hex = Buffer.from(v as Uint8Array)
          .toString('hex')
          .slice(-16);
        const bits = to.name === 'bigint' ? 64 : to.name === 'int' ? 32 : to.name === 'smallint' ? 16 : 8;
        const whole = BigInt.asIntN(to.name === 'tinyint' ? 64 : bits, BigInt(`0x${hex === '' ? '0' : hex}`));
        return toInteger(to.name === 'tinyint' ? whole & 255n : whole, to, name);
      };
    default:
      throw sqlError(206, name, nameOf(to));
  }
};

const textToInteger = (text: string, to: SqlType, from: string): number | bigint => {
  const trimmed = text.trim();
  if (to.name === 'bit' && /^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === 'true' ? 1 : 0;
  if (!/^[+-]? *\d*$/.test(trimmed) || /^[+-]$/.test(trimmed)) {
    if (to.name === 'bigint') throw sqlError(8114, from, 'bigint');
    throw sqlError(245, from, text, nameOf(to));
  }
  const value = trimmed === '' ? 0n : BigInt(trimmed.replace(/[+ ]/g, ''));
  if (to.name === 'bit') return value === 0n ? 0 : 1;
  const [low, high] = integerRanges[to.name] ?? [0n, 0n];
  if (value < low || value > high) {
    if (to.name === 'int') throw sqlError(248, from, text);
    if (to.name === 'bigint') throw sqlError(8115, 'expression', 'bigint');
    throw sqlError(244, from, text, to.name === 'tinyint' ? 'INT1' : 'INT2');
  }
  return to.name === 'bigint' ? value : Number(value);
};

const toDecimalType = (from: SqlType, to: SqlType): Converter => {
  const [name, scale] = [nameOf(from), scaleOf(to)];
  switch (familyOf(from)) {
    case 'integer':
      return (v) => fitting(BigInt(v as number | bigint) * powerOfTen(scale), to, name);
    case 'decimal':
      return (v) => fitting(rescale(v as bigint, scaleOf(from), scale), to, name);
    case 'float':
      return (v) => fitting(floatToScaled(v as number, scale), to, name);
    case 'text':
      return (v) => {
        const isMoney = to.name !== 'numeric';
        const raw = v as string;
        const text = isMoney ? raw.replace(/[$£€,]/g, '') : raw;
        if (isMoney && text.trim() === '') return 0n;
        const parsed = parseDecimal(text);
        if (parsed === null) throw sqlError(8114, name, nameOf(to));
        return fitting(rescale(parsed.value, parsed.scale, scale), to, name);
      };
    case 'date':
      return (v) =>
        fitting(rescale((((v as bigint) - epoch1900) * powerOfTen(12)) / ticksPerDay, 12, scale), to, name);
    default:
      throw sqlError(206, name, nameOf(to));
  }
};

/** The float's decimal expansion to 17 significant digits, rounded to the scale. */
export const floatToScaled = (value: number, scale: number): bigint => {
  if (!Number.isFinite(value)) throw sqlError(8115, 'float', 'numeric');
  const [mantissa = '0', exponent = '0'] = value.toExponential(16).split('e');
  const digits = BigInt(mantissa.replace('.', ''));
  const shift = Number(exponent) - 16;
  return shift >= 0 ? digits * powerOfTen(shift + scale) : rescale(digits, -shift, scale);
};

const toFloatType = (from: SqlType, to: SqlType): Converter => {
  const narrow = (n: number): number => (to.name === 'real' ? Math.fround(n) : n);
  switch (familyOf(from)) {
    case 'integer':
      return (v) => narrow(Number(v));
    case 'float':
      return (v) => narrow(v as number);
    case 'decimal':
      return (v) => narrow(Number(formatDecimal(v as bigint, scaleOf(from))));
    case 'date':
      return (v) => narrow(Number((v as bigint) - epoch1900) / Number(ticksPerDay));
    case 'text':
      return (v) => {
        const text = (v as string).trim();
        if (!/^$|^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
          throw sqlError(8114, nameOf(from), to.name);
        return narrow(Number(text));
      };
    default:
      throw sqlError(206, nameOf(from), nameOf(to));
  }
};

const toDateType = (from: SqlType, to: SqlType, options: ConversionOptions): Converter => {
  const name = nameOf(from);
  const oldType = to.name === 'datetime' || to.name === 'smalldatetime';
  switch (familyOf(from)) {
    case 'date':
      return (v) => roundTicks(v as bigint, to, name);
    case 'text': {
      const order: DateOrder = options.style === 103 || options.style === 3 ? 'dmy' : options.dateOrder;
      return (v) => parseDateText(v as string, to, options.style === 101 ? 'mdy' : order, name);
    }
    case 'integer':
    case 'decimal':
    case 'float': {
      if (!oldType) throw sqlError(206, name, to.name);
      const exact = toDecimalType(from, { name: 'numeric', precision: 38, scale: 12 });
      return (v) => roundTicks(epoch1900 + ((exact(v) as bigint) * ticksPerDay) / powerOfTen(12), to, name);
    }
    default:
      throw sqlError(206, name, to.name);
  }
};

const toTextType = (from: SqlType, to: SqlType, options: ConversionOptions): Converter => {
  const length = lengthOf(to);
  const fixed = to.name === 'char' || to.name === 'nchar';
  const shape = (text: string): string => {
    const cut = text.length > length ? text.slice(0, length) : text;
    return fixed ? cut.padEnd(length) : cut;
  };
  const whole = (text: string): string => {
    if (text.length <= length) return shape(text);
    if (familyOf(from) === 'integer' && !isUnicode(to)) return shape('*');
    throw sqlError(8115, familyOf(from) === 'integer' ? 'expression' : nameOf(from), to.name);
  };
  switch (familyOf(from)) {
    case 'text':
      return (v) => shape(v as string);
    case 'integer':
      return (v) => whole(String(v));
    case 'decimal': {
      if (from.name === 'numeric') return (v) => whole(formatDecimal(v as bigint, scaleOf(from)));
      if (options.style === 1) {
        return (v) =>
          whole(formatDecimal(rescale(v as bigint, 4, 2), 2).replace(/\B(?=(\d{3})+(?!\d))/g, ','));
      }
      const digits = options.style === 2 ? 4 : 2;
      return (v) => whole(formatDecimal(rescale(v as bigint, 4, digits), digits));
    }
    case 'float':
      return (v) => whole(formatFloat(v as number, options.style ?? 0));
    case 'date':
      return (v) => shape(formatDate(v as bigint, from, options.style));
    case 'guid':
      return (v) => {
        if (length < 36) throw sqlError(8115, 'uniqueidentifier', to.name);
        return shape(v as string);
      };
    default: {
      const hex = options.style === 1 || options.style === 2;
      const encoding = isUnicode(to) ? 'utf16le' : 'latin1';
      return (v) => {
        const bytes = Buffer.from(v as Uint8Array);
        if (!hex) return shape(bytes.toString(encoding));
        return shape(`${options.style === 1 ? '0x' : ''}${bytes.toString('hex').toUpperCase()}`);
      };
    }
  }
};

/** From any type to any other; 206 or 529 when SQL Server has no such conversion. */
export const converter = (
  from: SqlType,
  to: SqlType,
  options: ConversionOptions = plainConversion,
): Converter => {
  if (sameType(from, to) && to.name !== 'char' && to.name !== 'nchar') return (v) => v;
  if (options.style !== null && familyOf(from) === 'text' && familyOf(to) === 'date') {
    if (![0, 1, 3, 20, 21, 23, 25, 100, 101, 103, 112, 120, 121, 126].includes(options.style)) {
      throw unsupported(`style ${options.style} of CONVERT to a date`);
    }
  }
  switch (familyOf(to)) {
    case 'integer':
      return toIntegerType(from, to);
    case 'decimal':
      return toDecimalType(from, to);
    case 'float':
      return toFloatType(from, to);
    case 'date':
      return toDateType(from, to, options);
    case 'text':
      return toTextType(from, to, options);
    case 'guid':
      if (familyOf(from) === 'text' || familyOf(from) === 'binary')
        return (v) => guidOf(v as string | Uint8Array);
      throw sqlError(206, nameOf(from), nameOf(to));
    default:
      return binaryOf(from, to, options.style);
  }
};
