/** The select list: stars expanded, names and types of the output columns, variables assigned. */
import { SqlError, sqlError } from '../errors.ts';
import type { SelectItem } from '../syntax/ast.ts';
import { converter } from '../types/convert.ts';
import type { Value } from '../types/sql-type.ts';
import { compileBinary } from './arithmetic.ts';
import { coerce } from './coerce.ts';
import { type Context, compileExpression } from './expression.ts';
import type { Frame, OutputColumn, Typed } from './frame.ts';
import { type Binding, resolveColumn, slotKey } from './scope.ts';
import { canonical } from './walk.ts';

export interface CompiledItems {
  readonly columns: readonly OutputColumn[];
  readonly assigns: boolean;
  /** Canonical text of each item's expression. */
  readonly sources: readonly string[];
  readonly aliased: readonly boolean[];
  evaluate(frame: Frame): Value[];
}

interface Item {
  readonly typed: Typed;
  readonly name: string;
  readonly source: string;
  readonly aliased: boolean;
}

export const compileItems = (items: readonly SelectItem[], context: Context): CompiledItems => {
  const compiled: Item[] = [];
  const assigns = items.some((item) => item.kind === 'assign');
  if (assigns && items.some((item) => item.kind !== 'assign')) {
    throw new SqlError(
      141,
      15,
      1,
      'A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.',
      'batch',
    );
  }
  for (const item of items) {
    if (item.kind === 'star') compiled.push(...expandStar(item.qualifier, context));
    else if (item.kind === 'assign') {
      const typed = assignment(item, context);
      compiled.push({ typed, name: '', source: '', aliased: false });
    } else {
      const typed = compileExpression(item.expression, context);
      const plain = item.expression.kind === 'column' ? (item.expression.parts.at(-1) ?? '') : '';
      compiled.push({
        typed,
        name: item.alias === '' ? nameAsDeclared(plain, item.expression, context) : item.alias,
        source: canonical(item.expression, context),
        aliased: item.alias !== '',
      });
    }
  }
  const evaluators = compiled.map((item) => item.typed.evaluate);
  return {
    columns: compiled.map(({ typed, name }) => ({
      name,
      type: typed.type,
      nullable: typed.nullable,
      identity: typed.identity === true,
      collation: typed.collation,
    })),
    assigns,
    sources: compiled.map((item) => item.source),
    aliased: compiled.map((item) => item.aliased),
    evaluate: (frame) => evaluators.map((evaluate) => evaluate(frame)),
  };
};

/** A column shows the name of its table, whatever case the query wrote. */
const nameAsDeclared = (
  written: string,
  expression: Extract<SelectItem, { kind: 'value' }>['expression'],
  context: Context,
): string => {
  if (expression.kind !== 'column') return written;
  const [found] = context.scope.candidates(expression.parts);
  return found?.binding.columns[found.index]?.name ?? written;
};

const expandStar = (qualifier: readonly string[], context: Context): Item[] => {
  const { scope } = context;
  const chosen: readonly Binding[] =
    qualifier.length === 0 ? scope.bindings : scope.bindings.filter((b) => scope.matches(b, qualifier));
  if (chosen.length === 0) {
    if (qualifier.length > 0) throw sqlError(107, qualifier.join('.'));
    throw new SqlError(263, 16, 1, 'Must specify table to select from.', 'batch');
  }
  return chosen.flatMap((binding) =>
    binding.columns.map((column, index) => {
      const parts = binding.exposed === '' ? [column.name] : [binding.exposed, column.name];
      const typed = starColumn(binding, index, parts, context);
      return { typed, name: column.name, source: JSON.stringify(slotKey(binding, index)), aliased: false };
    }),
  );
};

const starColumn = (binding: Binding, index: number, parts: readonly string[], context: Context): Typed => {
  const { scope } = context;
  const candidates = scope.candidates(parts);
  if (candidates.length === 1) return resolveColumn(scope, parts);
  // Two tables of the same name in different databases: go by position.
  const column = binding.columns[index];
  if (column === undefined) throw new Error('A star covers existing columns.');
  binding.used.add(index);
  scope.references.add(binding);
  const slot = binding.offset + index;
  return { ...column, strength: 'implicit', evaluate: (f) => f.slots[slot] ?? null };
};

const assignment = (item: Extract<SelectItem, { kind: 'assign' }>, context: Context): Typed => {
  const { environment } = context;
  const variable = environment.variables.get(environment.serverCollation.key(item.variable));
  if (variable === undefined) throw sqlError(137, item.variable);
  let typed = compileExpression(item.expression, context);
  if (item.op !== '=') {
    const current: Typed = {
      type: variable.type,
      nullable: true,
      collation: typed.collation,
      strength: 'default',
      evaluate: () => variable.value,
    };
    typed = compileBinary(item.op.slice(0, -1), current, typed, environment);
  }
  const value = coerce(typed, variable.type, environment.facts.dateOrder);
  const shape = converter(variable.type, variable.type);
  return {
    ...value,
    evaluate: (frame) => {
      const next = value.evaluate(frame);
      variable.value = next === null ? null : shape(next);
      return null;
    },
  };
};
