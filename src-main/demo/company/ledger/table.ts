/** A table of the demo ledger as its site's server has it, and its T-SQL. Column facts: see schema.ts. */

export interface LedgerColumn {
  readonly name: string;
  /** T-SQL, as in CREATE TABLE: 'char(10)', 'numeric(12,2)', 'datetime'. */
  readonly type: string;
  readonly nullable?: boolean;
  readonly identity?: boolean;
  /** T-SQL expression, e.g. "''" or '0'. */
  readonly default?: string;
}

export interface LedgerTable {
  readonly name: string;
  readonly columns: readonly LedgerColumn[];
  readonly primaryKey: { readonly name: string; readonly columns: readonly string[] };
  readonly indexes: readonly {
    readonly name: string;
    readonly columns: readonly string[];
    readonly unique?: boolean;
  }[];
}

/** A text value as the seam of the SQL server takes it, decimals as exact strings, instants without a zone. */
export type LedgerValue = string | number | boolean | null;
export type LedgerRow = Readonly<Record<string, LedgerValue>>;

/** What a FoxPro date that was never entered became when the tables were moved to SQL Server. */
export const NO_DATE = '1900-01-01T00:00:00.000';

const defaultOf = (type: string): string => {
  if (type === 'datetime') return "('19000101')";
  return type.startsWith('char') || type.startsWith('varchar') || type === 'text' ? "('')" : '(0)';
};

/**
 * Columns from "name type" lines. FoxPro knows no NULL, so each is NOT NULL with an empty default, and each table got
 * an identity `id_col` when it was moved.
 */
export function table(
  name: string,
  lines: string,
  indexes: Readonly<Record<string, readonly string[]>> = {},
): LedgerTable {
  const columns = lines
    .trim()
    .split('\n')
    .map((line): LedgerColumn => {
      const [column = '', type = ''] = line.trim().split(/\s+/);
      return { name: column, type, default: defaultOf(type) };
    });
  return {
    name,
    columns: [...columns, { name: 'id_col', type: 'int', identity: true }],
    primaryKey: { name: `PK_${name}`, columns: ['id_col'] },
    indexes: Object.entries(indexes).map(([index, keys]) => ({ name: `${name}_${index}`, columns: keys })),
  };
}

/** CREATE TABLE and CREATE INDEX, a statement each. */
export function ddlOf({ name, columns, primaryKey, indexes }: LedgerTable): string[] {
  const lines = columns.map((column) => {
    const identity = column.identity === true ? ' IDENTITY(1,1)' : '';
    const constraint =
      column.default === undefined ? '' : ` CONSTRAINT [DF_${name}_${column.name}] DEFAULT ${column.default}`;
    return `  [${column.name}] ${column.type}${identity} ${column.nullable === true ? 'NULL' : 'NOT NULL'}${constraint}`;
  });
  const keys = primaryKey.columns.map((key) => `[${key}]`).join(', ');
  lines.push(`  CONSTRAINT [${primaryKey.name}] PRIMARY KEY NONCLUSTERED (${keys})`);
  return [
    `CREATE TABLE [dbo].[${name}] (\n${lines.join(',\n')}\n)`,
    ...indexes.map((index) => {
      const unique = index.unique === true ? 'UNIQUE ' : '';
      return `CREATE ${unique}INDEX [${index.name}] ON [dbo].[${name}] (${index.columns.map((it) => `[${it}]`).join(', ')})`;
    }),
  ];
}
