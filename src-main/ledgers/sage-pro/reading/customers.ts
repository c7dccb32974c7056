/** Customers and the chart of accounts. */
import type { Customer, LedgerAccount } from '../../../../shared/model.ts';
import type { SageConnection } from '../connection/connection.ts';
import { tableSql } from '../schema/profile.ts';
import type { SageSchema } from '../schema/schema.ts';
import { textOf } from './cells.ts';
import type { CustomerName } from './open-item-row.ts';
import { columnSql, selectList } from './select-list.ts';

const PAGE_ROWS = 1_000;
const CUSTOMER_KEYS = ['custno', 'company', 'email', 'phone', 'credstat'];

export async function* readCustomers(
  connection: SageConnection,
  schema: SageSchema,
  signal: AbortSignal,
): AsyncGenerator<readonly Customer[]> {
  const arcust = schema.table('arcust');
  const text = `SELECT ${selectList(arcust, CUSTOMER_KEYS)} FROM ${tableSql(arcust)}`;
  let page: Customer[] = [];
  for await (const row of connection.stream({ text, parameters: [] }, signal, schema.snapshotReads)) {
    const customerNo = textOf(row, 'custno');
    // A row without a number is nobody: no invoice can be theirs.
    if (customerNo === '') continue;
    page.push({
      customerNo,
      name: textOf(row, 'company'),
      email: textOf(row, 'email') || null,
      phone: textOf(row, 'phone') || null,
      onCreditHold: textOf(row, 'credstat').toUpperCase() === 'H',
    });
    if (page.length >= PAGE_ROWS) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

/**
 * Names by trimmed number. Put together here and not by a join: both tables pad their keys, not always alike, and a
 * join over trimmed keys could use no index.
 */
export async function customerNames(
  connection: SageConnection,
  schema: SageSchema,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CustomerName>> {
  const names = new Map<string, CustomerName>();
  for await (const page of readCustomers(connection, schema, signal)) {
    for (const { customerNo, name, email } of page) names.set(customerNo, { name, email });
  }
  return names;
}

/** Sorted by number; empty where the company's chart of accounts is not in the database. */
export async function readAccounts(
  connection: SageConnection,
  schema: SageSchema,
): Promise<readonly LedgerAccount[]> {
  const glacnt = schema.profile.tables.get('glacnt');
  if (!glacnt?.columns.has('glacnt')) return [];
  const text = `SELECT ${selectList(glacnt, ['glacnt', 'gldesc'])} FROM ${tableSql(glacnt)} ORDER BY ${columnSql(glacnt, 'glacnt')}`;
  const rows = await connection.rows({ text, parameters: [] });
  return rows
    .map((row) => ({ number: textOf(row, 'glacnt'), description: textOf(row, 'gldesc') }))
    .filter(({ number }) => number !== '');
}
