/** CREATE INDEX and DROP INDEX. */
import type { Index } from '../catalog/model.ts';
import { sqlError } from '../errors.ts';
import type { ObjectName, Statement } from '../syntax/ast.ts';
import { checkUnique, lockedTable, saveTable } from './alter-table.ts';
import type { ExecutionScope } from './scope.ts';
import type { Session } from './session.ts';

export const createIndex = async (
  session: Session,
  scope: ExecutionScope,
  statement: Statement & { kind: 'create-index' },
): Promise<void> => {
  const before = await lockedTable(session, scope, statement.table);
  const { collation } = session.server.catalog.database(before.database);
  if (before.indexes.some((i) => collation.key(i.name) === collation.key(statement.name))) {
    throw sqlError(1913, statement.name, before.name);
  }
  const columns = statement.columns.map(({ name }) => {
    const found = before.columns.find((c) => collation.key(c.name) === collation.key(name));
    if (found === undefined) throw sqlError(1911, name);
    return found.physical;
  });
  const index: Index = {
    id: Math.max(0, ...before.indexes.map((i) => i.id)) + 1,
    name: statement.name,
    columns,
    unique: statement.unique,
    primary: false,
    constraint: false,
    clustered: statement.clustered,
  };
  if (index.unique) checkUnique(session, before, index);
  session.server.store.atomically(() => {
    session.server.store.createIndex(before, index);
    saveTable(session, before, { ...before, indexes: [...before.indexes, index] });
  });
};

export const dropIndex = async (
  session: Session,
  scope: ExecutionScope,
  name: string,
  on: ObjectName,
  ifExists: boolean,
): Promise<void> => {
  const before = await lockedTable(session, scope, on);
  const { collation } = session.server.catalog.database(before.database);
  const index = before.indexes.find((i) => !i.constraint && collation.key(i.name) === collation.key(name));
  if (index === undefined) {
    if (ifExists) return;
    throw sqlError(3701, 'index', `${on.name}.${name}`);
  }
  session.server.store.atomically(() => {
    session.server.store.dropIndex(before, index);
    saveTable(session, before, { ...before, indexes: before.indexes.filter((i) => i !== index) });
  });
};
