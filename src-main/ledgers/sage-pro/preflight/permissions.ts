/** Whether the login may do what the connector does, table by table, without doing it. */
import type { SageConnection } from '../connection/connection.ts';
import { Parameters } from '../connection/statement.ts';
import type { TableKey } from '../schema/known-tables.ts';
import { type TableProfile, tableSql } from '../schema/profile.ts';
import { isGone } from '../schema/read-catalog.ts';
import type { SageSchema } from '../schema/schema.ts';
import { distributes } from '../settings.ts';

export type Right = 'SELECT' | 'INSERT' | 'UPDATE';

export interface Permission {
  readonly table: TableKey;
  readonly name: string;
  readonly right: Right;
  /** null: the server cannot tell. */
  readonly granted: boolean | null;
}

function rightsNeeded(schema: SageSchema, distributed: boolean): readonly (readonly [TableKey, Right])[] {
  const wanted: (readonly [TableKey, Right])[] = [
    ['armast', 'SELECT'],
    ['arcust', 'SELECT'],
    ['arcash', 'SELECT'],
    ['arcash', 'INSERT'],
    ['armast', 'UPDATE'],
    ['arcust', 'UPDATE'],
  ];
  if (distributed) wanted.push(['ardist', 'SELECT'], ['ardist', 'INSERT']);
  return wanted.filter(([table]) => schema.profile.tables.has(table));
}

/** Columns that postings change; a DBA may have granted just these (docs/sql/grants.sql). */
const CHANGED: Readonly<Record<string, readonly string[] | undefined>> = {
  armast: ['paidamt', 'balance', 'bbal', 'bpaid', 'dtepaid'],
  arcust: ['balance', 'ldate', 'lastpay', 'lpymt'],
};

export async function readPermissions(
  connection: SageConnection,
  schema: SageSchema,
): Promise<readonly Permission[]> {
  const permissions: Permission[] = [];
  for (const [key, right] of rightsNeeded(schema, distributes(connection.settings))) {
    const table = schema.profile.tables.get(key);
    if (!table) continue;
    let granted = await mayDo(connection, table, right, null);
    if (granted === false && right === 'UPDATE') granted = await mayChangeColumns(connection, table);
    permissions.push({ table: key, name: table.name, right, granted });
  }
  return permissions;
}

async function mayChangeColumns(connection: SageConnection, table: TableProfile): Promise<boolean> {
  for (const key of CHANGED[table.table] ?? []) {
    const column = table.columns.get(key);
    if (column && (await mayDo(connection, table, 'UPDATE', column.name)) !== true) return false;
  }
  return true;
}

/** Null where the server cannot tell: posting itself will then say so, before anything is kept. */
async function mayDo(
  connection: SageConnection,
  table: TableProfile,
  right: Right,
  column: string | null,
): Promise<boolean | null> {
  const parameters = new Parameters();
  const name = parameters.unicode(tableSql(table));
  const part = column === null ? '' : `, ${parameters.unicode(column)}, 'COLUMN'`;
  const text = `SELECT HAS_PERMS_BY_NAME(${name}, 'OBJECT', '${right}'${part}) AS [granted]`;
  try {
    const [row] = await connection.rows({ text, parameters: parameters.list });
    return row?.granted === null || row?.granted === undefined ? null : Number(row.granted) === 1;
  } catch (error) {
    if (isGone(error)) throw error;
    return null;
  }
}
