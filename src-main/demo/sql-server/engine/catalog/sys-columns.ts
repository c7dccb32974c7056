/** sys.columns, sys.identity_columns, sys.computed_columns, sys.types, and SQL Server 2000's syscolumns. */
import type { SqlType } from '../../session.ts';
import type { Environment } from '../compile/environment.ts';
import { bitType, intType, isText, nvarchar, sysname, type Value } from '../types/sql-type.ts';
import type { Table, View } from './model.ts';
import type { SystemViewDefinition, ViewColumn } from './system-views.ts';
import { systemTypes, typeFacts } from './type-facts.ts';
import { viewColumns } from './view-columns.ts';

const tiny: SqlType = { name: 'tinyint' };
const small: SqlType = { name: 'smallint' };

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

export const sysColumnViews: Readonly<Record<string, SystemViewDefinition>> = {
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
