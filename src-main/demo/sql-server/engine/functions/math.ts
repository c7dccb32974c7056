/** Numeric functions. Exact types stay exact. */

import type { SqlType } from '../../session.ts';
import { coerce } from '../compile/coerce.ts';
import type { Typed } from '../compile/frame.ts';
import { SqlError, sqlError } from '../errors.ts';
import { toInteger } from '../types/convert.ts';
import { divideRounded, fitting, powerOfTen } from '../types/decimal.ts';
import {
  familyOf,
  floatType,
  intType,
  isNumber,
  nameOf,
  numeric,
  scaleOf,
  type Value,
} from '../types/sql-type.ts';
import { argument, asInt, type BuiltIn, type Present, strict } from './signature.ts';

/** The argument as a number: text becomes float, smaller integers become int. */
const numericArgument = (arg: Typed): Typed => {
  if (arg.untypedNull === true) return coerce(arg, intType, 'mdy');
  if (!isNumber(arg.type)) {
    if (familyOf(arg.type) !== 'text') throw sqlError(8117, nameOf(arg.type), 'numeric');
    return coerce(arg, floatType, 'mdy');
  }
  return ['bit', 'tinyint', 'smallint'].includes(arg.type.name) ? coerce(arg, intType, 'mdy') : arg;
};

const sameTyped = (apply: (value: Present, type: SqlType) => Value): BuiltIn => ({
  arity: [1, 1],
  compile: (args) => {
    const number = numericArgument(argument(args, 0));
    return strict([number], number.type, ([v]) => (v === undefined ? null : apply(v, number.type)));
  },
});

const wholeUnits = (direction: 'down' | 'up'): BuiltIn => ({
  arity: [1, 1],
  compile: (args) => {
    const number = numericArgument(argument(args, 0));
    const { type } = number;
    const scale = scaleOf(type);
    const result = type.name === 'numeric' ? numeric(type.precision, 0) : type;
    const unit = powerOfTen(scale);
    return strict([number], result, ([v]) => {
      if (typeof v === 'number') return direction === 'down' ? Math.floor(v) : Math.ceil(v);
      const value = v as bigint;
      const truncated = value / unit;
      const exact = truncated * unit === value;
      const units = exact
        ? truncated
        : direction === 'down'
          ? value < 0n
            ? truncated - 1n
            : truncated
          : value > 0n
            ? truncated + 1n
            : truncated;
      return type.name === 'numeric' ? units : units * unit;
    });
  },
});

const roundExact = (value: bigint, scale: number, places: number, truncate: boolean): bigint => {
  if (places >= scale) return value;
  const unit = powerOfTen(scale - places);
  return (truncate ? value / unit : divideRounded(value, unit)) * unit;
};

const onFloat = (apply: (...values: number[]) => number, count = 1): BuiltIn => ({
  arity: [count, count],
  compile: (args) =>
    strict(
      args.map((arg) => coerce(arg, floatType, 'mdy')),
      floatType,
      (values) => {
        const result = apply(...(values as number[]));
        if (Number.isNaN(result)) {
          throw new SqlError(3623, 16, 1, 'An invalid floating point operation occurred.', 'statement');
        }
        if (!Number.isFinite(result)) throw sqlError(8115, 'expression', 'float');
        return result;
      },
    ),
});

export const mathFunctions: Record<string, BuiltIn> = {
  ABS: sameTyped((v, type) => {
    if (typeof v === 'bigint') {
      const positive = v < 0n ? -v : v;
      return type.name === 'bigint' ? toInteger(positive, type, 'int') : positive;
    }
    return familyOf(type) === 'integer'
      ? toInteger(BigInt(Math.abs(v as number)), type, 'int')
      : Math.abs(v as number);
  }),
  SIGN: sameTyped((v, type) => {
    if (typeof v === 'bigint') return (v > 0n ? 1n : v < 0n ? -1n : 0n) * powerOfTen(scaleOf(type));
    return Math.sign(v as number);
  }),
  FLOOR: wholeUnits('down'),
  CEILING: wholeUnits('up'),
  ROUND: {
    arity: [2, 3],
    compile: (args, context) => {
      const number = numericArgument(argument(args, 0));
      const rest = args.slice(1).map((arg) => asInt(arg, context));
      const { type } = number;
      return strict([number, ...rest], type, ([v, p, mode = 0]) => {
        const [places, truncate] = [p as number, mode !== 0];
        if (familyOf(type) === 'float') {
          const factor = 10 ** places;
          const scaled = (v as number) * factor;
          const rounded = truncate ? Math.trunc(scaled) : Math.sign(scaled) * Math.round(Math.abs(scaled));
          return rounded / factor;
        }
        const rounded = roundExact(BigInt(v as number | bigint), scaleOf(type), places, truncate);
        return familyOf(type) === 'integer'
          ? toInteger(rounded, type, 'int')
          : fitting(rounded, type, 'expression');
      });
    },
  },
  POWER: {
    arity: [2, 2],
    compile: (args) => {
      const base = numericArgument(argument(args, 0));
      const power = coerce(argument(args, 1), floatType, 'mdy');
      if (familyOf(base.type) === 'integer') {
        return strict([base, power], base.type, ([b, p]) =>
          toInteger(BigInt(Math.trunc(Number(b) ** (p as number))), base.type, 'int'),
        );
      }
      const asFloat = strict(
        [coerce(base, floatType, 'mdy'), power],
        floatType,
        ([b, p]) => (b as number) ** (p as number),
      );
      return coerce(asFloat, base.type, 'mdy');
    },
  },
  SQRT: onFloat(Math.sqrt),
  SQUARE: onFloat((x) => x * x),
  EXP: onFloat(Math.exp),
  LOG: onFloat(Math.log),
  LOG10: onFloat(Math.log10),
  SIN: onFloat(Math.sin),
  COS: onFloat(Math.cos),
  TAN: onFloat(Math.tan),
  ASIN: onFloat(Math.asin),
  ACOS: onFloat(Math.acos),
  ATAN: onFloat(Math.atan),
  PI: onFloat(() => Math.PI, 0),
  RAND: {
    arity: [0, 1],
    compile: (args, context) => {
      const seed = args.length > 0 ? [asInt(argument(args, 0), context)] : [];
      // A seeded RAND repeats its value, as SQL Server's does; the sequence itself is not SQL Server's.
      return strict(seed, floatType, ([s]) => (s === undefined ? Math.random() : fraction(s as number)));
    },
  },
};

const fraction = (seed: number): number => {
  const mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  return mixed / 2 ** 32;
};
