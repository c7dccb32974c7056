/** INFORMATION_SCHEMA views. They show what the login may touch, as SQL Server's do. */

import type { SqlType } from '../../session.ts';
import type { Environment } from '../compile/environment.ts';
import {
  familyOf,
  intType,
  isText,
  isUnicode,
  nvarchar,
  sysname,
  type Value,
  varchar,
} from '../types/sql-type.ts';
import type { CatalogObject, Table, View } from './model.ts';
import type { SystemViewDefinition } from './system-views.ts';
import { characterLengths, shownDefault, typeFacts } from './type-facts.ts';
import { viewColumns } from './view-columns.ts';

const tiny: SqlType = { name: 'tinyint' };
const small: SqlType = { name: 'smallint' };

const visible = (e: Environment, database: string): CatalogObject[] =>
  e.catalog
    .objectsOf(database)
    .filter((o) =>
      ['SELECT', 'INSERT', 'UPDATE', 'DELETE'].some((permission) => e.mayUse(permission, database, o.name)),
    );
const tablesOf = (e: Environment, database: string): Table[] =>
  visible(e, database).filter((o): o is Table => o.kind === 'table');
const viewsOf = (e: Environment, database: string): View[] =>
  visible(e, database).filter((o): o is View => o.kind === 'view');

const columnRow = (
  o: Table | View,
  position: number,
  name: string,
  type: SqlType,
  nullable: boolean,
  defaultText: string | null,
  collation: string | null,
  rowVersion: boolean,
): Value[] => {
  const facts = typeFacts(type);
  const family = familyOf(type);
  const isNumeric = ['integer', 'decimal', 'float'].includes(family) && type.name !== 'bit';
  const [characters, octets] = rowVersion ? [null, null] : characterLengths(type);
  const text = isText(type);
  const datePrecision = { datetime: 3, smalldatetime: 0, date: 0 }[type.name as 'datetime'] ?? null;
  return [
    o.database,
    o.schema,
    o.name,
    name,
    position,
    defaultText,
    nullable ? 'YES' : 'NO',
    rowVersion ? 'timestamp' : type.name,
    characters,
    octets,
    isNumeric ? facts.precision : null,
    isNumeric ? (family === 'float' ? 2 : 10) : null,
    isNumeric && family !== 'float' ? facts.scale : null,
    type.name === 'datetime2' ? type.scale : datePrecision,
    null,
    null,
    text ? (isUnicode(type) ? 'UNICODE' : 'iso_1') : null,
    null,
    null,
    text ? collation : null,
    null,
    null,
    null,
  ];
};

const keys = (table: Table): Table['indexes'] => table.indexes.filter((index) => index.constraint);

export const informationSchema: Readonly<Record<string, SystemViewDefinition>> = {
  COLUMNS: {
    columns: [
      ['TABLE_CATALOG', nvarchar(128)],
      ['TABLE_SCHEMA', nvarchar(128)],
      ['TABLE_NAME', sysname, false],
      ['COLUMN_NAME', sysname],
      ['ORDINAL_POSITION', intType],
      ['COLUMN_DEFAULT', nvarchar(4000)],
      ['IS_NULLABLE', varchar(3)],
      ['DATA_TYPE', nvarchar(128)],
      ['CHARACTER_MAXIMUM_LENGTH', intType],
      ['CHARACTER_OCTET_LENGTH', intType],
      ['NUMERIC_PRECISION', tiny],
      ['NUMERIC_PRECISION_RADIX', small],
      ['NUMERIC_SCALE', intType],
      ['DATETIME_PRECISION', small],
      ['CHARACTER_SET_CATALOG', sysname],
      ['CHARACTER_SET_SCHEMA', sysname],
      ['CHARACTER_SET_NAME', sysname],
      ['COLLATION_CATALOG', sysname],
      ['COLLATION_SCHEMA', sysname],
      ['COLLATION_NAME', sysname],
      ['DOMAIN_CATALOG', sysname],
      ['DOMAIN_SCHEMA', sysname],
      ['DOMAIN_NAME', sysname],
    ],
    rows: (e, database) => [
      ...tablesOf(e, database).flatMap((t) =>
        t.columns.map((c, i) =>
          columnRow(
            t,
            i + 1,
            c.name,
            c.type,
            c.nullable,
            shownDefault(c.defaultText),
            c.collation,
            c.rowVersion,
          ),
        ),
      ),
      ...viewsOf(e, database).flatMap((v) =>
        viewColumns(v, e).map((c, i) =>
          columnRow(v, i + 1, c.name, c.type, c.nullable, null, c.collation?.name ?? null, false),
        ),
      ),
    ],
  },
  TABLES: {
    columns: [
      ['TABLE_CATALOG', nvarchar(128)],
      ['TABLE_SCHEMA', sysname],
      ['TABLE_NAME', sysname, false],
      ['TABLE_TYPE', varchar(10)],
    ],
    rows: (e, database) => [
      ...tablesOf(e, database).map((t) => [t.database, t.schema, t.name, 'BASE TABLE']),
      ...viewsOf(e, database).map((v) => [v.database, v.schema, v.name, 'VIEW']),
    ],
  },
  VIEWS: {
    columns: [
      ['TABLE_CATALOG', nvarchar(128)],
      ['TABLE_SCHEMA', nvarchar(128)],
      ['TABLE_NAME', sysname, false],
      ['VIEW_DEFINITION', nvarchar(4000)],
      ['CHECK_OPTION', varchar(7)],
      ['IS_UPDATABLE', varchar(2)],
    ],
    rows: (e, database) =>
      viewsOf(e, database).map((v) => [v.database, v.schema, v.name, v.text.slice(0, 4000), 'NONE', 'NO']),
  },
  KEY_COLUMN_USAGE: {
    columns: [
      ['CONSTRAINT_CATALOG', nvarchar(128)],
      ['CONSTRAINT_SCHEMA', nvarchar(128)],
      ['CONSTRAINT_NAME', sysname, false],
      ['TABLE_CATALOG', nvarchar(128)],
      ['TABLE_SCHEMA', nvarchar(128)],
      ['TABLE_NAME', sysname, false],
      ['COLUMN_NAME', nvarchar(128)],
      ['ORDINAL_POSITION', intType, false],
    ],
    rows: (e, database) =>
      tablesOf(e, database).flatMap((t) =>
        keys(t).flatMap((key) =>
          key.columns.map((physical, i) => [
            t.database,
            t.schema,
            key.name,
            t.database,
            t.schema,
            t.name,
            t.columns.find((c) => c.physical === physical)?.name ?? '',
            i + 1,
          ]),
        ),
      ),
  },
  TABLE_CONSTRAINTS: {
    columns: [
      ['CONSTRAINT_CATALOG', nvarchar(128)],
      ['CONSTRAINT_SCHEMA', nvarchar(128)],
      ['CONSTRAINT_NAME', sysname, false],
      ['TABLE_CATALOG', nvarchar(128)],
      ['TABLE_SCHEMA', nvarchar(128)],
      ['TABLE_NAME', sysname, false],
      ['CONSTRAINT_TYPE', varchar(11)],
      ['IS_DEFERRABLE', varchar(2), false],
      ['INITIALLY_DEFERRED', varchar(2), false],
    ],
    rows: (e, database) =>
      tablesOf(e, database).flatMap((t) => [
        ...keys(t).map((k) => [
          t.database,
          t.schema,
          k.name,
          t.database,
          t.schema,
          t.name,
          k.primary ? 'PRIMARY KEY' : 'UNIQUE',
          'NO',
          'NO',
        ]),
        ...t.checks.map((c) => [
          t.database,
          t.schema,
          c.name,
          t.database,
          t.schema,
          t.name,
          'CHECK',
          'NO',
          'NO',
        ]),
      ]),
  },
  CHECK_CONSTRAINTS: {
    columns: [
      ['CONSTRAINT_CATALOG', nvarchar(128)],
      ['CONSTRAINT_SCHEMA', nvarchar(128)],
      ['CONSTRAINT_NAME', sysname, false],
      ['CHECK_CLAUSE', nvarchar(4000)],
    ],
    rows: (e, database) =>
      tablesOf(e, database).flatMap((t) =>
        t.checks.map((c) => [t.database, t.schema, c.name, `(${c.text})`]),
      ),
  },
  SCHEMATA: {
    columns: [
      ['CATALOG_NAME', nvarchar(128)],
      ['SCHEMA_NAME', nvarchar(128), false],
      ['SCHEMA_OWNER', nvarchar(128)],
    ],
    rows: (_, database) => ['dbo', 'INFORMATION_SCHEMA', 'sys'].map((name) => [database, name, name]),
  },
};
