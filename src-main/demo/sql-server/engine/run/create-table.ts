/** CREATE TABLE, SELECT INTO, table variables: declarations → a table. */
import type { Column, Index, Table } from '../catalog/model.ts';
import { compileExpression, contextFor } from '../compile/expression.ts';
import { SqlError, sqlError } from '../errors.ts';
import { tableResource } from '../locks/lock-table.ts';
import type { ColumnDeclaration, ObjectName, TableConstraint } from '../syntax/ast.ts';
import { parseExpressionText } from '../syntax/statements.ts';
import { collationNamed } from '../types/collation.ts';
import { intType, isText } from '../types/sql-type.ts';
import { rowContext } from './column-values.ts';
import { recordObject } from './ddl-undo.ts';
import { demandDdl } from './permissions.ts';
import type { ExecutionScope } from './scope.ts';
import type { Session } from './session.ts';

/** "DF__armast__custno__5AEE82B9": the name that SQL Server makes up. */
export const generatedName = (prefix: string, table: string, column: string, id: number): string =>
  `${prefix}__${table.slice(0, 9)}__${column === '' ? '' : `${column.slice(0, 5)}__`}${id.toString(16).toUpperCase().padStart(8, '0')}`;

export const createTable = async (
  session: Session,
  scope: ExecutionScope,
  name: ObjectName,
  declarations: readonly ColumnDeclaration[],
  constraints: readonly TableConstraint[],
): Promise<Table> => {
  const { server } = session;
  const temporary = name.name.startsWith('#');
  const database = server.catalog.database(name.database === '' ? session.database : name.database);
  if (temporary) {
    if (name.name.startsWith('##')) throw unsupportedGlobal(name.name);
    const key = server.catalog.serverCollation.key(name.name);
    if (session.temporaryTables.has(key)) throw sqlError(2714, name.name);
    const table = build(session, scope, 'tempdb', name.name, true, declarations, constraints);
    server.store.createTable(table);
    session.temporaryTables.set(key, table);
    return table;
  }
  demandDdl(server, session.login, 'CREATE TABLE', database.name);
  checkSchema(name);
  if (server.catalog.find(database.name, 'dbo', name.name) !== null) throw sqlError(2714, name.name);
  const table = build(session, scope, database.name, name.name, false, declarations, constraints);
  await session.lock(server.locks.acquire(tableResource(table.id), session.locks, 'SCH-M', false));
  server.store.atomically(() => {
    server.store.createTable(table);
    recordObject(session, table.id, null);
    server.catalog.put(table);
  });
  return table;
};

const unsupportedGlobal = (name: string): SqlError =>
  new SqlError(40515, 16, 1, `The demo server does not support global temporary tables (${name}).`, 'batch');

export const checkSchema = (name: ObjectName): void => {
  if (name.schema === '' || name.schema.toLowerCase() === 'dbo') return;
  throw new SqlError(
    2760,
    16,
    1,
    `The specified schema name "${name.schema}" either does not exist or you do not have permission to use it.`,
    'statement',
  );
};

export const declareTable = (
  session: Session,
  scope: ExecutionScope,
  name: string,
  declarations: readonly ColumnDeclaration[],
  constraints: readonly TableConstraint[],
): void => {
  const table = build(session, scope, 'tempdb', name, true, declarations, constraints);
  session.server.store.createTable(table);
  scope.tableVariables.set(session.server.catalog.serverCollation.key(name), table);
};

const build = (
  session: Session,
  scope: ExecutionScope,
  database: string,
  name: string,
  temporary: boolean,
  declarations: readonly ColumnDeclaration[],
  constraints: readonly TableConstraint[],
): Table => {
  const { catalog } = session.server;
  const base: Table = {
    kind: 'table',
    id: temporary ? catalog.newTemporaryId() : catalog.newId(),
    database,
    schema: 'dbo',
    name,
    created: catalog.now(),
    columns: [],
    indexes: [],
    checks: [],
    temporary,
    nextPhysical: 0,
  };
  const withColumns = addColumns(session, scope, base, declarations);
  return addConstraints(session, withColumns, constraints);
};

export const addColumns = (
  session: Session,
  scope: ExecutionScope,
  table: Table,
  declarations: readonly ColumnDeclaration[],
): Table => {
  const { catalog } = session.server;
  const names = catalog.database(table.database).collation;
  let result = table;
  for (const declaration of declarations) {
    if (result.columns.some((c) => names.key(c.name) === names.key(declaration.name))) {
      throw sqlError(2705, declaration.name, table.name);
    }
    const physical = result.nextPhysical;
    const lastId = Math.max(0, ...result.columns.map((c) => c.columnId));
    const column = buildColumn(session, scope, result, declaration, physical, lastId + 1);
    result = { ...result, columns: [...result.columns, column], nextPhysical: physical + 1 };
  }
  if (result.columns.filter((c) => c.identity !== null).length > 1) throw sqlError(2744, table.name);
  return result;
};

const buildColumn = (
  session: Session,
  scope: ExecutionScope,
  table: Table,
  declaration: ColumnDeclaration,
  physical: number,
  columnId: number,
): Column => {
  const { catalog } = session.server;
  const environment = session.environment(scope);
  const { computedText, defaultText, identity } = declaration;
  const type =
    declaration.type ??
    (computedText === null
      ? intType
      : compileExpression(parseExpressionText(computedText), rowContext(table, environment)).type);
  if (defaultText !== null) compileExpression(parseExpressionText(defaultText), contextFor(environment));
  if (identity !== null && !['int', 'bigint', 'smallint', 'tinyint', 'numeric'].includes(type.name)) {
    throw new SqlError(
      2749,
      16,
      2,
      `Identity column '${declaration.name}' must be of data type int, bigint, smallint, tinyint, or decimal or numeric with a scale of 0, and constrained to be nonnullable.`,
      'statement',
    );
  }
  const collation = isText(type)
    ? declaration.collation === ''
      ? catalog.database(table.database).collation.name
      : collationNamed(declaration.collation).name
    : null;
  const defaultId = defaultText === null ? 0 : catalog.newId();
  return {
    name: declaration.name,
    type,
    nullable: identity !== null ? false : (declaration.nullable ?? true),
    identity,
    defaultText,
    defaultId,
    defaultName:
      defaultText === null
        ? ''
        : declaration.defaultName === ''
          ? generatedName('DF', table.name, declaration.name, defaultId)
          : declaration.defaultName,
    computedText,
    rowVersion: declaration.rowVersion,
    collation,
    physical,
    columnId,
  };
};

export const addConstraints = (
  session: Session,
  table: Table,
  constraints: readonly TableConstraint[],
): Table => {
  const { catalog } = session.server;
  const names = catalog.database(table.database).collation;
  let result = table;
  for (const constraint of constraints) {
    if (constraint.kind === 'check') {
      const id = catalog.newId();
      const name = constraint.name === '' ? generatedName('CK', table.name, '', id) : constraint.name;
      result = { ...result, checks: [...result.checks, { id, name, text: constraint.text }] };
    } else if (constraint.kind === 'default') {
      const key = names.key(constraint.column);
      if (!result.columns.some((c) => names.key(c.name) === key)) throw sqlError(207, constraint.column);
      const defaultId = catalog.newId();
      const defaultName =
        constraint.name === ''
          ? generatedName('DF', table.name, constraint.column, defaultId)
          : constraint.name;
      result = {
        ...result,
        columns: result.columns.map((c) =>
          names.key(c.name) === key ? { ...c, defaultText: constraint.text, defaultName, defaultId } : c,
        ),
      };
    } else result = addKey(session, result, constraint);
  }
  return result;
};

const addKey = (session: Session, table: Table, key: TableConstraint & { kind: 'key' }): Table => {
  const { catalog } = session.server;
  const names = catalog.database(table.database).collation;
  if (key.primary && table.indexes.some((i) => i.primary)) throw sqlError(1779, table.name);
  const members = key.columns.map((name) => {
    const found = table.columns.find((c) => names.key(c.name) === names.key(name));
    if (found === undefined) throw sqlError(1911, name);
    return found;
  });
  const id = Math.max(0, ...table.indexes.map((i) => i.id)) + 1;
  const prefix = key.primary ? 'PK' : 'UQ';
  const index: Index = {
    id,
    name: key.name === '' ? generatedName(prefix, table.name, '', catalog.newId()) : key.name,
    columns: members.map((c) => c.physical),
    unique: true,
    primary: key.primary,
    constraint: true,
    clustered: key.clustered ?? (key.primary && !table.indexes.some((i) => i.clustered)),
  };
  const columns = key.primary
    ? table.columns.map((c) => (members.includes(c) ? { ...c, nullable: false } : c))
    : table.columns;
  return { ...table, columns, indexes: [...table.indexes, index] };
};
