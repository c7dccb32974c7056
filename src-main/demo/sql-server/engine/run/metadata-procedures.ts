/** sp_tables, sp_columns, sp_databases: each is a query over the catalog views. */
import { unsupported } from '../errors.ts';
import type { BuiltInProcedure } from './built-in-procedures.ts';
import { textArgument } from './built-in-procedures.ts';
import { executeText } from './execute.ts';

const quoted = (text: string): string => `N'${text.replaceAll("'", "''")}'`;

export const listTables: BuiltInProcedure = async (session, given, scope) => {
  const name = textArgument(given, 0, '@table_name');
  const where = name === null ? '' : ` WHERE TABLE_NAME LIKE ${quoted(name)}`;
  await executeText(
    session,
    `SELECT TABLE_CATALOG AS TABLE_QUALIFIER, TABLE_SCHEMA AS TABLE_OWNER, TABLE_NAME,
       CAST(CASE TABLE_TYPE WHEN 'VIEW' THEN 'VIEW' ELSE 'TABLE' END AS varchar(32)) AS TABLE_TYPE,
       CAST(NULL AS varchar(254)) AS REMARKS
     FROM INFORMATION_SCHEMA.TABLES${where} ORDER BY 4, 1, 2, 3`,
    scope,
    null,
  );
  return 0;
};

export const listColumns: BuiltInProcedure = async (session, given, scope) => {
  const name = textArgument(given, 0, '@table_name');
  const where = name === null ? '' : ` WHERE TABLE_NAME LIKE ${quoted(name)}`;
  await executeText(
    session,
    `SELECT TABLE_CATALOG AS TABLE_QUALIFIER, TABLE_SCHEMA AS TABLE_OWNER, TABLE_NAME, COLUMN_NAME,
       DATA_TYPE AS TYPE_NAME, COALESCE(NUMERIC_PRECISION, CHARACTER_MAXIMUM_LENGTH) AS PRECISION_,
       COALESCE(CHARACTER_OCTET_LENGTH, NUMERIC_PRECISION) AS LENGTH, NUMERIC_SCALE AS SCALE,
       CASE IS_NULLABLE WHEN 'YES' THEN 1 ELSE 0 END AS NULLABLE, COLUMN_DEFAULT AS COLUMN_DEF,
       ORDINAL_POSITION, IS_NULLABLE
     FROM INFORMATION_SCHEMA.COLUMNS${where} ORDER BY TABLE_NAME, ORDINAL_POSITION`,
    scope,
    null,
  );
  return 0;
};

export const listDatabases: BuiltInProcedure = async (session, _given, scope) => {
  await executeText(
    session,
    'SELECT name AS DATABASE_NAME, 0 AS DATABASE_SIZE, CAST(NULL AS varchar(254)) AS REMARKS FROM sys.databases ORDER BY 1',
    scope,
    null,
  );
  return 0;
};

export const describeFirstResult: BuiltInProcedure = async () => {
  throw unsupported('the system procedure sp_describe_first_result_set');
};
