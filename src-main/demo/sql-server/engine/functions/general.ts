/** ISNULL, COALESCE, NULLIF, NEWID, CHECKSUM, ISNUMERIC, and the functions of a CATCH block. */
import { randomUUID } from 'node:crypto';
import type { SqlType } from '../../session.ts';
import { coerce, commonCollation, commonTypeOf, comparable } from '../compile/coerce.ts';
import { compareTest } from '../compile/condition.ts';
import type { Environment } from '../compile/environment.ts';
import type { Typed } from '../compile/frame.ts';
import { SqlError } from '../errors.ts';
import { valueKey } from '../types/collation.ts';
import { parseDecimal } from '../types/decimal.ts';
import { intType, isNumber, isText, nvarchar, sysname, type Value } from '../types/sql-type.ts';
import { argument, type BuiltIn, fixed } from './signature.ts';

const caught = (type: SqlType, read: (error: SqlError, environment: Environment) => Value): BuiltIn => ({
  arity: [0, 0],
  compile: (_, context) =>
    fixed(type, context, () => {
      const { caught: error } = context.environment;
      return error === null ? null : read(error, context.environment);
    }),
});

/** FNV-1a over the values' keys: stable, but not the number that SQL Server computes. */
const checksum = (keys: readonly string[]): number => {
  let hash = 0x811c9dc5;
  for (const char of keys.join('\u0001')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash | 0;
};

export const generalFunctions: Record<string, BuiltIn> = {
  ISNULL: {
    arity: [2, 2],
    compile: (args, context) => {
      const { dateOrder } = context.environment.facts;
      const [first, second] = [argument(args, 0), argument(args, 1)];
      if (first.untypedNull === true) return second;
      const replacement = coerce(second, first.type, dateOrder);
      return {
        ...first,
        identity: false,
        nullable: first.nullable && second.nullable,
        evaluate: (f) => first.evaluate(f) ?? replacement.evaluate(f),
      };
    },
  },
  COALESCE: {
    arity: [2, 1000],
    compile: (args, context): Typed => {
      if (args.every((arg) => arg.untypedNull === true)) {
        throw new SqlError(
          4127,
          16,
          1,
          'At least one of the arguments to COALESCE must be an expression that is not the NULL constant.',
          'statement',
        );
      }
      const type = commonTypeOf(args);
      const values = args.map((arg) => coerce(arg, type, context.environment.facts.dateOrder).evaluate);
      return {
        type,
        nullable: args.every((arg) => arg.nullable),
        ...commonCollation(args, 'COALESCE'),
        evaluate: (f) => {
          for (const evaluate of values) {
            const value = evaluate(f);
            if (value !== null) return value;
          }
          return null;
        },
      };
    },
  },
  NULLIF: {
    arity: [2, 2],
    compile: (args, context) => {
      const first = argument(args, 0);
      const sides = comparable(first, argument(args, 1), '=', context.environment.facts.dateOrder);
      const equal = compareTest('=', sides);
      return {
        ...first,
        identity: false,
        nullable: true,
        evaluate: (f) => (equal(f) === true ? null : first.evaluate(f)),
      };
    },
  },
  NEWID: {
    arity: [0, 0],
    compile: (_, context) => fixed({ name: 'uniqueidentifier' }, context, () => randomUUID().toUpperCase()),
  },
  CHECKSUM: {
    arity: [1, 1000],
    compile: (args) => ({
      type: intType,
      nullable: false,
      collation: null,
      strength: 'default',
      evaluate: (f) => checksum(args.map((arg) => valueKey(arg.evaluate(f), arg.collation))),
    }),
  },
  ISNUMERIC: {
    arity: [1, 1],
    compile: (args) => {
      const arg = argument(args, 0);
      return {
        type: intType,
        nullable: false,
        collation: null,
        strength: 'default',
        evaluate: (f) => {
          const value = arg.evaluate(f);
          if (value === null) return 0;
          if (isNumber(arg.type)) return 1;
          if (!isText(arg.type)) return 0;
          const text = (value as string).trim();
          const plain = text.replace(/^[+-]?[$£€]?/, '').replaceAll(',', '');
          return parseDecimal(plain) !== null || /^[+-]?(\d+\.?\d*|\.\d+)e[+-]?\d+$/i.test(text) ? 1 : 0;
        },
      };
    },
  },
  ERROR_NUMBER: caught(intType, (e) => e.number),
  ERROR_MESSAGE: caught(nvarchar(4000), (e) => e.message),
  ERROR_SEVERITY: caught(intType, (e) => e.severity),
  ERROR_STATE: caught(intType, (e) => e.state),
  ERROR_LINE: caught(intType, (e) => e.line),
  ERROR_PROCEDURE: caught(sysname, (e) => (e.procedure === '' ? null : e.procedure)),
  XACT_STATE: {
    arity: [0, 0],
    compile: (_, context) =>
      fixed({ name: 'smallint' }, context, () => context.environment.facts.transactionState),
  },
};
