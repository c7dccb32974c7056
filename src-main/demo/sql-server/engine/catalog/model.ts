/** What the catalog holds: tables, views, triggers, procedures, with the ids that sys.objects shows. */
import type { SqlType } from '../../session.ts';

export interface Column {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly identity: { readonly seed: number; readonly increment: number } | null;
  /** T-SQL text of the default, evaluated at each insert; null when there is none. */
  readonly defaultText: string | null;
  readonly defaultName: string;
  readonly defaultId: number;
  readonly computedText: string | null;
  readonly rowVersion: boolean;
  /** null for a column that is no text. */
  readonly collation: string | null;
  /** The SQLite column is `c<physical>`; it never changes, even when other columns are dropped. */
  readonly physical: number;
  /** sys.columns.column_id */
  readonly columnId: number;
}

export interface Index {
  readonly id: number;
  readonly name: string;
  /** Physical numbers of the key columns, in key order. */
  readonly columns: readonly number[];
  readonly unique: boolean;
  readonly primary: boolean;
  /** Made by PRIMARY KEY or UNIQUE: a violation is error 2627, else 2601. */
  readonly constraint: boolean;
  readonly clustered: boolean;
}

interface CatalogEntry {
  readonly id: number;
  readonly database: string;
  readonly schema: string;
  readonly name: string;
  /** ISO instant. */
  readonly created: string;
}

export interface Table extends CatalogEntry {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly indexes: readonly Index[];
  readonly checks: readonly { readonly id: number; readonly name: string; readonly text: string }[];
  /** A #temporary table or a table variable: not persistent, owned by one session. */
  readonly temporary: boolean;
  readonly nextPhysical: number;
}
export interface View extends CatalogEntry {
  readonly kind: 'view';
  readonly columns: readonly string[];
  readonly queryText: string;
  readonly text: string;
}
export interface Trigger extends CatalogEntry {
  readonly kind: 'trigger';
  readonly tableId: number;
  readonly events: readonly ('INSERT' | 'UPDATE' | 'DELETE')[];
  readonly insteadOf: boolean;
  readonly disabled: boolean;
  readonly bodyText: string;
  readonly text: string;
}
export interface Procedure extends CatalogEntry {
  readonly kind: 'procedure';
  readonly text: string;
}
export type CatalogObject = Table | View | Trigger | Procedure;

/** Demo data in bulk: a table for `engine.load`. Columns are NOT NULL unless said otherwise. */
export interface TableDefinition {
  readonly name: string;
  readonly columns: readonly ColumnDefinition[];
  readonly primaryKey?: { readonly name?: string; readonly columns: readonly string[] };
  readonly indexes?: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly unique?: boolean;
  }[];
}
export interface ColumnDefinition {
  readonly name: string;
  /** T-SQL, as in CREATE TABLE: 'char(10)', 'numeric(14,2)', 'datetime'. */
  readonly type: string;
  readonly nullable?: boolean;
  readonly identity?: boolean;
  /** T-SQL expression, e.g. "' '" or '0'. */
  readonly default?: string;
}
