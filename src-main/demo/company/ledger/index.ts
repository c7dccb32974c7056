/**
 * The demo company's books as tables and rows of a Sage Pro company on SQL Server. A pure function of the world; knows
 * no SQL server. Called by ../../ledger-server.ts, which loads them.
 */
import { addDays } from '../calendar.ts';
import { COMPANY, type DemoCustomer, type DemoWorld } from '../index.ts';
import * as receivables from './receivables.ts';
import * as registers from './registers.ts';
import { COMPANY_TABLES, SYSTEM_TABLES } from './schema.ts';
import type { LedgerRow, LedgerTable } from './table.ts';

export { ACCOUNTS } from './accounts.ts';
export { COMPANY_TABLES, SITE_OBJECTS, SYSTEM_TABLES } from './schema.ts';
export { ddlOf, type LedgerRow, type LedgerTable, type LedgerValue, NO_DATE } from './table.ts';

export interface FilledTable {
  readonly database: string;
  readonly table: LedgerTable;
  /** Columns that are left out take their default. */
  readonly rows: readonly LedgerRow[];
}

function groupBy<T extends { readonly customer: DemoCustomer }>(list: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of list) {
    const group = groups.get(entry.customer.custno);
    if (group) group.push(entry);
    else groups.set(entry.customer.custno, [entry]);
  }
  return groups;
}

export function ledgerTables(world: DemoWorld): FilledTable[] {
  const { today } = world;
  const history = world.invoices.filter((invoice) => receivables.isHistory(invoice, today));
  const current = world.invoices.filter((invoice) => !receivables.isHistory(invoice, today));
  const isOld = (date: string) => date < addDays(today, -90);
  const done = world.orders.filter((order) => order.status === 'closed' && isOld(order.date));
  const live = world.orders.filter((order) => !(order.status === 'closed' && isOld(order.date)));
  const invoicesOf = groupBy(world.invoices);
  const ordersOf = groupBy(world.orders);
  const rows: Readonly<Record<string, readonly LedgerRow[]>> = {
    arcust: world.customers.map((it) =>
      registers.customerRow(it, invoicesOf.get(it.custno) ?? [], ordersOf.get(it.custno) ?? []),
    ),
    armast: current.map(receivables.headerRow),
    arymst: history.map(receivables.headerRow),
    artran: current.flatMap(receivables.lineRows),
    arytrn: history.flatMap(receivables.lineRows),
    arcash: world.invoices.flatMap(receivables.receiptRows),
    ardist: world.invoices.flatMap(receivables.distributionRows),
    glacnt: registers.accountRows(),
    somast: live.map(registers.orderRow),
    soymst: done.map(registers.orderRow),
    sotran: live.flatMap(registers.orderLineRows),
    soytrn: done.flatMap(registers.orderLineRows),
    soaddr: live.map(registers.addressRow),
    icitem: registers.itemRows(world.stock, addDays(today, -1500)),
    iciloc: registers.locationRows(world.stock),
    site_custlog: [],
    sycrlst: registers.codeListRows(COMPANY.id),
  };
  const filled = (database: string) => (table: LedgerTable) => ({
    database,
    table,
    rows: rows[table.name] ?? [],
  });
  return [
    ...COMPANY_TABLES.map(filled(COMPANY.database)),
    ...SYSTEM_TABLES.map(filled(COMPANY.systemDatabase)),
  ];
}
