/** + - * / % & | ^ ~ over SQL Server's types. */
import type { SqlType } from '../../session.ts';
import { sqlError } from '../errors.ts';
import { epoch1900, holdsTicks, roundTicks } from '../types/calendar.ts';
import { converter, toInteger } from '../types/convert.ts';
import { arithmeticType, decimalArithmetic } from '../types/decimal.ts';
import {
  bigintType,
  commonType,
  concatenationType,
  datetimeType,
  familyOf,
  intType,
  isExact,
  isText,
  nameOf,
  numeric,
  rank,
  type Value,
} from '../types/sql-type.ts';
import { coerce, commonCollation } from './coerce.ts';
import type { Environment } from './environment.ts';
import type { Typed } from './frame.ts';

const operationNames: Record<string, string> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
  '&': "'&'",
  '|': "'|'",
  '^': "'^'",
};

type Both = (x: Exclude<Value, null>, y: Exclude<Value, null>) => Value;
const lift = (left: Typed, right: Typed, type: SqlType, apply: Both): Typed => {
  const [a, b] = [left.evaluate, right.evaluate];
  return {
    type,
    nullable: true,
    collation: null,
    strength: 'default',
    evaluate: (f) => {
      const x = a(f);
      if (x === null) return null;
      const y = b(f);
      return y === null ? null : apply(x, y);
    },
  };
};

export const compileBinary = (op: string, left: Typed, right: Typed, environment: Environment): Typed => {
  const { dateOrder } = environment.facts;
  if (left.untypedNull === true && right.untypedNull === true) return { ...left, untypedNull: false };
  if (left.untypedNull === true)
    return compileBinary(op, coerce(left, right.type, dateOrder), right, environment);
  if (right.untypedNull === true)
    return compileBinary(op, left, coerce(right, left.type, dateOrder), environment);
  const [a, b] = [familyOf(left.type), familyOf(right.type)];
  if (a === b && (a === 'text' || a === 'binary')) {
    if (op !== '+') throw sqlError(8117, nameOf(left.type), operationNames[op] ?? op);
    return concatenate(left, right, environment);
  }
  if (a === 'date' || b === 'date') return dateArithmetic(op, left, right, dateOrder);
  if (a === 'guid' || b === 'guid') throw sqlError(8117, 'uniqueidentifier', operationNames[op] ?? op);
  // A text or binary operand takes the other's type.
  if (a === 'text' || a === 'binary') {
    return compileBinary(op, coerce(left, right.type, dateOrder), right, environment);
  }
  if (b === 'text' || b === 'binary') {
    return compileBinary(op, left, coerce(right, left.type, dateOrder), environment);
  }
  if (op === '&' || op === '|' || op === '^') return bitwise(op, left, right);
  if (a === 'float' || b === 'float') return floatArithmetic(op, left, right, dateOrder);
  if (a === 'integer' && b === 'integer') return integerArithmetic(op, left, right);
  return exactArithmetic(op, left, right, dateOrder);
};

const concatenate = (left: Typed, right: Typed, environment: Environment): Typed => {
  const type = concatenationType(left.type, right.type);
  if (!isText(left.type)) {
    return lift(left, right, type, (x, y) => Buffer.concat([x as Uint8Array, y as Uint8Array]));
  }
  const limit = 'length' in type && type.length !== 'max' ? type.length : Number.POSITIVE_INFINITY;
  const collation = commonCollation([left, right], 'add');
  const joined = lift(left, right, type, (x, y) => {
    const text = (x as string) + (y as string);
    return text.length > limit ? text.slice(0, limit) : text;
  });
  if (environment.facts.concatNullYieldsNull) return { ...joined, ...collation };
  const [a, b] = [left.evaluate, right.evaluate];
  return {
    ...joined,
    ...collation,
    evaluate: (f) => ((a(f) ?? '') as string) + ((b(f) ?? '') as string),
  };
};

const dateArithmetic = (
  op: string,
  left: Typed,
  right: Typed,
  dateOrder: Environment['facts']['dateOrder'],
): Typed => {
  const old = (t: SqlType): boolean => t.name === 'datetime' || t.name === 'smalldatetime';
  if (op !== '+' && op !== '-') {
    const named = familyOf(left.type) === 'date' ? left.type : right.type;
    throw sqlError(8117, nameOf(named), operationNames[op] ?? op);
  }
  for (const side of [left.type, right.type]) {
    if (familyOf(side) === 'date' && !old(side)) {
      const other = side === left.type ? right.type : left.type;
      if (familyOf(other) === 'date') throw sqlError(8117, nameOf(side), operationNames[op] ?? op);
      throw sqlError(206, nameOf(other), nameOf(side));
    }
  }
  const type: SqlType =
    left.type.name === 'smalldatetime' || right.type.name === 'smalldatetime'
      ? { name: 'smalldatetime' }
      : datetimeType;
  const [x, y] = [coerce(left, datetimeType, dateOrder), coerce(right, datetimeType, dateOrder)];
  const sign = op === '+' ? 1n : -1n;
  return lift(x, y, type, (a, b) => {
    const moved = (a as bigint) + sign * ((b as bigint) - epoch1900);
    if (!holdsTicks(moved, type)) throw sqlError(517, type.name);
    return roundTicks(moved, type, type.name);
  });
};

const bitwise = (op: '&' | '|' | '^', left: Typed, right: Typed): Typed => {
  for (const side of [left, right]) {
    if (familyOf(side.type) !== 'integer') {
      throw sqlError(402, nameOf(left.type), nameOf(right.type), operationNames[op] ?? op);
    }
  }
  const type = commonType(left.type, right.type);
  return lift(left, right, type, (x, y) => {
    const [a, b] = [BigInt(x as number), BigInt(y as number)];
    return toInteger(op === '&' ? a & b : op === '|' ? a | b : a ^ b, type, 'int');
  });
};

const integerArithmetic = (op: string, left: Typed, right: Typed): Typed => {
  const type = rank(left.type) <= rank(right.type) ? left.type : right.type;
  if (type.name === 'bit') throw sqlError(402, 'bit', 'bit', operationNames[op] ?? op);
  const wide = type.name === 'bigint';
  const calculate = (a: bigint, b: bigint): bigint => {
    if (op === '+') return a + b;
    if (op === '-') return a - b;
    if (op === '*') return a * b;
    if (b === 0n) throw sqlError(8134);
    return op === '/' ? a / b : a % b;
  };
  const exact = (x: Exclude<Value, null>, y: Exclude<Value, null>): Value =>
    toInteger(calculate(BigInt(x as number), BigInt(y as number)), type, 'int');
  if (wide) return lift(left, right, type, exact);
  // Small whole numbers take the quick road; whatever leaves int's range goes through the exact one for its error.
  return lift(left, right, type, (x, y) => {
    if (type.name !== 'int' || op === '*' || op === '/' || op === '%') return exact(x, y);
    const sum = op === '+' ? (x as number) + (y as number) : (x as number) - (y as number);
    return sum > 2147483647 || sum < -2147483648 ? exact(x, y) : sum;
  });
};

/** The type with which an operand enters decimal arithmetic. */
const decimalOperand = (operand: Typed): SqlType =>
  operand.constantDigits !== undefined ? numeric(operand.constantDigits, 0) : operand.type;

const exactArithmetic = (
  op: string,
  left: Typed,
  right: Typed,
  dateOrder: Environment['facts']['dateOrder'],
): Typed => {
  const [a, b] = [decimalOperand(left), decimalOperand(right)];
  const moneyOnly = left.type.name !== 'numeric' && right.type.name !== 'numeric';
  const type = arithmeticType(op, moneyOnly ? left.type : a, moneyOnly ? right.type : b);
  const asDecimal = (operand: Typed, as: SqlType): Typed =>
    familyOf(operand.type) === 'integer'
      ? coerce(operand, as.name === 'numeric' ? as : numeric(precisionFor(as), 0), dateOrder)
      : operand;
  const [x, y] = [asDecimal(left, a), asDecimal(right, b)];
  const apply = decimalArithmetic(op, x.type, y.type, type);
  return lift(x, y, type, (p, q) => apply(p as bigint, q as bigint));
};
const precisionFor = (type: SqlType): number =>
  ({ bit: 1, tinyint: 3, smallint: 5, int: 10, bigint: 19 })[type.name as 'int'] ?? 38;

const floatArithmetic = (
  op: string,
  left: Typed,
  right: Typed,
  dateOrder: Environment['facts']['dateOrder'],
): Typed => {
  const real = left.type.name !== 'float' && right.type.name !== 'float';
  const type: SqlType = { name: real && left.type.name === right.type.name ? 'real' : 'float' };
  if (op === '%') throw sqlError(402, nameOf(left.type), nameOf(right.type), 'modulo');
  const [x, y] = [coerce(left, type, dateOrder), coerce(right, type, dateOrder)];
  return lift(x, y, type, (p, q) => {
    const [a, b] = [p as number, q as number];
    if (op === '/' && b === 0) throw sqlError(8134);
    const result = op === '+' ? a + b : op === '-' ? a - b : op === '*' ? a * b : a / b;
    if (!Number.isFinite(result)) throw sqlError(8115, 'expression', type.name);
    return type.name === 'real' ? Math.fround(result) : result;
  });
};

export const compileUnary = (op: '-' | '+' | '~', operand: Typed): Typed => {
  const { type, evaluate } = operand;
  if (operand.untypedNull === true) return operand;
  if (op === '+') return operand;
  if (op === '~') {
    if (familyOf(type) !== 'integer') throw sqlError(8117, nameOf(type), "'~'");
    return {
      ...operand,
      evaluate: (f) => {
        const value = evaluate(f);
        if (value === null) return null;
        if (type.name === 'bit') return value === 0 ? 1 : 0;
        return type.name === 'tinyint'
          ? 255 - Number(value)
          : toInteger(~BigInt(value as number), type, 'int');
      },
    };
  }
  if (familyOf(type) === 'text') return compileUnary(op, coerce(operand, intType, 'mdy'));
  if (!isExact(type) && familyOf(type) !== 'float') throw sqlError(8117, nameOf(type), 'minus');
  if (type.name === 'bit' || type.name === 'tinyint') {
    return compileUnary(op, {
      ...operand,
      type: type.name === 'bit' ? intType : { name: 'smallint' },
    });
  }
  const check = familyOf(type) === 'integer' ? converter(bigintType, type) : null;
  return {
    ...operand,
    evaluate: (f) => {
      const value = evaluate(f);
      if (value === null) return null;
      if (typeof value === 'bigint') return check === null ? -value : toInteger(-value, type, 'int');
      const negated = -(value as number);
      return check === null ? negated : (check(BigInt(negated)) as number);
    },
  };
};
