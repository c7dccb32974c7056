/**
 * Reads the server's catalog: INFORMATION_SCHEMA first, which every engine has, then SQL Server's own views for what the
 * standard does not know (identity, computed, triggers), each with an older way behind it. What cannot be read is left
 * open, never guessed to be there.
 */
import { ConnectionError } from '../../../../shared/errors.ts';
import type { Row, SageConnection } from '../connection/connection.ts';
import type { Catalog, CatalogColumn } from './profile.ts';

const plain = (text: string) => ({ text, parameters: [] });
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const numberOrNull = (value: unknown): number | null =>
  value === null || value === undefined || Number.isNaN(Number(value)) ? null : Number(value);
const yes = (value: unknown): boolean => value === true || Number(value) === 1;

/** The rows of the first statement that the server takes; null when it takes none. Only a lost connection throws. */
async function firstThatWorks(
  connection: SageConnection,
  statements: readonly string[],
): Promise<readonly Row[] | null> {
  for (const statement of statements) {
    try {
      return await connection.rows(plain(statement));
    } catch (error) {
      if (isGone(error)) throw error;
    }
  }
  return null;
}

/**
 * Whether an error says nothing about what the engine knows: the connection, the login, or a moment's trouble. What an
 * engine lacks gives a lasting error (no such object, syntax, permission), and only that is taken for an answer.
 */
export function isGone(error: unknown): boolean {
  if (!(error instanceof ConnectionError)) return true;
  return (
    error.transient || error.code === 'LEDGER_LOGIN_FAILED' || error.code === 'LEDGER_DATABASE_NOT_FOUND'
  );
}

/** How the names of the tables begin: receivables and the chart of accounts; sales orders and articles. */
export type TableFamily = 'ar' | 'glacnt' | 'so' | 'ic';

const columnsOf = (
  families: readonly TableFamily[],
): string => `SELECT TABLE_SCHEMA AS table_schema, TABLE_NAME AS table_name, COLUMN_NAME AS column_name,
  COLUMN_DEFAULT AS column_default, IS_NULLABLE AS is_nullable, DATA_TYPE AS data_type,
  CHARACTER_MAXIMUM_LENGTH AS max_length, NUMERIC_PRECISION AS num_precision, NUMERIC_SCALE AS num_scale,
  COLLATION_NAME AS collation_name
FROM INFORMATION_SCHEMA.COLUMNS
WHERE ${families.map((name) => `LOWER(TABLE_NAME) LIKE '${name}%'`).join(' OR ')}
ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION`;

const VIEWS = `SELECT TABLE_SCHEMA AS table_schema, TABLE_NAME AS table_name FROM INFORMATION_SCHEMA.TABLES
WHERE TABLE_TYPE = 'VIEW'`;

/** SQL Server 2005 and later; then SQL Server 2000's functions. */
const specialColumns = (families: readonly TableFamily[]): string[] => [
  `SELECT s.name AS table_schema, o.name AS table_name, c.name AS column_name, c.is_identity AS is_identity,
  c.is_computed AS is_computed
FROM sys.columns c INNER JOIN sys.objects o ON o.object_id = c.object_id
INNER JOIN sys.schemas s ON s.schema_id = o.schema_id
WHERE c.is_identity = 1 OR c.is_computed = 1`,
  `SELECT TABLE_SCHEMA AS table_schema, TABLE_NAME AS table_name, COLUMN_NAME AS column_name,
  COLUMNPROPERTY(OBJECT_ID(TABLE_SCHEMA + '.' + TABLE_NAME), COLUMN_NAME, 'IsIdentity') AS is_identity,
  COLUMNPROPERTY(OBJECT_ID(TABLE_SCHEMA + '.' + TABLE_NAME), COLUMN_NAME, 'IsComputed') AS is_computed
FROM INFORMATION_SCHEMA.COLUMNS WHERE ${families.map((name) => `LOWER(TABLE_NAME) LIKE '${name}%'`).join(' OR ')}`,
];

const TRIGGERS = [
  `SELECT s.name AS table_schema, o.name AS table_name, t.name AS trigger_name, t.is_disabled AS is_disabled,
  t.is_instead_of_trigger AS is_instead_of
FROM sys.triggers t INNER JOIN sys.objects o ON o.object_id = t.parent_id
INNER JOIN sys.schemas s ON s.schema_id = o.schema_id`,
  `SELECT 'dbo' AS table_schema, p.name AS table_name, t.name AS trigger_name, 0 AS is_disabled, 0 AS is_instead_of
FROM sysobjects t INNER JOIN sysobjects p ON p.id = t.parent_obj WHERE t.xtype = 'TR'`,
];

export interface CatalogReading {
  readonly catalog: Catalog;
  /** False: identity columns were guessed by name, because the server has no catalog that tells. */
  readonly knowsIdentity: boolean;
  /** False: whether there are triggers could not be read. */
  readonly knowsTriggers: boolean;
}

/** @throws ConnectionError when the server cannot be reached or refuses to list columns at all. */
export async function readCatalog(
  connection: SageConnection,
  families: readonly TableFamily[] = ['ar', 'glacnt'],
): Promise<CatalogReading> {
  const columnRows = await connection.rows(plain(columnsOf(families)));
  const views = (await firstThatWorks(connection, [VIEWS])) ?? [];
  const special = await firstThatWorks(connection, specialColumns(families));
  const triggers = await firstThatWorks(connection, TRIGGERS);
  const id = (row: Row): string => `${text(row.table_schema)}.${text(row.table_name)}`;
  const marked = new Map((special ?? []).map((row) => [`${id(row)}.${text(row.column_name)}`, row]));
  const columns = columnRows.map((row): CatalogColumn => {
    const name = text(row.column_name);
    const mark = marked.get(`${id(row)}.${name}`);
    const type = text(row.data_type).toLowerCase();
    return {
      schema: text(row.table_schema),
      table: text(row.table_name),
      name,
      type,
      length: /char/.test(type) ? numberOrNull(row.max_length) : null,
      precision: numberOrNull(row.num_precision),
      scale: numberOrNull(row.num_scale),
      nullable: text(row.is_nullable).toUpperCase() !== 'NO',
      hasDefault: row.column_default !== null && row.column_default !== undefined,
      // Rows of Sage Pro tables have an identity id_col (seen): the best that can be said without a catalog.
      identity: special === null ? name.toLowerCase() === 'id_col' : yes(mark?.is_identity),
      computed: yes(mark?.is_computed),
      collation: text(row.collation_name) || null,
    };
  });
  return {
    catalog: {
      columns,
      views: new Set(views.map((row) => id(row).toLowerCase())),
      triggers: (triggers ?? []).map((row) => ({
        schema: text(row.table_schema),
        table: text(row.table_name),
        name: text(row.trigger_name),
        disabled: yes(row.is_disabled),
        insteadOf: yes(row.is_instead_of),
      })),
    },
    knowsIdentity: special !== null,
    knowsTriggers: triggers !== null,
  };
}
