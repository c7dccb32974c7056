/**
 * Facts about SQL Server's types: names, precedence, sizes. A value inside the engine is
 * bit, tinyint, smallint, int, real, float: number; bigint: bigint; numeric, money: bigint scaled by the type's scale;
 * every date type: bigint, 100 ns ticks since 0001-01-01; text and uniqueidentifier: string; binary: Uint8Array.
 */
import type { SqlType } from '../../session.ts';

export type Value = null | number | bigint | string | Uint8Array;
export type TypeName = SqlType['name'];
export type TypeFamily = 'integer' | 'decimal' | 'float' | 'date' | 'text' | 'binary' | 'guid';

export const intType: SqlType = { name: 'int' };
export const bigintType: SqlType = { name: 'bigint' };
export const bitType: SqlType = { name: 'bit' };
export const floatType: SqlType = { name: 'float' };
export const moneyType: SqlType = { name: 'money' };
export const datetimeType: SqlType = { name: 'datetime' };
export const dateType: SqlType = { name: 'date' };
export const sysname: SqlType = { name: 'nvarchar', length: 128 };
export const varchar = (length: number | 'max'): SqlType => ({ name: 'varchar', length });
export const nvarchar = (length: number | 'max'): SqlType => ({ name: 'nvarchar', length });
export const numeric = (precision: number, scale: number): SqlType => ({ name: 'numeric', precision, scale });

const families: Record<TypeName, TypeFamily> = {
  bit: 'integer',
  tinyint: 'integer',
  smallint: 'integer',
  int: 'integer',
  bigint: 'integer',
  real: 'float',
  float: 'float',
  money: 'decimal',
  smallmoney: 'decimal',
  numeric: 'decimal',
  datetime: 'date',
  smalldatetime: 'date',
  date: 'date',
  datetime2: 'date',
  uniqueidentifier: 'guid',
  char: 'text',
  varchar: 'text',
  nchar: 'text',
  nvarchar: 'text',
  text: 'text',
  ntext: 'text',
  binary: 'binary',
  varbinary: 'binary',
  image: 'binary',
};
export const familyOf = (type: SqlType): TypeFamily => families[type.name];
export const isText = (type: SqlType): boolean => families[type.name] === 'text';
export const isExact = (type: SqlType): boolean => ['integer', 'decimal'].includes(families[type.name]);
export const isNumber = (type: SqlType): boolean => isExact(type) || families[type.name] === 'float';
export const isUnicode = (type: SqlType): boolean =>
  type.name === 'nchar' || type.name === 'nvarchar' || type.name === 'ntext';

/** Highest first (documentation: "Data type precedence (Transact-SQL)"). */
const precedence: readonly TypeName[] = [
  'datetime2',
  'datetime',
  'smalldatetime',
  'date',
  'float',
  'real',
  'numeric',
  'money',
  'smallmoney',
  'bigint',
  'int',
  'smallint',
  'tinyint',
  'bit',
  'ntext',
  'text',
  'image',
  'uniqueidentifier',
  'nvarchar',
  'nchar',
  'varchar',
  'char',
  'varbinary',
  'binary',
];
export const rank = (type: SqlType): number => precedence.indexOf(type.name);

const integerPrecision: Partial<Record<TypeName, number>> = {
  bit: 1,
  tinyint: 3,
  smallint: 5,
  int: 10,
  bigint: 19,
  money: 19,
  smallmoney: 10,
};
export const precisionOf = (type: SqlType): number =>
  type.name === 'numeric' ? type.precision : (integerPrecision[type.name] ?? 0);
export const scaleOf = (type: SqlType): number =>
  type.name === 'numeric' ? type.scale : type.name === 'money' || type.name === 'smallmoney' ? 4 : 0;

/** Declared length of a text or binary type; Infinity for max, text, ntext, image. */
export const lengthOf = (type: SqlType): number => {
  if ('length' in type) return type.length === 'max' ? Number.POSITIVE_INFINITY : type.length;
  return type.name === 'text' || type.name === 'ntext' || type.name === 'image'
    ? Number.POSITIVE_INFINITY
    : 0;
};

/** As error messages name it: without length. */
export const nameOf = (type: SqlType): string => type.name;

/** As DDL writes it. */
export const describeType = (type: SqlType): string => {
  if (type.name === 'numeric') return `numeric(${type.precision},${type.scale})`;
  if (type.name === 'datetime2') return `datetime2(${type.scale})`;
  return 'length' in type ? `${type.name}(${type.length})` : type.name;
};

export const sameType = (a: SqlType, b: SqlType): boolean => describeType(a) === describeType(b);

const withLength = (name: TypeName, length: number): SqlType => {
  const limit = name === 'nvarchar' || name === 'nchar' ? 4000 : 8000;
  if (!Number.isFinite(length)) return { name: name as 'varchar', length: 'max' };
  return { name: name as 'varchar', length: Math.max(1, Math.min(limit, length)) };
};

/** The one type of a CASE, COALESCE, UNION or comparison over two types. */
export const commonType = (a: SqlType, b: SqlType): SqlType => {
  if (sameType(a, b)) return a;
  const [high, low] = rank(a) <= rank(b) ? [a, b] : [b, a];
  if (high.name === 'numeric' && isExact(low)) {
    const scale = Math.max(scaleOf(high), scaleOf(low));
    const whole = Math.max(precisionOf(high) - scaleOf(high), precisionOf(low) - scaleOf(low));
    const kept = whole + scale > 38 ? Math.max(0, 38 - whole) : scale;
    return numeric(Math.min(38, whole + kept), kept);
  }
  if (high.name === 'datetime2' && low.name === 'datetime2') {
    return { name: 'datetime2', scale: Math.max(high.scale, low.scale) };
  }
  if ('length' in high && 'length' in low) {
    const length = Math.max(lengthOf(high), lengthOf(low));
    const bothFixed = high.name === low.name;
    if (isText(high) && isText(low)) {
      const name = isUnicode(high) ? (bothFixed ? high.name : 'nvarchar') : bothFixed ? high.name : 'varchar';
      return withLength(name, length);
    }
    if (!isText(high) && !isText(low)) return withLength(bothFixed ? high.name : 'varbinary', length);
  }
  return high;
};

/** The type of `a + b` for two texts or two binaries. */
export const concatenationType = (a: SqlType, b: SqlType): SqlType => {
  const length = lengthOf(a) + lengthOf(b);
  if (!isText(a)) return withLength('varbinary', length);
  const fixed = (t: SqlType): boolean => t.name === 'char' || t.name === 'nchar';
  if (isUnicode(a) || isUnicode(b)) return withLength(fixed(a) && fixed(b) ? 'nchar' : 'nvarchar', length);
  return withLength(fixed(a) && fixed(b) ? 'char' : 'varchar', length);
};
