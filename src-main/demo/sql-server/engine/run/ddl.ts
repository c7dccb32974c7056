/** CREATE, ALTER, DROP, GRANT. Every change of the catalog can be rolled back. */
import type { CatalogObject } from '../catalog/model.ts';
import { contextFor } from '../compile/expression.ts';
import { compileQuery } from '../compile/query.ts';
import { findRelation, renamed } from '../compile/sources.ts';
import { SqlError, sqlError } from '../errors.ts';
import { tableResource } from '../locks/lock-table.ts';
import type { ObjectName, Statement } from '../syntax/ast.ts';
import { alterAdd, alterColumn, alterDrop } from './alter-table.ts';
import { checkSchema, createTable } from './create-table.ts';
import { recordObject } from './ddl-undo.ts';
import { createIndex, dropIndex } from './indexes.ts';
import { demandDdl, grantKey } from './permissions.ts';
import type { ExecutionScope } from './scope.ts';
import type { Session } from './session.ts';

export const runDdl = async (
  session: Session,
  statement: Statement,
  scope: ExecutionScope,
): Promise<void> => {
  if (session.open?.doomed === true) throw sqlError(3930);
  switch (statement.kind) {
    case 'create-table':
      await createTable(session, scope, statement.table, statement.columns, statement.constraints);
      return;
    case 'alter-add':
      return alterAdd(session, scope, statement);
    case 'alter-drop':
      return alterDrop(session, scope, statement);
    case 'alter-column':
      return alterColumn(session, scope, statement);
    case 'create-index':
      return createIndex(session, scope, statement);
    case 'create-view':
      return createView(session, scope, statement);
    case 'create-trigger':
      return createTrigger(session, scope, statement);
    case 'create-procedure': {
      const base = newEntry(session, statement.procedure, 'CREATE PROCEDURE');
      const before = replaced(session, base, 'procedure', statement.alter);
      save(session, before, { ...base, id: before?.id ?? base.id, kind: 'procedure', text: statement.text });
      return;
    }
    case 'alter-trigger-state':
      return alterTriggerState(session, scope, statement);
    case 'drop':
      return drop(session, scope, statement);
    case 'permission':
      return changePermission(session, scope, statement);
    default:
      throw new Error(`${statement.kind} is no DDL.`);
  }
};

export const save = (session: Session, before: CatalogObject | null, after: CatalogObject): void => {
  session.server.store.atomically(() => {
    recordObject(session, after.id, before);
    session.server.catalog.put(after);
  });
};

interface Entry {
  readonly id: number;
  readonly database: string;
  readonly schema: string;
  readonly name: string;
  readonly created: string;
}
const newEntry = (session: Session, name: ObjectName, action: string): Entry => {
  const { catalog } = session.server;
  const database = catalog.database(name.database === '' ? session.database : name.database).name;
  demandDdl(session.server, session.login, action, database);
  checkSchema(name);
  return { id: catalog.newId(), database, schema: 'dbo', name: name.name, created: catalog.now() };
};
const replaced = (
  session: Session,
  entry: Entry,
  kind: CatalogObject['kind'],
  alter: boolean,
): CatalogObject | null => {
  const found = session.server.catalog.find(entry.database, entry.schema, entry.name);
  if (found !== null && (!alter || found.kind !== kind)) throw sqlError(2714, entry.name);
  return found;
};

const createView = (
  session: Session,
  scope: ExecutionScope,
  statement: Statement & { kind: 'create-view' },
): void => {
  const base = newEntry(session, statement.view, 'CREATE VIEW');
  const before = replaced(session, base, 'view', statement.alter);
  if (
    statement.query.orderBy.length > 0 &&
    statement.query.body.kind === 'select' &&
    statement.query.body.top === null
  ) {
    throw sqlError(1033);
  }
  const { plan } = compileQuery(statement.query, contextFor(session.environment(scope)), null, false);
  renamed(plan.columns, statement.columns, statement.view.name);
  save(session, before, {
    ...base,
    id: before?.id ?? base.id,
    kind: 'view',
    columns: statement.columns,
    queryText: statement.queryText,
    text: statement.text,
  });
};

const createTrigger = (
  session: Session,
  scope: ExecutionScope,
  statement: Statement & { kind: 'create-trigger' },
): void => {
  const base = newEntry(session, statement.trigger, 'CREATE TRIGGER');
  const before = replaced(session, base, 'trigger', statement.alter);
  const table = findRelation(statement.table, session.environment(scope));
  if (table.kind !== 'table' || table.temporary) throw sqlError(8197, statement.table.name);
  save(session, before, {
    ...base,
    id: before?.id ?? base.id,
    kind: 'trigger',
    tableId: table.id,
    events: statement.events,
    insteadOf: statement.insteadOf,
    disabled: false,
    bodyText: statement.bodyText,
    text: statement.text,
  });
};

const alterTriggerState = (
  session: Session,
  scope: ExecutionScope,
  statement: Statement & { kind: 'alter-trigger-state' },
): void => {
  const table = findRelation(statement.table, session.environment(scope));
  if (table.kind !== 'table') throw sqlError(4902, statement.table.name);
  demandDdl(session.server, session.login, 'ALTER TABLE', table.database);
  const { collation } = session.server.catalog.database(table.database);
  const wanted = statement.triggers;
  for (const trigger of session.server.catalog.triggersOf(table)) {
    const chosen =
      wanted === 'all' || wanted.some((name) => collation.key(name) === collation.key(trigger.name));
    if (chosen) save(session, trigger, { ...trigger, disabled: !statement.enabled });
  }
};

const drop = async (
  session: Session,
  scope: ExecutionScope,
  statement: Statement & { kind: 'drop' },
): Promise<void> => {
  for (const name of statement.names) {
    if (statement.what === 'index') {
      await dropIndex(session, scope, name.name, statement.on ?? name, statement.ifExists);
      continue;
    }
    if (statement.what === 'table' && name.name.startsWith('#')) {
      dropTemporary(session, name.name, statement.ifExists);
      continue;
    }
    const { catalog } = session.server;
    const database = name.database === '' ? session.database : name.database;
    const found = catalog.find(database, name.schema === '' ? 'dbo' : name.schema, name.name);
    if (found === null || found.kind !== statement.what) {
      if (statement.ifExists) continue;
      throw sqlError(3701, statement.what, name.name);
    }
    demandDdl(session.server, session.login, `DROP ${statement.what.toUpperCase()}`, found.database);
    await dropObject(session, found);
  }
};

const dropTemporary = (session: Session, name: string, ifExists: boolean): void => {
  const key = session.server.catalog.serverCollation.key(name);
  const table = session.temporaryTables.get(key);
  if (table === undefined) {
    if (ifExists) return;
    throw sqlError(3701, 'table', name);
  }
  session.temporaryTables.delete(key);
  session.server.store.dropTable(table);
};

const dropObject = async (session: Session, object: CatalogObject): Promise<void> => {
  const { catalog, store, locks } = session.server;
  if (object.kind === 'table') {
    await session.lock(locks.acquire(tableResource(object.id), session.locks, 'SCH-M', false));
  }
  store.atomically(() => {
    const dependants: CatalogObject[] = object.kind === 'table' ? catalog.triggersOf(object) : [];
    for (const gone of [...dependants, object]) {
      recordObject(session, gone.id, gone);
      catalog.remove(gone);
    }
    if (object.kind !== 'table') return;
    if (session.open === null) store.dropTable(object);
    else session.open.droppedTables.push(object);
  });
};

const changePermission = (
  session: Session,
  scope: ExecutionScope,
  statement: Statement & { kind: 'permission' },
): void => {
  const object = findRelation(statement.object, session.environment(scope));
  demandDdl(session.server, session.login, statement.action.toUpperCase(), object.database);
  for (const user of statement.users) {
    if (!session.server.options.logins.some((login) => login.user.toLowerCase() === user.toLowerCase())) {
      throw new SqlError(
        15151,
        16,
        1,
        `Cannot find the user '${user}', because it does not exist or you do not have permission.`,
        'statement',
      );
    }
    const key = grantKey(user, object.database, object.name);
    const said = session.server.grants.get(key) ?? new Map<string, boolean>();
    for (const permission of statement.permissions) {
      if (statement.action === 'revoke') said.delete(permission);
      else said.set(permission, statement.action === 'grant');
    }
    session.server.grants.set(key, said);
  }
};
