/** What the server says about itself. Each fact is asked for alone: an engine that lacks one still answers the others. */
import type { Row, SageConnection } from '../connection/connection.ts';
import { Parameters } from '../connection/statement.ts';
import { isGone } from '../schema/read-catalog.ts';

export interface ServerFacts {
  readonly name: string | null;
  readonly version: string | null;
  readonly edition: string | null;
  readonly database: string | null;
  readonly login: string | null;
  readonly collation: string | null;
  /** The server's clock less ours, both in UTC. */
  readonly clockDifferenceMs: number | null;
  readonly encrypted: boolean | null;
  readonly readCommittedSnapshot: boolean | null;
  readonly snapshot: boolean | null;
  readonly readOnly: boolean | null;
  /** Sage Pro's own database beside the company's: PROSYS and the like. */
  readonly systemDatabases: readonly string[] | null;
}

async function ask(
  connection: SageConnection,
  text: string,
  parameters: Parameters = new Parameters(),
): Promise<readonly Row[] | null> {
  try {
    return await connection.rows({ text, parameters: parameters.list });
  } catch (error) {
    if (isGone(error)) throw error;
    return null;
  }
}

async function fact(connection: SageConnection, expression: string): Promise<unknown> {
  const rows = await ask(connection, `SELECT ${expression} AS [fact]`);
  return rows?.[0]?.fact ?? null;
}

const textOrNull = (value: unknown): string | null =>
  value === null || value === undefined || String(value).trim() === '' ? null : String(value).trim();

async function clockDifference(connection: SageConnection, now: () => Date): Promise<number | null> {
  const before = now().getTime();
  const server = await fact(connection, 'GETUTCDATE()');
  const after = now().getTime();
  return server instanceof Date ? Math.round(server.getTime() - (before + after) / 2) : null;
}

/** Whether an index begins with the column; null where the server cannot tell. */
export async function isIndexed(
  connection: SageConnection,
  table: string,
  column: string,
): Promise<boolean | null> {
  const parameters = new Parameters();
  const text = `SELECT COUNT(*) AS [fact] FROM sys.index_columns x
INNER JOIN sys.columns c ON c.object_id = x.object_id AND c.column_id = x.column_id
INNER JOIN sys.objects o ON o.object_id = x.object_id
WHERE x.key_ordinal = 1 AND o.name = ${parameters.unicode(table)} AND c.name = ${parameters.unicode(column)}`;
  const rows = await ask(connection, text, parameters);
  return rows?.[0] ? Number(rows[0].fact) > 0 : null;
}

export async function readServerFacts(connection: SageConnection, now: () => Date): Promise<ServerFacts> {
  const text = async (expression: string): Promise<string | null> =>
    textOrNull(await fact(connection, expression));
  const flags = await ask(
    connection,
    'SELECT is_read_committed_snapshot_on AS [rcsi], snapshot_isolation_state AS [snapshot], is_read_only AS [read_only] FROM sys.databases WHERE name = DB_NAME()',
  );
  const others = await ask(
    connection,
    "SELECT name AS [name] FROM sys.databases WHERE UPPER(name) LIKE '%PROSYS'",
  );
  const encryption = connection.settings.encrypt
    ? null
    : await ask(
        connection,
        'SELECT encrypt_option AS [encrypted] FROM sys.dm_exec_connections WHERE session_id = @@SPID',
      );
  const flag = (key: string): boolean | null => {
    const value = flags?.[0]?.[key];
    return value === undefined || value === null ? null : Number(value) === 1;
  };
  return {
    name: await text('@@SERVERNAME'),
    version: (await text('@@VERSION'))?.split('\n')[0]?.trim() ?? null,
    edition: await text("CAST(SERVERPROPERTY('Edition') AS nvarchar(128))"),
    database: await text('DB_NAME()'),
    login: await text('SUSER_SNAME()'),
    collation: await text("CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128))"),
    clockDifferenceMs: await clockDifference(connection, now),
    encrypted: connection.settings.encrypt
      ? true
      : encryption?.[0]
        ? String(encryption[0].encrypted).toUpperCase() === 'TRUE'
        : null,
    readCommittedSnapshot: flag('rcsi'),
    snapshot: flag('snapshot'),
    readOnly: flag('read_only'),
    systemDatabases: others?.map((row) => String(row.name)) ?? null,
  };
}
