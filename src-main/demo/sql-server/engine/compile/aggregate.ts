/** SUM, COUNT, MIN, MAX, AVG …: one accumulator per group. NULLs do not count. */
import type { SqlType } from '../../session.ts';
import { sqlError, unsupported } from '../errors.ts';
import type { FunctionCall } from '../syntax/ast.ts';
import { compareValues, valueKey } from '../types/collation.ts';
import { converter, toInteger } from '../types/convert.ts';
import { fitting, rescale } from '../types/decimal.ts';
import {
  bigintType,
  familyOf,
  floatType,
  intType,
  isNumber,
  moneyType,
  nameOf,
  numeric,
  scaleOf,
  type Value,
} from '../types/sql-type.ts';
import type { Frame, Typed } from './frame.ts';

export interface Accumulator {
  add(frame: Frame): void;
  result(): Value;
}
export interface Aggregate {
  readonly type: SqlType;
  readonly collation: Typed['collation'];
  readonly strength: Typed['strength'];
  start(): Accumulator;
}

const accumulator = (
  argument: Typed,
  distinct: boolean,
  add: (value: Exclude<Value, null>) => void,
  result: () => Value,
): Accumulator => {
  const seen = distinct ? new Set<string>() : null;
  return {
    add: (frame) => {
      const value = argument.evaluate(frame);
      if (value === null) return;
      if (seen !== null) {
        const key = valueKey(value, argument.collation);
        if (seen.has(key)) return;
        seen.add(key);
      }
      add(value);
    },
    result,
  };
};

export const aggregateFor = (call: FunctionCall, argument: Typed | null): Aggregate => {
  const name = call.name.toUpperCase();
  if (name === 'COUNT' || name === 'COUNT_BIG') return counting(name, call, argument);
  if (argument === null || call.args.length !== 1) throw sqlError(174, name.toLowerCase(), 1);
  if (name === 'MIN' || name === 'MAX') return extreme(name, call, argument);
  if (!isNumber(argument.type) || argument.type.name === 'bit') {
    throw sqlError(8117, nameOf(argument.type), name.toLowerCase());
  }
  if (name === 'SUM' || name === 'AVG') return totalling(name, call, argument);
  if (/^(STDEV|STDEVP|VAR|VARP)$/.test(name)) return spread(name, call, argument);
  throw unsupported(`the aggregate ${name}`);
};

const counting = (name: string, call: FunctionCall, argument: Typed | null): Aggregate => {
  const type = name === 'COUNT' ? intType : bigintType;
  return {
    type,
    collation: null,
    strength: 'default',
    start: () => {
      let count = 0;
      const result = (): Value => toInteger(BigInt(count), type, 'int');
      const add = (): void => {
        count += 1;
      };
      return argument === null ? { add, result } : accumulator(argument, call.distinct, add, result);
    },
  };
};

const extreme = (name: string, call: FunctionCall, argument: Typed): Aggregate => {
  const { type } = argument;
  if (['text', 'ntext', 'image', 'bit', 'uniqueidentifier'].includes(type.name)) {
    throw sqlError(8117, nameOf(type), name.toLowerCase());
  }
  const sign = name === 'MIN' ? -1 : 1;
  return {
    type,
    collation: argument.collation,
    strength: argument.strength,
    start: () => {
      let best: Value = null;
      const add = (value: Exclude<Value, null>): void => {
        if (best === null || compareValues(value, best, argument.collation) * sign > 0) best = value;
      };
      return accumulator(argument, call.distinct, add, () => best);
    },
  };
};

/** SUM and AVG keep the exact total: int in int, numeric(p,s) in numeric(38,s), money in money. */
const totalling = (name: string, call: FunctionCall, argument: Typed): Aggregate => {
  const type = totalType(name, argument.type);
  const scale = scaleOf(argument.type);
  const family = familyOf(argument.type);
  const start = (): Accumulator => {
    let [total, floating, count] = [0n, 0, 0];
    const add = (value: Exclude<Value, null>): void => {
      count += 1;
      if (family === 'float') floating += value as number;
      else total += BigInt(value as number | bigint);
    };
    const result = (): Value => {
      if (count === 0) return null;
      if (family === 'float') return name === 'SUM' ? floating : floating / count;
      if (family === 'integer') {
        return toInteger(name === 'SUM' ? total : total / BigInt(count), type, 'int');
      }
      if (name === 'SUM') return fitting(total, type, 'expression');
      return fitting(rescale(total, scale, scaleOf(type)) / BigInt(count), type, 'expression');
    };
    return accumulator(argument, call.distinct, add, result);
  };
  return { type, collation: null, strength: 'default', start };
};

const totalType = (name: string, type: SqlType): SqlType => {
  switch (familyOf(type)) {
    case 'float':
      return floatType;
    case 'integer':
      return type.name === 'bigint' ? bigintType : intType;
    default:
      if (type.name !== 'numeric') return moneyType;
      return numeric(38, name === 'SUM' ? type.scale : Math.max(type.scale, 6));
  }
};

const spread = (name: string, call: FunctionCall, argument: Typed): Aggregate => ({
  type: floatType,
  collation: null,
  strength: 'default',
  start: () => {
    const values: number[] = [];
    const toFloat = converter(argument.type, floatType);
    const result = (): Value => {
      const population = name.endsWith('P');
      const divisor = population ? values.length : values.length - 1;
      if (divisor < 1) return values.length === 1 && population ? 0 : null;
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / divisor;
      return name.startsWith('VAR') ? variance : Math.sqrt(variance);
    };
    return accumulator(argument, call.distinct, (v) => values.push(toFloat(v) as number), result);
  },
});
