/** Reads every table of the ledger through a login that can only read, with plain SQL that nobody else uses. */
import sql from 'mssql';
import type { LedgerTables, TableRow } from './books.ts';
import { DATABASE, SYSTEM_DATABASE } from './company-rows.ts';
import { passwordOf } from './sql-server.ts';

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

export async function readEveryTable(port: number): Promise<LedgerTables> {
  const pool = new sql.ConnectionPool({
    server: '127.0.0.1',
    port,
    database: DATABASE,
    user: 'auditor',
    password: passwordOf('auditor'),
    pool: { min: 0, max: 1 },
    options: { encrypt: false, trustServerCertificate: true, appName: 'Checker' },
  });
  await pool.connect();
  try {
    const tables = new Map<string, readonly TableRow[]>();
    for (const database of [DATABASE, SYSTEM_DATABASE]) {
      for (const [table, columns] of await columnsOf(pool, database)) {
        const list = columns.map((it) => `${asText(it)} AS [${it.name}]`).join(', ');
        const { recordset } = await pool
          .request()
          .query<TableRow>(`SELECT ${list} FROM [${database}].dbo.[${table}]`);
        tables.set(`${database}.${table}`, recordset);
      }
    }
    return tables;
  } finally {
    await pool.close();
  }
}

async function columnsOf(pool: sql.ConnectionPool, database: string): Promise<Map<string, Column[]>> {
  const { recordset } = await pool.request().query<Column>(
    `SELECT c.TABLE_NAME AS [table], c.COLUMN_NAME AS [name], c.DATA_TYPE AS [type]
     FROM [${database}].INFORMATION_SCHEMA.COLUMNS c
     INNER JOIN [${database}].INFORMATION_SCHEMA.TABLES t ON t.TABLE_NAME = c.TABLE_NAME
     WHERE t.TABLE_TYPE = 'BASE TABLE' ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION`,
  );
  const tables = new Map<string, Column[]>();
  for (const column of recordset) tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  return tables;
}

function asText({ name, type }: Column): string {
  if (type === 'datetime') return `CONVERT(varchar(10), [${name}], 120)`;
  return type === 'text' ? `CAST([${name}] AS varchar(4000))` : `CAST([${name}] AS varchar(80))`;
}
