/** Which conjuncts can narrow the rows of a table before they are read: column = value and column < value terms. */
import type { SqlType } from '../../session.ts';
import type { Column, Index, Table } from '../catalog/model.ts';
import type { Condition, Expression } from '../syntax/ast.ts';
import { type Collation, collationNamed } from '../types/collation.ts';
import { rescale } from '../types/decimal.ts';
import { familyOf, isText, scaleOf, type Value } from '../types/sql-type.ts';
import { comparable } from './coerce.ts';
import { type Context, compileExpression } from './expression.ts';
import type { Evaluate, Frame } from './frame.ts';
import type { Binding } from './scope.ts';

/** `column op value`, where the value does not depend on the binding itself. */
export interface Term {
  readonly binding: Binding;
  readonly column: number;
  readonly op: '=' | '<' | '>' | '<=' | '>=' | 'in';
  /** The value in the column's own representation; undefined when no stored value can match or compare. */
  readonly value: (frame: Frame) => Value | undefined;
  /** For `in`: every value of the list that can match. */
  readonly values?: (frame: Frame) => Value[];
  readonly collation: Collation | null;
  readonly references: ReadonlySet<Binding>;
}

const mirrored: Record<string, Term['op']> = { '=': '=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** The binding and column of a plain column of this very block. */
const localColumn = (
  expression: Expression,
  context: Context,
): { binding: Binding; index: number } | null => {
  if (expression.kind !== 'column') return null;
  const found = context.scope.candidates(expression.parts);
  return found.length === 1 ? (found[0] ?? null) : null;
};

/** The terms of one conjunct (BETWEEN gives two). Compiling again marks nothing that the test has not marked. */
export const termsOf = (condition: Condition, context: Context): Term[] => {
  if (condition.kind === 'between' && !condition.negated) {
    const { operand, low, high } = condition;
    return [...sideTerm(operand, '>=', low, context), ...sideTerm(operand, '<=', high, context)];
  }
  if (condition.kind === 'in-list' && !condition.negated) return listTerm(condition, context);
  if (condition.kind !== 'compare' || condition.op === '<>') return [];
  const op = condition.op as Term['op'];
  return [
    ...sideTerm(condition.left, op, condition.right, context),
    ...sideTerm(condition.right, mirrored[op] ?? '=', condition.left, context),
  ];
};

/** A list is one term when each of its items could be one of its own. */
const listTerm = (condition: Condition & { kind: 'in-list' }, context: Context): Term[] => {
  const terms = condition.items.flatMap((item) =>
    sideTerm(condition.operand, '=', item, context).slice(0, 1),
  );
  const [first] = terms;
  if (first === undefined || terms.length !== condition.items.length || terms.length > 1000) return [];
  if (terms.some((term) => term.collation !== first.collation)) return [];
  const references = new Set(terms.flatMap((term) => [...term.references]));
  const values = (frame: Frame): Value[] =>
    terms.flatMap((term) => {
      const value = term.value(frame);
      return value === undefined ? [] : [value];
    });
  return [{ ...first, op: 'in', references, value: () => undefined, values }];
};

const sideTerm = (left: Expression, op: Term['op'], right: Expression, context: Context): Term[] => {
  const local = localColumn(left, context);
  if (local === null || containsSubquery(right)) return [];
  const { scope } = context;
  const saved = scope.references;
  scope.references = new Set();
  const operand = compileExpression(right, context);
  const { references } = scope;
  scope.references = new Set();
  const column = compileExpression(left, context);
  scope.references = saved;
  if (references.has(local.binding) || operand.untypedNull === true) return [];
  const sides = comparable(column, operand, op, context.environment.facts.dateOrder);
  const value = inColumn(column.type, sides.left.type, sides.right.type, sides.right.evaluate, op);
  if (value === null) return [];
  return [{ binding: local.binding, column: local.index, op, value, collation: sides.collation, references }];
};

const containsSubquery = (expression: Expression): boolean =>
  JSON.stringify(expression).includes('"subquery"');

/** How a compared value looks in the column, or null when the column would have to be converted. */
const inColumn = (
  column: SqlType,
  compared: SqlType,
  operand: SqlType,
  evaluate: Evaluate,
  op: Term['op'],
): ((frame: Frame) => Value | undefined) | null => {
  const [family, against] = [familyOf(column), familyOf(operand)];
  const plain = (frame: Frame): Value | undefined => {
    const value = evaluate(frame);
    return value === null ? undefined : value;
  };
  if (isText(column)) return isText(operand) ? plain : null;
  if (family === 'date') return against === 'date' ? plain : null;
  if (family === 'guid' || family === 'binary') return family === against ? plain : null;
  if (family === 'float') return familyOf(compared) === 'float' ? plain : null;
  if (family === 'integer') {
    if (familyOf(compared) !== 'integer') return null;
    if (column.name === compared.name) return plain;
    return (frame) => {
      const value = evaluate(frame);
      return value === null ? undefined : column.name === 'bigint' ? BigInt(value as number) : value;
    };
  }
  if (familyOf(compared) !== 'decimal') return null;
  const [from, to] = [scaleOf(compared), scaleOf(column)];
  return (frame) => {
    const value = evaluate(frame);
    if (value === null) return undefined;
    const scaled = rescale(value as bigint, from, to);
    if (rescale(scaled, to, from) === value) return scaled;
    // Between two values that the column can hold: nothing equals it, and a range keeps a safe side.
    if (op === '=') return undefined;
    return op === '<' || op === '<=' ? scaled + 1n : scaled - 1n;
  };
};

/** Whether SQLite orders the column's stored values as SQL Server does. */
export const orderedInStore = (column: Column): boolean => {
  const family = familyOf(column.type);
  if (column.type.name === 'numeric' && column.type.precision > 18) return false;
  if (isText(column.type)) return column.collation !== null && collationNamed(column.collation).binary;
  return family === 'integer' || family === 'decimal' || family === 'date' || family === 'float';
};

/** Whether an equality term can be asked of SQLite: the term's collation must be the index's. */
export const askable = (table: Table, term: Term): boolean => {
  const column = table.columns[term.column];
  if (column === undefined) return false;
  if (column.type.name === 'numeric' && column.type.precision > 18) return false;
  if (term.op !== '=' && term.op !== 'in' && !orderedInStore(column)) return false;
  if (column.collation === null) return true;
  return term.collation === null || term.collation.name === collationNamed(column.collation).name;
};

/** The index that serves most leading equality terms. */
export const bestIndex = (table: Table, terms: readonly Term[]): Index | null => {
  let best: Index | null = null;
  let bestScore = 0;
  for (const index of table.indexes) {
    let score = 0;
    for (const physical of index.columns) {
      const own = terms.filter((t) => table.columns[t.column]?.physical === physical && askable(table, t));
      if (own.some((t) => t.op === '=')) score += 2;
      else {
        if (own.length > 0) score += 1;
        break;
      }
    }
    if (score > bestScore) [best, bestScore] = [index, score];
  }
  return best;
};
