/** Text functions. Positions count from 1. */

import { coerce } from '../compile/coerce.ts';
import type { Typed } from '../compile/frame.ts';
import { patternIndex } from '../compile/like.ts';
import { sqlError } from '../errors.ts';
import {
  bigintType,
  familyOf,
  floatType,
  intType,
  isUnicode,
  type Value,
  varchar,
} from '../types/sql-type.ts';
import { bytesOf } from './byte-length.ts';
import { argument, asInt, asText, type BuiltIn, lengthOfArgument, strict, variable } from './signature.ts';

const trimEnd = (text: string): string => text.replace(/ +$/, '');

const onText = (apply: (text: string) => string): BuiltIn => ({
  arity: [1, 1],
  compile: (args, context) => {
    const text = asText(argument(args, 0), context);
    return strict([text], variable(text.type, lengthOfArgument(text)), ([v]) => apply(v as string));
  },
});

const part = (name: string, take: (text: string, count: number) => string): BuiltIn => ({
  arity: [2, 2],
  compile: (args, context) => {
    const text = asText(argument(args, 0), context);
    const count = asInt(argument(args, 1), context);
    return strict([text, count], variable(text.type, lengthOfArgument(text)), ([t, n]) => {
      if ((n as number) < 0) throw name === 'LEFT' ? sqlError(537) : sqlError(536, name.toLowerCase());
      return take(t as string, n as number);
    });
  },
});

export const stringFunctions: Record<string, BuiltIn> = {
  LTRIM: onText((t) => t.replace(/^ +/, '')),
  RTRIM: onText(trimEnd),
  UPPER: onText((t) => t.toUpperCase()),
  LOWER: onText((t) => t.toLowerCase()),
  REVERSE: onText((t) => [...t].reverse().join('')),
  LEFT: part('LEFT', (t, n) => t.slice(0, n)),
  RIGHT: part('RIGHT', (t, n) => (n === 0 ? '' : t.slice(-n))),
  LEN: {
    arity: [1, 1],
    compile: (args, context) => {
      const arg = argument(args, 0);
      const isMax = 'length' in arg.type && arg.type.length === 'max';
      return strict([asText(arg, context)], isMax ? bigintType : intType, ([t]) => {
        const length = trimEnd(t as string).length;
        return isMax ? BigInt(length) : length;
      });
    },
  },
  DATALENGTH: {
    arity: [1, 1],
    compile: (args) => {
      const arg = argument(args, 0);
      const size = bytesOf(arg);
      return strict([arg], intType, ([v]) => (v === undefined ? null : size(v)));
    },
  },
  SUBSTRING: {
    arity: [3, 3],
    compile: (args, context) => {
      const first = argument(args, 0);
      const numbers = [asInt(argument(args, 1), context), asInt(argument(args, 2), context)];
      if (familyOf(first.type) === 'binary') {
        const type = { name: 'varbinary' as const, length: 8000 };
        return strict([first, ...numbers], type, ([v, start, length]) => {
          const from = (start as number) - 1;
          return (v as Uint8Array).subarray(Math.max(0, from), Math.max(0, from + (length as number)));
        });
      }
      const text = asText(first, context);
      return strict([text, ...numbers], variable(text.type, lengthOfArgument(text)), ([t, start, length]) => {
        if ((length as number) < 0) throw sqlError(537);
        const from = (start as number) - 1;
        return (t as string).slice(Math.max(0, from), Math.max(0, from + (length as number)));
      });
    },
  },
  CHARINDEX: {
    arity: [2, 3],
    compile: (args, context) => {
      const texts = [asText(argument(args, 0), context), asText(argument(args, 1), context)];
      const start = args.length > 2 ? [asInt(argument(args, 2), context)] : [];
      const collation = texts.find((t) => t.strength !== 'default')?.collation ?? texts[1]?.collation;
      const fold = (text: string): string =>
        collation === null || collation === undefined || collation.caseSensitive ? text : text.toUpperCase();
      return strict([...texts, ...start], intType, ([needle, text, from = 1]) => {
        if ((needle as string) === '') return 0;
        return fold(text as string).indexOf(fold(needle as string), Math.max(0, (from as number) - 1)) + 1;
      });
    },
  },
  PATINDEX: {
    arity: [2, 2],
    compile: (args, context) => {
      const texts = [asText(argument(args, 0), context), asText(argument(args, 1), context)];
      const collation =
        texts.find((t) => t.strength !== 'default')?.collation ??
        context.environment.columnCollation(context.environment.database);
      return strict(texts, intType, ([pattern, text]) =>
        patternIndex(text as string, pattern as string, collation),
      );
    },
  },
  REPLACE: {
    arity: [3, 3],
    compile: (args, context) => {
      const texts = args.map((arg) => asText(arg, context));
      const sensitive = texts.every((t) => t.collation === null || t.collation.caseSensitive);
      const type = variable(texts.find((t) => isUnicode(t.type))?.type ?? varchar(1), 8000);
      return strict(texts, type, ([text, from, to]) => {
        if ((from as string) === '') return text as string;
        const pattern = (from as string).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
        return (text as string).replace(new RegExp(pattern, sensitive ? 'g' : 'gi'), () => to as string);
      });
    },
  },
  REPLICATE: {
    arity: [2, 2],
    compile: (args, context) => {
      const text = asText(argument(args, 0), context);
      return strict(
        [text, asInt(argument(args, 1), context)],
        variable(text.type, 8000),
        ([t, n]): Value =>
          (n as number) < 0 ? null : (t as string).repeat(Math.min(n as number, 8000)).slice(0, 8000),
      );
    },
  },
  SPACE: {
    arity: [1, 1],
    compile: (args, context) =>
      strict(
        [asInt(argument(args, 0), context)],
        varchar(8000),
        ([n]): Value => ((n as number) < 0 ? null : ' '.repeat(Math.min(n as number, 8000))),
      ),
  },
  STR: {
    arity: [1, 3],
    compile: (args, context) => {
      const number = coerce(argument(args, 0), floatType, 'mdy');
      const rest = args.slice(1).map((arg) => asInt(arg, context));
      return strict([number, ...rest], varchar(8000), ([value, length = 10, decimals = 0]): Value => {
        if ((length as number) < 0 || (decimals as number) < 0) return null;
        const text = (value as number).toFixed(Math.min(16, decimals as number));
        if (text.length <= (length as number)) return text.padStart(length as number);
        const whole = Math.trunc(value as number).toString();
        if (whole.length > (length as number)) return '*'.repeat(length as number);
        const room = Math.max(0, (length as number) - whole.length - 1);
        return (value as number).toFixed(room).slice(0, length as number);
      });
    },
  },
  STUFF: {
    arity: [4, 4],
    compile: (args, context) => {
      const [text, piece] = [asText(argument(args, 0), context), asText(argument(args, 3), context)];
      const numbers = [asInt(argument(args, 1), context), asInt(argument(args, 2), context)];
      return strict([text, ...numbers, piece], variable(text.type, 8000), ([t, start, length, p]): Value => {
        const [whole, from, count] = [t as string, start as number, length as number];
        if (from < 1 || from > whole.length || count < 0) return null;
        return whole.slice(0, from - 1) + (p as string) + whole.slice(from - 1 + count);
      });
    },
  },
  ASCII: {
    arity: [1, 1],
    compile: (args, context) =>
      strict(
        [asText(argument(args, 0), context)],
        intType,
        ([t]): Value => (t === '' ? null : Buffer.from((t as string).slice(0, 1), 'latin1').readUInt8(0)),
      ),
  },
  UNICODE: {
    arity: [1, 1],
    compile: (args, context) =>
      strict(
        [asText(argument(args, 0), context)],
        intType,
        ([t]): Value => (t === '' ? null : (t as string).charCodeAt(0)),
      ),
  },
  CHAR: {
    arity: [1, 1],
    compile: (args, context) => charFunction(args, context, 255, { name: 'char', length: 1 }),
  },
  NCHAR: {
    arity: [1, 1],
    compile: (args, context) => charFunction(args, context, 65535, { name: 'nchar', length: 1 }),
  },
  QUOTENAME: {
    arity: [1, 2],
    compile: (args, context) =>
      strict(
        args.map((arg) => asText(arg, context)),
        { name: 'nvarchar', length: 258 },
        ([t, q = '[']): Value => {
          const [open, close] = q === "'" ? ["'", "'"] : q === '"' ? ['"', '"'] : ['[', ']'];
          return `${open}${(t as string).replaceAll(close ?? '', `${close}${close}`)}${close}`;
        },
      ),
  },
};

const charFunction = (
  args: readonly Typed[],
  context: Parameters<BuiltIn['compile']>[1],
  highest: number,
  type: { readonly name: 'char' | 'nchar'; readonly length: number },
): Typed => {
  const result = strict(
    [asInt(argument(args, 0), context)],
    type,
    ([n]): Value => ((n as number) < 0 || (n as number) > highest ? null : String.fromCharCode(n as number)),
  );
  return {
    ...result,
    collation: context.environment.columnCollation(context.environment.database),
    strength: 'default',
  };
};
