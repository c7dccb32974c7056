/** sys.objects, sys.tables, sys.columns and their kin. */
import type { SqlType } from '../../session.ts';
import type { Environment } from '../compile/environment.ts';
import { bitType, datetimeType, intType, nvarchar, sysname, type Value } from '../types/sql-type.ts';
import type { CatalogObject, Trigger } from './model.ts';
import type { SystemViewDefinition, ViewColumn } from './system-views.ts';
import { catalogDate } from './type-facts.ts';

const tiny: SqlType = { name: 'tinyint' };
const small: SqlType = { name: 'smallint' };
const char2: SqlType = { name: 'char', length: 2 };

interface ObjectRow {
  readonly name: string;
  readonly id: number;
  readonly parent: number;
  readonly code: string;
  readonly description: string;
  readonly created: string;
}
const kinds: Record<CatalogObject['kind'], readonly [string, string]> = {
  table: ['U ', 'USER_TABLE'],
  view: ['V ', 'VIEW'],
  trigger: ['TR', 'SQL_TRIGGER'],
  procedure: ['P ', 'SQL_STORED_PROCEDURE'],
};

const objectRows = (e: Environment, database: string): ObjectRow[] =>
  e.catalog.objectsOf(database).flatMap((o) => {
    const [code, description] = kinds[o.kind];
    const parent = o.kind === 'trigger' ? o.tableId : 0;
    const own: ObjectRow = { name: o.name, id: o.id, parent, code, description, created: o.created };
    if (o.kind !== 'table') return [own];
    const sub = (name: string, id: number, subCode: string, subDescription: string): ObjectRow => ({
      name,
      id,
      parent: o.id,
      code: subCode,
      description: subDescription,
      created: o.created,
    });
    return [
      own,
      ...o.indexes
        .filter((i) => i.constraint)
        .map((i) =>
          i.primary
            ? sub(i.name, o.id + 1_000_000_000 + i.id, 'PK', 'PRIMARY_KEY_CONSTRAINT')
            : sub(i.name, o.id + 1_000_000_000 + i.id, 'UQ', 'UNIQUE_CONSTRAINT'),
        ),
      ...o.columns
        .filter((c) => c.defaultText !== null)
        .map((c) => sub(c.defaultName, c.defaultId, 'D ', 'DEFAULT_CONSTRAINT')),
      ...o.checks.map((c) => sub(c.name, c.id, 'C ', 'CHECK_CONSTRAINT')),
    ];
  });

const objectColumns: readonly ViewColumn[] = [
  ['name', sysname, false],
  ['object_id', intType, false],
  ['principal_id', intType],
  ['schema_id', intType, false],
  ['parent_object_id', intType, false],
  ['type', char2],
  ['type_desc', nvarchar(60)],
  ['create_date', datetimeType, false],
  ['modify_date', datetimeType, false],
  ['is_ms_shipped', bitType, false],
  ['is_published', bitType, false],
  ['is_schema_published', bitType, false],
];
const objectValues = (row: ObjectRow): Value[] => {
  const created = catalogDate(row.created);
  return [row.name, row.id, null, 1, row.parent, row.code, row.description, created, created, 0, 0, 0];
};
const only = (
  code: string,
  more: readonly ViewColumn[] = [],
  values: readonly Value[] = [],
): SystemViewDefinition => ({
  columns: [...objectColumns, ...more],
  rows: (e, database) =>
    objectRows(e, database)
      .filter((row) => row.code === code)
      .map((row) => [...objectValues(row), ...values]),
});

const triggersOf = (e: Environment, database: string): Trigger[] =>
  e.catalog.objectsOf(database).filter((o): o is Trigger => o.kind === 'trigger');

export const sysObjectViews: Readonly<Record<string, SystemViewDefinition>> = {
  objects: { columns: objectColumns, rows: (e, database) => objectRows(e, database).map(objectValues) },
  all_objects: { columns: objectColumns, rows: (e, database) => objectRows(e, database).map(objectValues) },
  tables: only(
    'U ',
    [
      ['max_column_id_used', intType, false],
      ['lock_escalation_desc', nvarchar(60)],
    ],
    [0, 'TABLE'],
  ),
  views: only('V ', [['has_opaque_metadata', bitType, false]], [0]),
  procedures: only('P ', [['is_auto_executed', bitType, false]], [0]),
  schemas: {
    columns: [
      ['name', sysname, false],
      ['schema_id', intType, false],
      ['principal_id', intType],
    ],
    rows: () => [
      ['dbo', 1, 1],
      ['INFORMATION_SCHEMA', 3, 3],
      ['sys', 4, 4],
    ],
  },
  triggers: {
    columns: [
      ['name', sysname, false],
      ['object_id', intType, false],
      ['parent_class', tiny, false],
      ['parent_class_desc', nvarchar(60)],
      ['parent_id', intType, false],
      ['type', char2, false],
      ['type_desc', nvarchar(60)],
      ['create_date', datetimeType, false],
      ['modify_date', datetimeType, false],
      ['is_ms_shipped', bitType, false],
      ['is_disabled', bitType, false],
      ['is_not_for_replication', bitType, false],
      ['is_instead_of_trigger', bitType, false],
    ],
    rows: (e, database) =>
      triggersOf(e, database).map((t) => {
        const created = catalogDate(t.created);
        const flags = [0, t.disabled ? 1 : 0, 0, t.insteadOf ? 1 : 0];
        return [
          t.name,
          t.id,
          1,
          'OBJECT_OR_COLUMN',
          t.tableId,
          'TR',
          'SQL_TRIGGER',
          created,
          created,
          ...flags,
        ];
      }),
  },
  trigger_events: {
    columns: [
      ['object_id', intType, false],
      ['type', intType, false],
      ['type_desc', nvarchar(60), false],
    ],
    rows: (e, database) =>
      triggersOf(e, database).flatMap((t) =>
        t.events.map((event) => [t.id, { INSERT: 1, UPDATE: 2, DELETE: 3 }[event], event]),
      ),
  },
  sql_modules: {
    columns: [
      ['object_id', intType, false],
      ['definition', nvarchar('max')],
    ],
    rows: (e, database) =>
      e.catalog.objectsOf(database).flatMap((o) => (o.kind === 'table' ? [] : [[o.id, o.text]])),
  },
  sysobjects: {
    columns: [
      ['name', sysname, false],
      ['id', intType, false],
      ['xtype', char2, false],
      ['uid', small],
      ['parent_obj', intType, false],
      ['crdate', datetimeType, false],
      ['type', char2],
    ],
    rows: (e, database) =>
      objectRows(e, database).map((o) => [o.name, o.id, o.code, 1, o.parent, catalogDate(o.created), o.code]),
  },
};
