/**
 * The schema profile: which of the known tables this company has, under which name, with which columns. Built from
 * what the server's catalog said, never from an assumption. Every identifier in a statement comes from here.
 */
import { quoted } from '../connection/statement.ts';
import { KNOWN_TABLES, type TableKey } from './known-tables.ts';

export interface ColumnProfile {
  /** As found, in its own case. */
  readonly name: string;
  /** SQL Server's base type, lower case. */
  readonly type: string;
  /** Characters of a char type; -1 is (max); null for other types. */
  readonly length: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  readonly identity: boolean;
  readonly computed: boolean;
  readonly collation: string | null;
}

export interface TriggerProfile {
  readonly name: string;
  readonly disabled: boolean;
  readonly insteadOf: boolean;
}

export interface TableProfile {
  /** Matchbook's name for it: a TableKey, or one of the order tables. */
  readonly table: string;
  readonly schema: string;
  /** As found, in its own case and with its suffix. */
  readonly name: string;
  readonly isView: boolean;
  /** By lower-case name, in the table's order. */
  readonly columns: ReadonlyMap<string, ColumnProfile>;
  readonly triggers: readonly TriggerProfile[];
}

export interface SchemaProfile {
  readonly tables: ReadonlyMap<TableKey, TableProfile>;
  /** What stands behind the tables' names, such as '01'; '' for none. */
  readonly suffix: string;
  /** Tables that could have been meant as well, e.g. armast beside armast01. */
  readonly alternatives: readonly string[];
}

export interface CatalogColumn extends ColumnProfile {
  readonly schema: string;
  readonly table: string;
}

export interface Catalog {
  readonly columns: readonly CatalogColumn[];
  /** Lower-case `schema.table` of what is a view. */
  readonly views: ReadonlySet<string>;
  readonly triggers: readonly (TriggerProfile & { readonly schema: string; readonly table: string })[];
}

/** `[dbo].[armast01]`. */
export function tableSql(table: TableProfile): string {
  return `${quoted(table.schema)}.${quoted(table.name)}`;
}

export const CHAR_TYPES: ReadonlySet<string> = new Set(['char', 'varchar', 'nchar', 'nvarchar']);
export const NUMBER_TYPES: ReadonlySet<string> = new Set([
  'numeric',
  'decimal',
  'money',
  'smallmoney',
  'float',
  'real',
  'int',
  'bigint',
  'smallint',
  'tinyint',
]);
export const DATE_TYPES: ReadonlySet<string> = new Set(['datetime', 'smalldatetime', 'date', 'datetime2']);

/** Columns that the server fills by itself and that no INSERT may name. */
export function isServerFilled(column: ColumnProfile): boolean {
  return column.identity || column.computed || column.type === 'timestamp' || column.type === 'rowversion';
}

interface Candidate {
  readonly schema: string;
  readonly name: string;
  readonly suffix: string;
  readonly isView: boolean;
}

/** Tables that may be the known table `key`: its name alone, or with digits or an underscore and digits behind it. */
function candidatesFor(key: string, catalog: Catalog, wantedSuffix: string): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { schema, table } of catalog.columns) {
    const lower = table.toLowerCase();
    const suffix = lower.slice(key.length);
    if (!lower.startsWith(key) || !(/^(_?\d{1,3})?$/.test(suffix) || suffix === wantedSuffix)) continue;
    const id = `${schema}.${table}`;
    if (found.has(id)) continue;
    found.set(id, { schema, name: table, suffix, isView: catalog.views.has(id.toLowerCase()) });
  }
  return [...found.values()];
}

/** Better first: a table before a view, dbo before others, lower case before upper. */
function byPreference(a: Candidate, b: Candidate): number {
  const rank = (it: Candidate): number =>
    (it.isView ? 4 : 0) +
    (it.schema.toLowerCase() === 'dbo' ? 0 : 2) +
    (it.name === it.name.toLowerCase() ? 0 : 1);
  return rank(a) - rank(b) || (a.name < b.name ? -1 : 1);
}

/**
 * The suffix of the company: the wanted one; else the one under which most of the known tables exist, the plain name
 * before the database's own company number (PRO01: 01), that before any other.
 */
function chooseSuffix(wanted: string, database: string, found: readonly Candidate[][]): string {
  if (wanted !== 'auto') return wanted.toLowerCase();
  const counts = new Map<string, number>();
  for (const candidates of found) {
    for (const suffix of new Set(candidates.map((it) => it.suffix))) {
      counts.set(suffix, (counts.get(suffix) ?? 0) + 1);
    }
  }
  const own = /(\d{1,3})$/.exec(database)?.[1] ?? '';
  const rank = (suffix: string): number => (suffix === '' ? 0 : suffix.replace('_', '') === own ? 1 : 2);
  const order = [...counts].sort(([a, n], [b, m]) => m - n || rank(a) - rank(b) || (a < b ? -1 : 1));
  return order[0]?.[0] ?? '';
}

export function buildProfile(catalog: Catalog, database: string, wantedSuffix: string): SchemaProfile {
  const found = KNOWN_TABLES.map(({ table }) => candidatesFor(table, catalog, wantedSuffix.toLowerCase()));
  const core = KNOWN_TABLES.map(({ table }, at) =>
    ['armast', 'arcust', 'arcash'].includes(table) ? (found[at] ?? []) : [],
  );
  const suffix = chooseSuffix(wantedSuffix, database, core);
  const tables = new Map<TableKey, TableProfile>();
  const alternatives: string[] = [];
  KNOWN_TABLES.forEach(({ table: key }, at) => {
    const candidates = [...(found[at] ?? [])].sort(byPreference);
    const fitting = candidates.filter((it) => it.suffix === suffix);
    // A half-converted company: the table exists under another suffix only.
    const chosen = fitting[0] ?? (wantedSuffix === 'auto' ? candidates[0] : undefined);
    if (!chosen) return;
    tables.set(key, tableProfile(key, chosen, catalog));
    for (const other of candidates)
      if (other !== chosen && !other.isView) alternatives.push(`${other.schema}.${other.name}`);
  });
  return { tables, suffix, alternatives };
}

/** A table by its plain name with the company's suffix, else without; null when there is neither. */
export function profileNamed(key: string, suffix: string, catalog: Catalog): TableProfile | null {
  const [chosen] = [suffix.toLowerCase(), ''].flatMap((wanted) =>
    candidatesFor(key, catalog, wanted)
      .filter((it) => it.suffix === wanted)
      .sort(byPreference),
  );
  return chosen ? tableProfile(key, chosen, catalog) : null;
}

function tableProfile(key: string, chosen: Candidate, catalog: Catalog): TableProfile {
  const same = (it: { schema: string; table: string }): boolean =>
    it.schema === chosen.schema && it.table === chosen.name;
  const columns = new Map<string, ColumnProfile>();
  for (const { schema, table, ...column } of catalog.columns) {
    if (!same({ schema, table })) continue;
    const lower = column.name.toLowerCase();
    // With a binary collation two columns may differ in case alone: Sage Pro's own is the lower-case one.
    if (!columns.has(lower) || column.name === lower) columns.set(lower, column);
  }
  return {
    table: key,
    schema: chosen.schema,
    name: chosen.name,
    isView: chosen.isView,
    columns,
    triggers: catalog.triggers
      .filter(same)
      .map(({ name, disabled, insteadOf }) => ({ name, disabled, insteadOf })),
  };
}

/** 'char(10) not null, identity' as the preflight shows it. */
export function describeType(column: ColumnProfile): string {
  const size =
    column.length !== null
      ? `(${column.length < 0 ? 'max' : column.length})`
      : ['numeric', 'decimal'].includes(column.type)
        ? `(${column.precision ?? '?'},${column.scale ?? 0})`
        : '';
  const notes = [
    column.nullable ? 'null' : 'not null',
    column.identity ? 'identity' : '',
    column.computed ? 'computed' : '',
    column.hasDefault ? 'default' : '',
  ];
  return `${column.type}${size} ${notes.filter((it) => it !== '').join(', ')}`;
}
