/** Where a read begins and which rows it takes, by the token and by what the table offers. */
import type { AccountingDate } from '../../../../shared/model.ts';
import type { SageConnection } from '../connection/connection.ts';
import { Parameters, quoted } from '../connection/statement.ts';
import { usable } from '../schema/abilities.ts';
import { type ColumnProfile, type TableProfile, tableSql } from '../schema/profile.ts';
import { isGone } from '../schema/read-catalog.ts';
import { addDays, dateOf, textOf } from './cells.ts';
import type { SageToken } from './change-token.ts';

export interface ReadPlan {
  /** WHERE without the word; '' for all rows. */
  readonly where: string;
  readonly parameters: Parameters;
  /** True: closed and void rows are wanted too, as items with balance 0. */
  readonly includeClosed: boolean;
  readonly next: SageToken | null;
}

const bigint = (expression: string): string => `CAST(${expression} AS bigint)`;

function rowversionOf(armast: TableProfile): ColumnProfile | null {
  return (
    [...armast.columns.values()].find((it) => it.type === 'timestamp' || it.type === 'rowversion') ?? null
  );
}

function identityOf(armast: TableProfile): ColumnProfile | null {
  return [...armast.columns.values()].find((it) => it.identity) ?? null;
}

/**
 * Not the highest one there is: a transaction still open may hold a lower one that nobody can see yet. Null where the
 * server cannot tell it (before SQL Server 2005 SP2): then the dates have to do.
 */
async function lowestActiveRowversion(connection: SageConnection): Promise<string | null> {
  const text = `SELECT CAST(${bigint('MIN_ACTIVE_ROWVERSION()')} - 1 AS varchar(24)) AS above`;
  try {
    const [row] = await connection.rows({ text, parameters: [] });
    return row ? textOf(row, 'above') : null;
  } catch (error) {
    if (isGone(error)) throw error;
    return null;
  }
}

/** Asked before the rows are read, so that a change in the meantime is read again rather than missed. */
async function nextToken(connection: SageConnection, armast: TableProfile): Promise<SageToken | null> {
  const lowest = rowversionOf(armast) ? await lowestActiveRowversion(connection) : null;
  if (lowest !== null) return { kind: 'rowversion', above: lowest };
  const identity = identityOf(armast);
  if (!identity || !usable(armast, 'dtepaid')) return null;
  const text = `SELECT CAST(MAX(${quoted(identity.name)}) AS varchar(40)) AS above, GETDATE() AS now FROM ${tableSql(armast)}`;
  const [row] = await connection.rows({ text, parameters: [] });
  const day = row ? dateOf(row, 'now') : null;
  if (!row || day === null) return null;
  return { kind: 'window', above: textOf(row, 'above') || '0', day };
}

/** Days of slack: receipts are dated by whoever enters them, and the server's midnight is not the office's. */
const SLACK_DAYS = 3;

export async function planRead(
  connection: SageConnection,
  armast: TableProfile,
  since: SageToken | null,
): Promise<ReadPlan> {
  const next = await nextToken(connection, armast);
  const parameters = new Parameters();
  const open = `${quoted(armast.columns.get('balance')?.name ?? 'balance')} <> 0`;
  if (since === null || next === null || since.kind !== next.kind) {
    return { where: since === null ? open : '', parameters, includeClosed: since !== null, next };
  }
  if (since.kind === 'rowversion') {
    const rowversion = rowversionOf(armast);
    const above = parameters.text(since.above, { type: 'varchar', length: 24 });
    const where = rowversion ? `${bigint(quoted(rowversion.name))} > ${bigint(above)}` : '';
    return { where, parameters, includeClosed: true, next };
  }
  if (next.kind !== 'window' || since.day !== next.day)
    return { where: '', parameters, includeClosed: true, next };
  const identity = identityOf(armast);
  const from = addDays(since.day as AccountingDate, -SLACK_DAYS);
  const above = parameters.text(since.above, { type: 'varchar', length: 40 });
  const parts = identity ? [`${quoted(identity.name)} > CAST(${above} AS numeric(38,0))`] : [];
  for (const key of ['dtepaid', 'invdte']) {
    const column = usable(armast, key);
    if (column) parts.push(`${quoted(column.name)} >= ${parameters.date(from)}`);
  }
  return { where: parts.join(' OR '), parameters, includeClosed: true, next };
}
