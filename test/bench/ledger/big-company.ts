/** A Sage Pro company with as many open invoices as asked for, on the demo's SQL server. */
import { createDemoWorld } from '../../../src-main/demo/company/index.ts';
import {
  type LedgerRow,
  type LedgerTable,
  type LedgerValue,
  ledgerTables,
} from '../../../src-main/demo/company/ledger/index.ts';
import { createSqlEngine } from '../../../src-main/demo/sql-server/engine/index.ts';
import { startTdsServer } from '../../../src-main/demo/sql-server/tds/index.ts';
import type { Ledger } from '../../../src-main/ledgers/port.ts';
import { openSagePro } from '../../../src-main/ledgers/sage-pro/index.ts';

const DATABASE = 'PRO01';
const USER = 'matchbook';
const password = ['bench', USER, 'only'].join('-');

export interface BigCompany {
  readonly ledger: Ledger;
  close(): Promise<void>;
}

/** `markerIndex`: whether arcash.refno has the index that administrators are advised to add. */
export async function startBigCompany(size: {
  readonly openInvoices: number;
  readonly receipts: number;
  readonly markerIndex: boolean;
}): Promise<BigCompany> {
  const engine = createSqlEngine({
    directory: ':memory:',
    databases: [DATABASE, 'PROSYS'],
    logins: [{ user: USER, password, defaultDatabase: DATABASE }],
    collation: 'Latin1_General_BIN',
  });
  const world = createDemoWorld({ seed: 1, payments: 50, today: '2026-06-30' });
  const wanted: Readonly<Record<string, number>> = { armast: size.openInvoices, arcash: size.receipts };
  for (const { database, table, rows } of ledgerTables(world)) {
    const kept = size.markerIndex
      ? table
      : { ...table, indexes: table.indexes.filter(({ columns }) => !columns.includes('refno')) };
    engine.load(database, kept, filled(table, many(rows, wanted[table.name] ?? rows.length)));
  }
  const tds = await startTdsServer({ engine, port: 0 });
  const ledger = openSagePro(
    {
      server: '127.0.0.1',
      port: tds.port,
      database: DATABASE,
      user: USER,
      encrypt: false,
      timeZone: 'America/New_York',
    },
    { password },
    { now: () => new Date() },
  );
  return {
    ledger,
    close: async () => {
      await ledger.close();
      await tds.close();
      engine.close();
    },
  };
}

/** The rows given, and copies of them with numbers of their own, until there are enough. */
function* many(rows: readonly LedgerRow[], size: number): Generator<LedgerRow> {
  for (let at = 0; at < size; at += 1) {
    const row = rows[at % rows.length];
    if (row === undefined) return;
    yield at < rows.length ? row : { ...row, invno: `B${String(at).padStart(9, '0')}` };
  }
}

function* filled(table: LedgerTable, rows: Iterable<LedgerRow>): Generator<(LedgerValue | undefined)[]> {
  for (const row of rows) {
    yield table.columns.map(
      ({ name, type, identity }) => row[name] ?? (identity === true ? undefined : blankOf(type)),
    );
  }
}

function blankOf(type: string): LedgerValue {
  if (type === 'datetime') return '1900-01-01T00:00:00.000';
  if (type === 'bit') return false;
  if (type === 'int') return 0;
  return type.startsWith('numeric') ? '0' : '';
}
