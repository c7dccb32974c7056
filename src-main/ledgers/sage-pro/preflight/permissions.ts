/** Whether the login may do what the connector does, table by table, without doing it. */
import type { SageConnection } from '../connection/connection.ts';
import { Parameters } from '../connection/statement.ts';
import type { TableKey } from '../schema/known-tables.ts';
import { tableSql } from '../schema/profile.ts';
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

export async function readPermissions(
  connection: SageConnection,
  schema: SageSchema,
): Promise<readonly Permission[]> {
  const permissions: Permission[] = [];
  for (const [key, right] of rightsNeeded(schema, distributes(connection.settings))) {
    const table = schema.profile.tables.get(key);
    if (!table) continue;
    const parameters = new Parameters();
    const name = parameters.unicode(tableSql(table));
    const text = `SELECT HAS_PERMS_BY_NAME(${name}, 'OBJECT', '${right}') AS [granted]`;
    let granted: boolean | null = null;
    try {
      const [row] = await connection.rows({ text, parameters: parameters.list });
      granted = row?.granted === null || row?.granted === undefined ? null : Number(row.granted) === 1;
    } catch (error) {
      // SQL Server 2000 and some other engines cannot tell; posting itself will then say so, before anything is kept.
      if (isGone(error)) throw error;
    }
    permissions.push({ table: key, name: table.name, right, granted });
  }
  return permissions;
}
