/** The shape of a built-in function, and the common ways to build one. */
import type { SqlType } from '../../session.ts';
import { coerce, commonCollation } from '../compile/coerce.ts';
import type { Context } from '../compile/expression.ts';
import type { Typed } from '../compile/frame.ts';
import type { FunctionCall } from '../syntax/ast.ts';
import { intType, isText, isUnicode, lengthOf, type Value, varchar } from '../types/sql-type.ts';

export interface BuiltIn {
  readonly arity: readonly [number, number];
  compile(args: readonly Typed[], context: Context, call: FunctionCall): Typed;
}
export type Present = Exclude<Value, null>;

/** A result that is NULL as soon as one argument is. */
export const strict = (
  args: readonly Typed[],
  type: SqlType,
  apply: (values: readonly Present[]) => Value,
): Typed => {
  const evaluators = args.map((arg) => arg.evaluate);
  return {
    type,
    nullable: args.some((arg) => arg.nullable),
    ...(isText(type) ? commonCollation(args, 'function') : { collation: null, strength: 'default' }),
    evaluate: (frame) => {
      const values: Present[] = [];
      for (const evaluate of evaluators) {
        const value = evaluate(frame);
        if (value === null) return null;
        values.push(value);
      }
      return apply(values);
    },
  };
};

export const argument = (args: readonly Typed[], index: number): Typed => {
  const found = args[index];
  if (found === undefined) throw new Error('The number of arguments was checked.');
  return found;
};

export const asText = (arg: Typed, context: Context): Typed => {
  const { environment } = context;
  const text =
    isText(arg.type) && arg.untypedNull !== true
      ? arg
      : coerce(arg, varchar(8000), environment.facts.dateOrder);
  return text.collation === null
    ? { ...text, collation: environment.columnCollation(environment.database) }
    : text;
};
export const asInt = (arg: Typed, context: Context): Typed =>
  coerce(arg, intType, context.environment.facts.dateOrder);

/** varchar or nvarchar, as the argument is. */
export const variable = (like: SqlType, length: number): SqlType => {
  const unicode = isUnicode(like);
  if (!Number.isFinite(length)) return { name: unicode ? 'nvarchar' : 'varchar', length: 'max' };
  return {
    name: unicode ? 'nvarchar' : 'varchar',
    length: Math.max(1, Math.min(unicode ? 4000 : 8000, length)),
  };
};
export const lengthOfArgument = (arg: Typed): number => lengthOf(arg.type);

export const databaseText = (context: Context): Pick<Typed, 'collation' | 'strength'> => ({
  collation: context.environment.columnCollation(context.environment.database),
  strength: 'default',
});

/** A value that does not depend on arguments. */
export const fixed = (type: SqlType, context: Context, value: () => Value): Typed => ({
  type,
  nullable: true,
  ...(isText(type) ? databaseText(context) : { collation: null, strength: 'default' as const }),
  evaluate: value,
});
