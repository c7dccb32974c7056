/** Date functions. */

import type { SqlType } from '../../session.ts';
import { coerce } from '../compile/coerce.ts';
import type { Context } from '../compile/expression.ts';
import type { Typed } from '../compile/frame.ts';
import { SqlError, sqlError } from '../errors.ts';
import {
  daysInMonth,
  fieldsOf,
  holdsTicks,
  roundTicks,
  ticksPerDay,
  ticksPerMillisecond,
  ticksPerSecond,
  toTicks,
} from '../types/calendar.ts';
import { monthName, weekdayName } from '../types/date-text.ts';
import { datetimeType, familyOf, intType, nvarchar, type Value } from '../types/sql-type.ts';
import { extract, partOf } from './date-parts.ts';
import { argument, asInt, type BuiltIn, fixed, strict } from './signature.ts';

/** A date argument; text and numbers become datetime. */
const asDate = (arg: Typed, context: Context): Typed =>
  familyOf(arg.type) === 'date' && arg.untypedNull !== true
    ? arg
    : coerce(arg, datetimeType, context.environment.facts.dateOrder);

const unitTicks: Record<string, bigint> = {
  week: ticksPerDay * 7n,
  day: ticksPerDay,
  dayofyear: ticksPerDay,
  weekday: ticksPerDay,
  hour: ticksPerSecond * 3600n,
  minute: ticksPerSecond * 60n,
  second: ticksPerSecond,
  millisecond: ticksPerMillisecond,
  microsecond: 10n,
};

const addMonths = (ticks: bigint, months: number): bigint => {
  const f = fieldsOf(ticks);
  const total = f.year * 12 + (f.month - 1) + months;
  const [year, month] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  if (year < 1 || year > 9999) throw sqlError(517, 'datetime');
  return toTicks({ ...f, year, month, day: Math.min(f.day, daysInMonth(year, month)) });
};

const add = (part: string, ticks: bigint, count: number, type: SqlType): bigint => {
  const months = { year: 12, quarter: 3, month: 1 }[part];
  const unit = part === 'nanosecond' ? 0n : (unitTicks[part] ?? 0n);
  const moved =
    months !== undefined
      ? addMonths(ticks, count * months)
      : part === 'nanosecond'
        ? ticks + BigInt(Math.trunc(count / 100))
        : ticks + BigInt(count) * unit;
  if (!holdsTicks(moved, type)) throw sqlError(517, type.name);
  return roundTicks(moved, type, type.name);
};

const boundary = (part: string, ticks: bigint): bigint => {
  const f = fieldsOf(ticks);
  if (part === 'year') return BigInt(f.year);
  if (part === 'quarter') return BigInt(f.year * 4 + Math.floor((f.month - 1) / 3));
  if (part === 'month') return BigInt(f.year * 12 + f.month);
  // Weeks always start on Sunday in DATEDIFF, whatever DATEFIRST says.
  if (part === 'week') return (ticks / ticksPerDay + 1n) / 7n;
  if (part === 'nanosecond') return ticks * 100n;
  return ticks / (unitTicks[part] ?? 1n);
};

const difference = (part: string, from: bigint, to: bigint): number => {
  const count = boundary(part, to) - boundary(part, from);
  if (count > 2147483647n || count < -2147483648n) throw sqlError(535);
  return Number(count);
};

const shortPart = (part: string): BuiltIn => ({
  arity: [1, 1],
  compile: (args, context) =>
    strict([asDate(argument(args, 0), context)], intType, ([t]) => extract(part, t as bigint, 7)),
});

const datetime2: SqlType = { name: 'datetime2', scale: 7 };
const clock = (type: SqlType, utc: boolean): BuiltIn => ({
  arity: [0, 0],
  compile: (_, context) =>
    fixed(type, context, () =>
      roundTicks(utc ? context.environment.nowUtc : context.environment.now, type, 'datetime2'),
    ),
});

export const dateFunctions: Record<string, BuiltIn> = {
  GETDATE: clock(datetimeType, false),
  CURRENT_TIMESTAMP: clock(datetimeType, false),
  GETUTCDATE: clock(datetimeType, true),
  SYSDATETIME: clock(datetime2, false),
  SYSUTCDATETIME: clock(datetime2, true),
  YEAR: shortPart('year'),
  MONTH: shortPart('month'),
  DAY: shortPart('day'),
  DATEADD: {
    arity: [3, 3],
    compile: (args, context, call) => {
      const part = partOf(call);
      const date = asDate(argument(args, 2), context);
      const count = asInt(argument(args, 1), context);
      return strict([count, date], date.type, ([n, t]) => add(part, t as bigint, n as number, date.type));
    },
  },
  DATEDIFF: {
    arity: [3, 3],
    compile: (args, context, call) => {
      const part = partOf(call);
      const dates = [asDate(argument(args, 1), context), asDate(argument(args, 2), context)];
      return strict(dates, intType, ([a, b]) => difference(part, a as bigint, b as bigint));
    },
  },
  DATEPART: {
    arity: [2, 2],
    compile: (args, context, call) => {
      const part = partOf(call);
      const { facts } = context.environment;
      return strict([asDate(argument(args, 1), context)], intType, ([t]) =>
        extract(part, t as bigint, facts.firstWeekday),
      );
    },
  },
  DATENAME: {
    arity: [2, 2],
    compile: (args, context, call) => {
      const part = partOf(call);
      const { facts } = context.environment;
      const named = strict([asDate(argument(args, 1), context)], nvarchar(30), ([t]): Value => {
        if (part === 'month') return monthName(fieldsOf(t as bigint).month);
        if (part === 'weekday') return weekdayName(t as bigint);
        return String(extract(part, t as bigint, facts.firstWeekday));
      });
      return { ...named, collation: context.environment.columnCollation(context.environment.database) };
    },
  },
  ISDATE: {
    arity: [1, 1],
    compile: (args, context) => {
      const text = argument(args, 0);
      const date = asDate(text, context);
      return {
        type: intType,
        nullable: false,
        collation: null,
        strength: 'default',
        evaluate: (frame) => {
          if (text.evaluate(frame) === null) return 0;
          try {
            date.evaluate(frame);
            return 1;
          } catch (error) {
            if (error instanceof SqlError) return 0;
            throw error;
          }
        },
      };
    },
  },
};
