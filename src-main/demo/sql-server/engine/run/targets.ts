/** The rows that UPDATE or DELETE changes: FROM and WHERE, with the target's rows locked for update as they are found. */
import type { Table } from '../catalog/model.ts';
import type { CommonTableScope } from '../compile/expression.ts';
import { type Context, contextFor } from '../compile/expression.ts';
import { type Frame, isPause, type Pause } from '../compile/frame.ts';
import { compileSource, type Source } from '../compile/joins.ts';
import type { Binding } from '../compile/scope.ts';
import { compileTop } from '../compile/select.ts';
import { bindingsOf, bindSource, type JoinTree } from '../compile/sources.ts';
import { sqlError } from '../errors.ts';
import type { TableSource } from '../syntax/ast.ts';
import type { Value } from '../types/sql-type.ts';
import { aliasedSource, type DmlStatement } from './dml.ts';
import type { ExecutionScope } from './scope.ts';
import type { Session } from './session.ts';

export interface Targets {
  readonly context: Context;
  readonly binding: Binding;
  /** Compile what else the statement evaluates in `context` first; then run. Each target row comes once. */
  run(): Generator<{ readonly rid: number; readonly frame: Frame } | Pause>;
}

type Changing = Extract<DmlStatement, { kind: 'update' | 'delete' }>;

export const findTargets = (
  session: Session,
  statement: Changing,
  scope: ExecutionScope,
  table: Table,
): Targets => {
  const base = contextFor(session.environment(scope));
  const commonTables = statement.with.reduce<CommonTableScope | null>(
    (parent, common) => ({ ...common, parent, working: null }),
    null,
  );
  const context: Context = { ...base, commonTables };
  const trees = statement.from.map((source) => bindSource(source, context));
  const binding = targetBinding(session, statement, trees, context, table);
  if (!trees.some((tree) => bindingsOf(tree).includes(binding))) trees.unshift({ kind: 'leaf', binding });
  const source: Source = compileSource(trees, statement.where, context, binding);
  const leaf = source.leaves.find((l) => l.binding === binding);
  if (leaf?.scan === null || leaf === undefined) throw sqlError(4406, table.name);
  leaf.scan.ridSlot = context.scope.newSlot();
  const { ridSlot } = leaf.scan;
  const limit = compileTop(statement.top, context);
  return {
    context,
    binding,
    *run() {
      const frame: Frame = { slots: new Array<Value>(context.scope.width).fill(null), outer: null };
      const count = limit(null)?.count ?? Number.POSITIVE_INFINITY;
      const most = session.facts.rowCountLimit > 0 ? Math.min(count, session.facts.rowCountLimit) : count;
      const seen = new Set<number>();
      if (most <= 0) return;
      for (const item of source.iterate(frame)) {
        if (isPause(item)) {
          yield item;
          continue;
        }
        const rid = frame.slots[ridSlot];
        if (typeof rid !== 'number' || seen.has(rid)) continue;
        seen.add(rid);
        yield { rid, frame };
        if (seen.size >= most) return;
      }
    },
  };
};

/** The FROM source that the target names, or the target itself as one more source. */
const targetBinding = (
  session: Session,
  statement: Changing,
  trees: readonly JoinTree[],
  context: Context,
  table: Table,
): Binding => {
  const { target } = statement;
  const all = trees.flatMap(bindingsOf);
  const { names } = context.scope;
  if (target.kind === 'table') {
    const aliased = aliasedSource(statement, target.name.name, session) !== null;
    const wanted = names.key(target.name.name);
    const byAlias = all.find((b) => aliased && b.aliased && names.key(b.exposed) === wanted);
    if (byAlias !== undefined) return byAlias;
  }
  const same = all.filter((b) => b.source.kind === 'table' && b.source.table.id === table.id);
  const [only] = same;
  if (same.length > 1) {
    const plain = same.filter((b) => !b.aliased);
    if (plain.length === 1 && plain[0] !== undefined) return plain[0];
    throw sqlError(8154, table.name);
  }
  if (only !== undefined) return only;
  const added = bindSource(target as TableSource, context);
  const [binding] = bindingsOf(added);
  if (binding === undefined) throw new Error('A table source binds its table.');
  return binding;
};
