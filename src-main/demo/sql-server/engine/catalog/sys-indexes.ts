/** sys.indexes, sys.index_columns, and the constraint views. */
import type { SqlType } from '../../session.ts';
import type { Environment } from '../compile/environment.ts';
import { bitType, datetimeType, intType, nvarchar, sysname, type Value } from '../types/sql-type.ts';
import type { Index, Table } from './model.ts';
import type { SystemViewDefinition, ViewColumn } from './system-views.ts';
import { catalogDate, shownDefault } from './type-facts.ts';

const tiny: SqlType = { name: 'tinyint' };
const char2: SqlType = { name: 'char', length: 2 };

const tablesOf = (e: Environment, database: string): Table[] =>
  e.catalog.objectsOf(database).filter((o): o is Table => o.kind === 'table');

/** The clustered index is number 1, the others follow from 2; a table without one is a heap, number 0. */
const numbered = (table: Table): readonly (readonly [number, Index | null])[] => {
  const clustered = table.indexes.find((i) => i.clustered) ?? null;
  const others = table.indexes.filter((i) => i !== clustered);
  return [
    clustered === null ? [0, null] : [1, clustered],
    ...others.map((index, i) => [i + 2, index] as const),
  ];
};

const indexValues = (table: Table, id: number, index: Index | null): Value[] => {
  const type = index === null ? 'HEAP' : index.clustered ? 'CLUSTERED' : 'NONCLUSTERED';
  const unique = index?.unique === true ? 1 : 0;
  const primary = index?.primary === true ? 1 : 0;
  const uniqueConstraint = index?.constraint === true && !index.primary ? 1 : 0;
  const code = index === null ? 0 : index.clustered ? 1 : 2;
  return [table.id, index?.name ?? null, id, code, type, unique, 1, 0, primary, uniqueConstraint, 0, 0, 0];
};

const constraintColumns: readonly ViewColumn[] = [
  ['name', sysname, false],
  ['object_id', intType, false],
  ['schema_id', intType, false],
  ['parent_object_id', intType, false],
  ['type', char2],
  ['type_desc', nvarchar(60)],
  ['create_date', datetimeType, false],
  ['parent_column_id', intType, false],
  ['definition', nvarchar('max')],
  ['is_system_named', bitType, false],
];

export const sysIndexViews: Readonly<Record<string, SystemViewDefinition>> = {
  indexes: {
    columns: [
      ['object_id', intType, false],
      ['name', sysname],
      ['index_id', intType, false],
      ['type', tiny, false],
      ['type_desc', nvarchar(60)],
      ['is_unique', bitType],
      ['data_space_id', intType, false],
      ['ignore_dup_key', bitType],
      ['is_primary_key', bitType],
      ['is_unique_constraint', bitType],
      ['fill_factor', tiny, false],
      ['is_disabled', bitType],
      ['has_filter', bitType],
    ],
    rows: (e, database) =>
      tablesOf(e, database).flatMap((t) => numbered(t).map(([id, index]) => indexValues(t, id, index))),
  },
  index_columns: {
    columns: [
      ['object_id', intType, false],
      ['index_id', intType, false],
      ['index_column_id', intType, false],
      ['column_id', intType, false],
      ['key_ordinal', tiny, false],
      ['partition_ordinal', tiny, false],
      ['is_descending_key', bitType],
      ['is_included_column', bitType],
    ],
    rows: (e, database) =>
      tablesOf(e, database).flatMap((t) =>
        numbered(t).flatMap(([id, index]) =>
          (index?.columns ?? []).map((physical, i) => {
            const column = t.columns.find((c) => c.physical === physical)?.columnId ?? 0;
            return [t.id, id, i + 1, column, i + 1, 0, 0, 0];
          }),
        ),
      ),
  },
  default_constraints: {
    columns: constraintColumns,
    rows: (e, database) =>
      tablesOf(e, database).flatMap((t) =>
        t.columns.flatMap((c) => {
          if (c.defaultText === null) return [];
          const created = catalogDate(t.created);
          const named = c.defaultName.startsWith('DF__') ? 1 : 0;
          const head = [c.defaultName, c.defaultId, 1, t.id, 'D ', 'DEFAULT_CONSTRAINT', created];
          return [[...head, c.columnId, shownDefault(c.defaultText), named]];
        }),
      ),
  },
  check_constraints: {
    columns: [...constraintColumns, ['is_disabled', bitType, false]],
    rows: (e, database) =>
      tablesOf(e, database).flatMap((t) =>
        t.checks.map((c) => {
          const created = catalogDate(t.created);
          const head = [c.name, c.id, 1, t.id, 'C ', 'CHECK_CONSTRAINT', created];
          return [...head, 0, `(${c.text})`, c.name.startsWith('CK__') ? 1 : 0, 0];
        }),
      ),
  },
  key_constraints: {
    columns: [
      ['name', sysname, false],
      ['object_id', intType, false],
      ['schema_id', intType, false],
      ['parent_object_id', intType, false],
      ['type', char2],
      ['type_desc', nvarchar(60)],
      ['unique_index_id', intType],
    ],
    rows: (e, database) =>
      tablesOf(e, database).flatMap((t) =>
        numbered(t).flatMap(([id, index]) => {
          if (index === null || !index.constraint) return [];
          const code = index.primary ? ['PK', 'PRIMARY_KEY_CONSTRAINT'] : ['UQ', 'UNIQUE_CONSTRAINT'];
          return [[index.name, t.id + 1_000_000_000 + index.id, 1, t.id, ...code, id]];
        }),
      ),
  },
  foreign_keys: {
    columns: [
      ['name', sysname, false],
      ['object_id', intType, false],
      ['parent_object_id', intType, false],
      ['referenced_object_id', intType],
    ],
    rows: () => [],
  },
  partitions: {
    columns: [
      ['object_id', intType, false],
      ['index_id', intType, false],
      ['partition_number', intType, false],
      ['rows', { name: 'bigint' }],
    ],
    rows: (e, database) =>
      tablesOf(e, database).flatMap((t) =>
        numbered(t).map(([id]) => [t.id, id, 1, BigInt(e.store.count(t))]),
      ),
  },
};
