/** INSERT, UPDATE, DELETE, TRUNCATE: what they have in common — permissions, triggers, OUTPUT, the count. */
import type { Table, Trigger } from '../catalog/model.ts';
import { findRelation } from '../compile/sources.ts';
import { SqlError, sqlError } from '../errors.ts';
import type { Change } from '../storage/transaction.ts';
import type { Statement } from '../syntax/ast.ts';
import { runDelete, runTruncate } from './delete.ts';
import { runInsert } from './insert.ts';
import { apply, lockChanges } from './insert-rows.ts';
import { emitOutput } from './output.ts';
import type { ExecutionScope } from './scope.ts';
import { finish } from './select-statement.ts';
import type { Session } from './session.ts';
import { fireTriggers, triggersFor } from './triggers.ts';
import { runUpdate } from './update.ts';

export type DmlStatement = Statement & { kind: 'insert' | 'update' | 'delete' };
export type DmlEvent = 'INSERT' | 'UPDATE' | 'DELETE';

/** What a statement wants to change, its locks on existing rows already taken. */
export interface Intended {
  readonly table: Table;
  readonly changes: readonly Change[];
  /** Rows that the statement counts; UPDATE counts rows that stay as they are too. */
  readonly count: number;
  readonly updatedColumns: ReadonlySet<string>;
}

export const runDml = async (
  session: Session,
  statement: Statement & { kind: 'insert' | 'update' | 'delete' | 'truncate' },
  scope: ExecutionScope,
): Promise<void> => {
  if (session.open?.doomed === true) throw sqlError(3930);
  if (statement.kind === 'truncate') {
    await runTruncate(session, statement, scope);
    session.sink.statementDone(null, false);
    return;
  }
  const event = statement.kind.toUpperCase() as DmlEvent;
  const table = targetTable(session, statement, scope);
  session.environment(scope).demand(event, table);
  const triggers = triggersFor(session, table, event, scope);
  if (triggers.length > 0 && statement.output !== null && statement.output.into === null) {
    throw new SqlError(
      334,
      16,
      1,
      `The target table '${statement.target.kind === 'table' ? statement.target.name.name : table.name}' of the DML statement cannot have any enabled triggers if the statement contains an OUTPUT clause without INTO clause.`,
      'statement',
    );
  }
  // A statement that fires triggers is one transaction with them.
  const implicit = triggers.length > 0 && session.open === null;
  if (implicit) session.begin(true);
  try {
    await change(session, statement, scope, table, event, triggers);
    if (implicit && session.open?.implicit === true) session.commit();
  } catch (error) {
    if (implicit && session.open?.implicit === true) session.rollback();
    throw error;
  }
};

const change = async (
  session: Session,
  statement: DmlStatement,
  scope: ExecutionScope,
  table: Table,
  event: DmlEvent,
  triggers: readonly Trigger[],
): Promise<void> => {
  const intended = await intend(session, statement, scope, table);
  const { changes, count } = intended;
  const instead = triggers.filter((t) => t.insteadOf);
  if (instead.length === 0) {
    await lockChanges(session, table, changes);
    apply(session, changes);
  }
  if (statement.output !== null) await emitOutput(session, scope, table, statement.output, changes, event);
  const transaction = session.open;
  const firing = instead.length > 0 ? instead : triggers;
  if (firing.length > 0) await fireTriggers(session, firing, intended, scope);
  if (firing.length > 0 && session.open !== transaction) throw sqlError(3609);
  finish(session, count);
};

const intend = (
  session: Session,
  statement: DmlStatement,
  scope: ExecutionScope,
  table: Table,
): Promise<Intended> => {
  switch (statement.kind) {
    case 'insert':
      return runInsert(session, statement, scope, table);
    case 'update':
      return runUpdate(session, statement, scope, table);
    case 'delete':
      return runDelete(session, statement, scope, table);
  }
};

/** The table that the statement changes; its name may be an alias of the FROM clause. */
export const targetTable = (session: Session, statement: DmlStatement, scope: ExecutionScope): Table => {
  const environment = session.environment(scope);
  const { target } = statement;
  if (target.kind === 'table-variable') {
    const found = environment.tableVariables.get(environment.serverCollation.key(target.name));
    if (found === undefined) throw sqlError(1087, target.name);
    return found;
  }
  const aliased = statement.kind === 'insert' ? null : aliasedSource(statement, target.name.name, session);
  if (aliased !== null) {
    if (aliased.kind === 'table-variable') {
      const found = environment.tableVariables.get(environment.serverCollation.key(aliased.name));
      if (found === undefined) throw sqlError(1087, aliased.name);
      return found;
    }
    return base(findRelation(aliased.name, environment));
  }
  return base(findRelation(target.name, environment));
};

const base = (found: ReturnType<typeof findRelation>): Table => {
  if (found.kind === 'view') throw sqlError(4406, found.name);
  return found;
};

type PlainSource = Extract<DmlStatement, { kind: 'update' }>['target'];

/** The source of FROM whose alias is the target's name. */
export const aliasedSource = (
  statement: Extract<DmlStatement, { kind: 'update' | 'delete' }>,
  name: string,
  session: Session,
): PlainSource | null => {
  const { collation } = session.server.catalog.database(session.database);
  const pending = [...statement.from];
  for (let source = pending.shift(); source !== undefined; source = pending.shift()) {
    if (source.kind === 'join') pending.push(source.left, source.right);
    else if (
      source.kind !== 'derived' &&
      source.alias !== '' &&
      collation.key(source.alias) === collation.key(name)
    ) {
      return source;
    }
  }
  return null;
};
