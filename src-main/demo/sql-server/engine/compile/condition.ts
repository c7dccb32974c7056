/** Search conditions → three-valued tests. */
import { sqlError } from '../errors.ts';
import type { Condition } from '../syntax/ast.ts';
import { type Collation, compareValues, valueKey } from '../types/collation.ts';
import { isText, type Value, varchar } from '../types/sql-type.ts';
import { type Comparable, coerce, commonCollation, comparable } from './coerce.ts';
import { type Context, compileExpression } from './expression.ts';
import type { Evaluate, Test, Typed } from './frame.ts';
import { likeMatcher } from './like.ts';
import { existsTest, inQueryTest, quantifiedTest } from './subquery.ts';

const not =
  (test: Test): Test =>
  (f) => {
    const value = test(f);
    return value === null ? null : !value;
  };

export const compileCondition = (condition: Condition, context: Context): Test => {
  switch (condition.kind) {
    case 'and': {
      const [a, b] = [compileCondition(condition.left, context), compileCondition(condition.right, context)];
      return (f) => {
        const x = a(f);
        if (x === false) return false;
        const y = b(f);
        return y === false ? false : x === null || y === null ? null : true;
      };
    }
    case 'or': {
      const [a, b] = [compileCondition(condition.left, context), compileCondition(condition.right, context)];
      return (f) => {
        const x = a(f);
        if (x === true) return true;
        const y = b(f);
        return y === true ? true : x === null || y === null ? null : false;
      };
    }
    case 'not':
      return not(compileCondition(condition.operand, context));
    case 'compare': {
      const left = compileExpression(condition.left, context);
      const right = compileExpression(condition.right, context);
      const sides = comparable(left, right, condition.op, context.environment.facts.dateOrder);
      return compareTest(condition.op, sides);
    }
    case 'is-null': {
      const { evaluate } = compileExpression(condition.operand, context);
      return condition.negated ? (f) => evaluate(f) !== null : (f) => evaluate(f) === null;
    }
    case 'between':
      return between(condition, context);
    case 'in-list':
      return inList(condition, context);
    case 'in-query': {
      const test = inQueryTest(condition, context);
      return condition.negated ? not(test) : test;
    }
    case 'like':
      return like(condition, context);
    case 'exists':
      return existsTest(condition.query, context);
    case 'quantified':
      return quantifiedTest(condition, context);
    case 'updated': {
      const { updatedColumns } = context.environment;
      const key = context.scope.names.key(condition.column);
      return () => updatedColumns?.has(key) === true;
    }
  }
};

const verdicts: Record<string, (order: number) => boolean> = {
  '=': (o) => o === 0,
  '<>': (o) => o !== 0,
  '<': (o) => o < 0,
  '>': (o) => o > 0,
  '<=': (o) => o <= 0,
  '>=': (o) => o >= 0,
};
export const verdictOf = (op: string): ((order: number) => boolean) => {
  const found = verdicts[op];
  if (found === undefined) throw sqlError(102, op);
  return found;
};

export const compareTest = (op: string, { left, right, collation }: Comparable): Test => {
  const [a, b] = [left.evaluate, right.evaluate];
  if (op === '=' || op === '<>') {
    const same = equality(collation);
    const wanted = op === '=';
    return (f) => {
      const x = a(f);
      if (x === null) return null;
      const y = b(f);
      return y === null ? null : same(x, y) === wanted;
    };
  }
  const verdict = verdictOf(op);
  return (f) => {
    const x = a(f);
    if (x === null) return null;
    const y = b(f);
    return y === null ? null : verdict(compareValues(x, y, collation));
  };
};

export const equality = (collation: Collation | null): ((x: Value, y: Value) => boolean) => {
  if (collation !== null) {
    return (x, y) => x === y || collation.key(x as string) === collation.key(y as string);
  }
  return (x, y) => (x instanceof Uint8Array ? compareValues(x, y, null) === 0 : x === y);
};

const between = (condition: Condition & { kind: 'between' }, context: Context): Test => {
  const { dateOrder } = context.environment.facts;
  const operand = compileExpression(condition.operand, context);
  const low = compareTest(
    '>=',
    comparable(operand, compileExpression(condition.low, context), '>=', dateOrder),
  );
  const high = compareTest(
    '<=',
    comparable(operand, compileExpression(condition.high, context), '<=', dateOrder),
  );
  const test: Test = (f) => {
    const x = low(f);
    if (x === false) return false;
    const y = high(f);
    return y === false ? false : x === null || y === null ? null : true;
  };
  return condition.negated ? not(test) : test;
};

const inList = (condition: Condition & { kind: 'in-list' }, context: Context): Test => {
  const { dateOrder } = context.environment.facts;
  const operand = compileExpression(condition.operand, context);
  const items = condition.items.map((item) => compileExpression(item, context));
  const constant = condition.items.every((item) => item.kind === 'literal');
  const test = constant
    ? constantList(operand, items, dateOrder)
    : anyOf(items.map((item) => compareTest('=', comparable(operand, item, '=', dateOrder))));
  return condition.negated ? not(test) : test;
};

const anyOf =
  (tests: readonly Test[]): Test =>
  (f) => {
    let unknown = false;
    for (const test of tests) {
      const value = test(f);
      if (value === true) return true;
      if (value === null) unknown = true;
    }
    return unknown ? null : false;
  };

/** A set of keys: a list of a thousand invoice numbers is looked up, not compared one by one. */
const constantList = (
  operand: Typed,
  items: readonly Typed[],
  dateOrder: Context['environment']['facts']['dateOrder'],
): Test => {
  const pairs = items.map((item) => comparable(operand, item, '=', dateOrder));
  const uniform = pairs.every((pair) => pair.left.type.name === pairs[0]?.left.type.name);
  if (!uniform || operand.type.name === 'numeric') {
    return anyOf(pairs.map((pair) => compareTest('=', pair)));
  }
  const [first] = pairs;
  const collation = first?.collation ?? null;
  let keys: Set<string> | null = null;
  let hasNull = false;
  const evaluate: Evaluate = first?.left.evaluate ?? operand.evaluate;
  return (f) => {
    if (keys === null) {
      const values = pairs.map((pair) => pair.right.evaluate(f));
      hasNull = values.includes(null);
      keys = new Set(values.filter((v) => v !== null).map((v) => valueKey(v, collation)));
    }
    const value = evaluate(f);
    if (value === null) return null;
    if (keys.has(valueKey(value, collation))) return true;
    return hasNull ? null : false;
  };
};

const like = (condition: Condition & { kind: 'like' }, context: Context): Test => {
  const { dateOrder } = context.environment.facts;
  const asText = (typed: Typed): Typed =>
    isText(typed.type) && typed.untypedNull !== true ? typed : coerce(typed, varchar(8000), dateOrder);
  const operand = asText(compileExpression(condition.operand, context));
  const pattern = asText(compileExpression(condition.pattern, context));
  const escaping =
    condition.escapeCharacter === null ? null : asText(compileExpression(condition.escapeCharacter, context));
  const { collation } = commonCollation([operand, pattern], 'like');
  const fallback = context.environment.columnCollation(context.environment.database);
  const matcher = likeMatcher(collation ?? fallback);
  const test: Test = (f) => {
    const text = operand.evaluate(f);
    const mask = pattern.evaluate(f);
    const mark = escaping === null ? '' : escaping.evaluate(f);
    if (text === null || mask === null || mark === null) return null;
    if (escaping !== null && (mark as string).length !== 1) throw sqlError(506, mark as string);
    return matcher(text as string, mask as string, mark as string);
  };
  return condition.negated ? not(test) : test;
};
