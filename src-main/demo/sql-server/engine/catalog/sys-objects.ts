/** sys.objects, sys.tables, sys.columns and their kin. */
import type { SqlType } from '../../session.ts';
import type { Environment } from '../compile/environment.ts';
import { bitType, datetimeType, intType, isText, nvarchar, sysname, type Value } from '../types/sql-type.ts';
import type { CatalogObject, Table, Trigger, View } from './model.ts';
import type { SystemViewDefinition, ViewColumn } from './system-views.ts';
import { catalogDate, systemTypes, typeFacts } from './type-facts.ts';
import { viewColumns } from './view-columns.ts';

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

const tablesOf = (e: Environment, database: string): Table[] =>
  e.catalog.objectsOf(database).filter((o): o is Table => o.kind === 'table');

const columnColumns: readonly ViewColumn[] = [
  ['object_id', intType, false],
  ['name', sysname],
  ['column_id', intType, false],
  ['system_type_id', tiny, false],
  ['user_type_id', intType, false],
  ['max_length', small, false],
  ['precision', tiny, false],
  ['scale', tiny, false],
  ['collation_name', sysname],
  ['is_nullable', bitType],
  ['is_ansi_padded', bitType, false],
  ['is_rowguidcol', bitType, false],
  ['is_identity', bitType, false],
  ['is_computed', bitType, false],
  ['is_filestream', bitType, false],
  ['is_replicated', bitType],
  ['is_non_sql_subscribed', bitType],
  ['is_merge_published', bitType],
  ['is_dts_replicated', bitType],
  ['is_xml_document', bitType, false],
  ['xml_collection_id', intType, false],
  ['default_object_id', intType, false],
  ['rule_object_id', intType, false],
  ['is_sparse', bitType],
  ['is_column_set', bitType],
];
const columnValues = (table: Table, c: Table['columns'][number]): Value[] => {
  const facts = typeFacts(c.type);
  const id = c.rowVersion ? 189 : facts.id;
  const padded = 'length' in c.type ? 1 : 0;
  const identity = c.identity === null ? 0 : 1;
  const computed = c.computedText === null ? 0 : 1;
  const kept = c.defaultText === null ? 0 : c.defaultId;
  const [a, b] = [facts.precision, facts.scale];
  const head = [table.id, c.name, c.columnId, id, id, facts.length, a, b, c.collation, c.nullable ? 1 : 0];
  return [...head, padded, 0, identity, computed, 0, 0, 0, 0, 0, 0, 0, kept, 0, 0, 0];
};
const viewColumnValues = (view: View, e: Environment): Value[][] =>
  viewColumns(view, e).map((c, i) => {
    const facts = typeFacts(c.type);
    const collation = isText(c.type) ? (c.collation?.name ?? null) : null;
    const head = [view.id, c.name, i + 1, facts.id, facts.id, facts.length, facts.precision, facts.scale];
    const flags = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    return [...head, collation, c.nullable ? 1 : 0, ...flags, 0];
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
  columns: {
    columns: columnColumns,
    rows: (e, database) => [
      ...tablesOf(e, database).flatMap((t) => t.columns.map((c) => columnValues(t, c))),
      ...e.catalog
        .objectsOf(database)
        .filter((o): o is View => o.kind === 'view')
        .flatMap((v) => viewColumnValues(v, e)),
    ],
  },
  identity_columns: {
    columns: [
      ...columnColumns,
      ['seed_value', { name: 'bigint' }],
      ['increment_value', { name: 'bigint' }],
      ['last_value', { name: 'bigint' }],
    ],
    rows: (e, database) =>
      tablesOf(e, database).flatMap((t) =>
        t.columns.flatMap((c) => {
          if (c.identity === null) return [];
          const last = e.store.identity(t);
          const { seed, increment } = c.identity;
          return [
            [...columnValues(t, c), BigInt(seed), BigInt(increment), last === null ? null : BigInt(last)],
          ];
        }),
      ),
  },
  computed_columns: {
    columns: [...columnColumns, ['definition', nvarchar('max')], ['is_persisted', bitType, false]],
    rows: (e, database) =>
      tablesOf(e, database).flatMap((t) =>
        t.columns.flatMap((c) =>
          c.computedText === null ? [] : [[...columnValues(t, c), `(${c.computedText})`, 0]],
        ),
      ),
  },
  types: {
    columns: [
      ['name', sysname, false],
      ['system_type_id', tiny, false],
      ['user_type_id', intType, false],
      ['schema_id', intType, false],
      ['max_length', small, false],
      ['precision', tiny, false],
      ['scale', tiny, false],
      ['collation_name', sysname],
      ['is_nullable', bitType],
      ['is_user_defined', bitType, false],
    ],
    rows: (e) => [
      ...systemTypes.flatMap(([name, id, length, precision, scale]) => {
        const collation = /char|text/.test(name) ? e.serverCollation.name : null;
        const own: Value[] = [name, id, id, 4, length, precision, scale, collation, 1, 0];
        return name === 'numeric' ? [['decimal', 106, 106, 4, 17, 38, 38, null, 1, 0], own] : [own];
      }),
      ['timestamp', 189, 189, 4, 8, 0, 0, null, 0, 0],
      ['sysname', 231, 256, 4, 256, 0, 0, e.serverCollation.name, 0, 0],
    ],
  },
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
  syscolumns: {
    columns: [
      ['name', sysname],
      ['id', intType, false],
      ['xtype', tiny, false],
      ['length', small, false],
      ['colid', small],
      ['isnullable', intType],
      ['prec', small],
      ['scale', intType],
      ['collation', sysname],
    ],
    rows: (e, database) =>
      tablesOf(e, database).flatMap((t) =>
        t.columns.map((c) => {
          const f = typeFacts(c.type);
          const nullable = c.nullable ? 1 : 0;
          return [c.name, t.id, f.id, f.length, c.columnId, nullable, f.precision, f.scale, c.collation];
        }),
      ),
  },
};
