/** Expressions → closures over frames, with their SQL Server type. */
import type { SqlType } from '../../session.ts';
import { SqlError, sqlError, unsupported } from '../errors.ts';
import { globalVariable } from '../functions/globals.ts';
import { callFunction } from '../functions/registry.ts';
import type { Condition, Expression, FunctionCall, Query } from '../syntax/ast.ts';
import { collationNamed } from '../types/collation.ts';
import { converter } from '../types/convert.ts';
import { intType, isText, type Value } from '../types/sql-type.ts';
import { compileBinary, compileUnary } from './arithmetic.ts';
import { coerce, commonCollation, commonTypeOf, comparable, typedValue } from './coerce.ts';
import { compareTest, compileCondition } from './condition.ts';
import type { Environment } from './environment.ts';
import type { Frame, Test, Typed } from './frame.ts';
import { literalValue } from './literal.ts';
import { type BoundColumn, resolveColumn, Scope } from './scope.ts';
import { scalarSubquery } from './subquery.ts';

/** Aggregates and window functions of the block: filled while its select list is compiled. */
export interface Collected {
  /** Returns the slot that will hold the call's result. */
  aggregate(call: FunctionCall): Typed | null;
  window(call: FunctionCall): Typed;
  /** The slot of an expression that the block groups by. */
  grouped(expression: Expression): Typed | null;
}

export interface Context {
  readonly scope: Scope;
  readonly environment: Environment;
  readonly collected: Collected | null;
  readonly commonTables: CommonTableScope | null;
}
/** WITH names, innermost first. */
export interface CommonTableScope {
  readonly name: string;
  readonly columns: readonly string[];
  readonly query: Query;
  readonly parent: CommonTableScope | null;
  /** Inside the recursive member: the rows of the round before. */
  readonly working: { readonly columns: readonly BoundColumn[]; rows: readonly (readonly Value[])[] } | null;
}

export const contextFor = (environment: Environment): Context => {
  const names = environment.columnCollation(environment.database);
  return { scope: new Scope(null, environment, names), environment, collected: null, commonTables: null };
};
export const emptyFrame: Frame = { slots: [], outer: null };

export const compileExpression = (expression: Expression, context: Context): Typed => {
  const { environment } = context;
  const grouped = context.collected?.grouped(expression) ?? null;
  if (grouped !== null) return grouped;
  switch (expression.kind) {
    case 'literal':
      return literal(expression, environment);
    case 'column':
      return resolveColumn(context.scope, expression.parts);
    case 'variable':
      return variable(expression.name, environment);
    case 'global':
      return globalVariable(expression.name, environment);
    case 'unary':
      return compileUnary(expression.op, compileExpression(expression.operand, context));
    case 'binary':
      return compileBinary(
        expression.op,
        compileExpression(expression.left, context),
        compileExpression(expression.right, context),
        environment,
      );
    case 'call':
      return call(expression, context);
    case 'cast':
      return cast(expression, context);
    case 'case':
      return compileCase(expression, context);
    case 'subquery':
      return scalarSubquery(expression.query, context);
    case 'collate': {
      const operand = compileExpression(expression.operand, context);
      if (!isText(operand.type) && operand.untypedNull !== true) throw sqlError(447, operand.type.name);
      const collation =
        expression.collation.toUpperCase() === 'DATABASE_DEFAULT'
          ? environment.columnCollation(environment.database)
          : collationNamed(expression.collation);
      return { ...operand, collation, strength: 'explicit' };
    }
    case 'default':
      throw sqlError(156, 'DEFAULT');
  }
};

const literal = (expression: Expression & { kind: 'literal' }, environment: Environment): Typed => {
  const collation = environment.columnCollation(environment.database);
  if (expression.type === null) {
    return { ...typedValue(intType, null, collation), untypedNull: true };
  }
  const typed = typedValue(expression.type, literalValue(expression.type, expression.text), collation);
  return expression.type.name === 'int' ? { ...typed, constantDigits: expression.text.length } : typed;
};

const variable = (name: string, environment: Environment): Typed => {
  const found = environment.variables.get(environment.serverCollation.key(name));
  if (found === undefined) throw sqlError(137, name);
  return {
    type: found.type,
    nullable: true,
    evaluate: () => found.value,
    collation: isText(found.type) ? environment.columnCollation(environment.database) : null,
    strength: 'default',
  };
};

const aggregateNames = /^(SUM|COUNT|COUNT_BIG|MIN|MAX|AVG|STDEV|STDEVP|VAR|VARP|CHECKSUM_AGG|GROUPING)$/i;
export const isAggregate = (name: string): boolean => aggregateNames.test(name);

const call = (expression: FunctionCall, context: Context): Typed => {
  if (expression.over !== null) {
    if (context.collected === null) {
      throw new SqlError(
        4108,
        15,
        1,
        'Windowed functions can only appear in the SELECT or ORDER BY clauses.',
        'batch',
      );
    }
    return context.collected.window(expression);
  }
  if (isAggregate(expression.name)) {
    const slot = context.collected?.aggregate(expression) ?? null;
    if (slot === null) throw sqlError(147);
    return slot;
  }
  return callFunction(expression, context);
};

const cast = (expression: Expression & { kind: 'cast' }, context: Context): Typed => {
  const operand = compileExpression(expression.operand, context);
  const { environment } = context;
  const style = expression.style === null ? null : compileExpression(expression.style, context);
  const target = expression.type;
  const textual = isText(target);
  const base: Omit<Typed, 'evaluate'> = {
    type: target,
    nullable: operand.nullable,
    collation: textual ? (operand.collation ?? environment.columnCollation(environment.database)) : null,
    strength: isText(operand.type) ? operand.strength : 'default',
  };
  if (operand.untypedNull === true) return { ...base, nullable: true, evaluate: () => null };
  const { dateOrder } = environment.facts;
  const styleValue = style === null ? null : style.evaluate(emptyFrame);
  if (style !== null && styleValue === null) return { ...base, nullable: true, evaluate: () => null };
  const convert = converter(operand.type, target, {
    style: styleValue === null ? null : Number(styleValue),
    dateOrder,
  });
  const { evaluate } = operand;
  return {
    ...base,
    evaluate: (f) => {
      const value = evaluate(f);
      return value === null ? null : convert(value);
    },
  };
};

const compileCase = (expression: Expression & { kind: 'case' }, context: Context): Typed => {
  const { environment } = context;
  const { dateOrder } = environment.facts;
  const input = expression.input === null ? null : compileExpression(expression.input, context);
  const tests: Test[] = expression.branches.map(({ when }) => {
    if (input === null) return compileCondition(when as Condition, context);
    const against = comparable(input, compileExpression(when as Expression, context), '=', dateOrder);
    return compareTest('=', against);
  });
  const results = expression.branches.map(({ result }) => compileExpression(result, context));
  const otherwise = expression.otherwise === null ? null : compileExpression(expression.otherwise, context);
  return choose(tests, results, otherwise, dateOrder);
};

const choose = (
  tests: readonly Test[],
  results: readonly Typed[],
  otherwise: Typed | null,
  dateOrder: Environment['facts']['dateOrder'],
): Typed => {
  const all = otherwise === null ? results : [...results, otherwise];
  if (all.every((item) => item.untypedNull === true)) {
    throw new SqlError(
      8133,
      16,
      1,
      'At least one of the result expressions in a CASE specification must be an expression other than the NULL constant.',
      'statement',
    );
  }
  const type: SqlType = commonTypeOf(all);
  const values = results.map((item) => coerce(item, type, dateOrder).evaluate);
  const last = otherwise === null ? null : coerce(otherwise, type, dateOrder).evaluate;
  return {
    type,
    nullable: otherwise === null || all.some((item) => item.nullable),
    ...commonCollation(all, 'CASE'),
    evaluate: (f): Value => {
      for (let i = 0; i < tests.length; i += 1) {
        if (tests[i]?.(f) === true) return values[i]?.(f) ?? null;
      }
      return last === null ? null : last(f);
    },
  };
};

/** A condition that stands alone (IF, WHILE, CHECK). */
export const compileStandalone = (condition: Condition, environment: Environment): Test =>
  compileCondition(condition, contextFor(environment));

export const requireConstantName = (expression: Expression | undefined, what: string): string => {
  if (expression?.kind !== 'literal') throw unsupported(`${what} with an argument that is no constant`);
  return expression.text;
};
