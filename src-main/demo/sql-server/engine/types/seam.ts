/** Values across the seam of `session.ts`, and into and out of SQLite columns. */
import type { SqlType, SqlValue } from '../../session.ts';
import { isoDate, isoText } from './calendar.ts';
import { converter } from './convert.ts';
import { formatDecimal } from './decimal.ts';
import { familyOf, nvarchar, scaleOf, type Value } from './sql-type.ts';

/** Engine value → seam value. */
export const outward = (type: SqlType): ((value: Value) => SqlValue) => {
  switch (type.name) {
    case 'bit':
      return (v) => (v === null ? null : v !== 0);
    case 'numeric':
    case 'money':
    case 'smallmoney': {
      const scale = scaleOf(type);
      return (v) => (v === null ? null : formatDecimal(v as bigint, scale));
    }
    case 'date':
      return (v) => (v === null ? null : isoDate(v as bigint));
    case 'datetime':
      return (v) => (v === null ? null : isoText(v as bigint, 3));
    case 'smalldatetime':
      return (v) => (v === null ? null : isoText(v as bigint, 0));
    case 'datetime2': {
      const { scale } = type;
      return (v) => (v === null ? null : isoText(v as bigint, scale));
    }
    case 'char':
    case 'nchar': {
      const length = type.length === 'max' ? 0 : type.length;
      return (v) => (v === null ? null : (v as string).padEnd(length));
    }
    default:
      return (v) => v;
  }
};

/** Seam value (an RPC parameter) → engine value. Lenient in the JavaScript type, strict in the value. */
export const inward = (value: SqlValue, type: SqlType): Value => {
  if (value === null) return null;
  if (typeof value === 'boolean') return converter({ name: 'bit' }, type)(value ? 1 : 0);
  if (value instanceof Uint8Array) return converter({ name: 'varbinary', length: 'max' }, type)(value);
  const family = familyOf(type);
  if (typeof value === 'bigint') return converter({ name: 'bigint' }, type)(value);
  if (typeof value === 'number') {
    return family === 'float' || !Number.isInteger(value)
      ? converter({ name: 'float' }, type)(value)
      : converter({ name: 'bigint' }, type)(BigInt(value));
  }
  return converter(nvarchar('max'), type)(value);
};

/** Engine value → SQLite column value. Decimals beyond 18 digits are text; everything else has SQLite's own type. */
export const stored = (value: Value): Value =>
  typeof value === 'bigint' && (value > 9223372036854775807n || value < -9223372036854775808n)
    ? value.toString()
    : value;

/** SQLite column value (read with safe integers) → engine value. */
export const loaded = (type: SqlType): ((value: unknown) => Value) => {
  const family = familyOf(type);
  if (family === 'decimal' || family === 'date' || type.name === 'bigint') {
    return (v) => (v === null || typeof v === 'bigint' ? v : BigInt(v as string | number));
  }
  if (family === 'integer' || family === 'float') return (v) => (v === null ? null : Number(v));
  return (v) => v as Value;
};
