/** DELETE and TRUNCATE TABLE. */
import type { Table } from '../catalog/model.ts';
import { findRelation } from '../compile/sources.ts';
import { sqlError } from '../errors.ts';
import { tableResource } from '../locks/lock-table.ts';
import type { Change } from '../storage/transaction.ts';
import type { Statement } from '../syntax/ast.ts';
import type { Intended } from './dml.ts';
import { drain } from './drain.ts';
import { apply } from './insert-rows.ts';
import { demandDdl } from './permissions.ts';
import type { ExecutionScope } from './scope.ts';
import type { Session } from './session.ts';
import { findTargets } from './targets.ts';

export const runDelete = async (
  session: Session,
  statement: Statement & { kind: 'delete' },
  scope: ExecutionScope,
  table: Table,
): Promise<Intended> => {
  const targets = findTargets(session, statement, scope, table);
  const { store } = session.server;
  const changes: Change[] = [];
  await drain(session, targets.run(), ({ rid }) => {
    const before = store.read(table, rid);
    if (before !== null) changes.push({ table, rid, before, after: null });
    return undefined;
  });
  return { table, changes, count: changes.length, updatedColumns: new Set() };
};

export const runTruncate = async (
  session: Session,
  statement: Statement & { kind: 'truncate' },
  scope: ExecutionScope,
): Promise<void> => {
  const table = findRelation(statement.table, session.environment(scope));
  if (table.kind !== 'table') throw sqlError(4701, statement.table.name);
  if (!table.temporary) {
    demandDdl(session.server, session.login, 'TRUNCATE TABLE', table.database);
    await session.lock(session.server.locks.acquire(tableResource(table.id), session.locks, 'SCH-M', false));
  }
  const { store } = session.server;
  const changes: Change[] = store
    .rids(table)
    .map((rid) => ({ table, rid, before: store.read(table, rid), after: null }));
  apply(session, changes);
  store.forgetIdentity(table);
};
