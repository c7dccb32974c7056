/**
 * Sales orders in Sage Pro, each in one transaction. The number is derived from the web order, so it is what makes it exactly once: an
 * order with this number, customer and reference is this order; with another it is somebody else's, and nothing is written.
 */

import { MatchbookError } from '../../../../shared/errors.ts';
import type { LedgerItem, SalesOrder } from '../../../../shared/orders.ts';
import type { LedgerOrderBook } from '../../port.ts';
import type { Row, SageConnection, SageTransaction } from '../connection/connection.ts';
import { amountAsText, Parameters, quoted } from '../connection/statement.ts';
import { type Cells, insertStatement } from '../posting/insert-row.ts';
import { keyEquals, trimmedKeyEquals } from '../posting/keys.ts';
import { type Stamp, stampAt } from '../posting/receipt-row.ts';
import { changeOne } from '../posting/update-rows.ts';
import { textOf } from '../reading/cells.ts';
import { NUMBER_TYPES, type TableProfile, tableSql } from '../schema/profile.ts';
import type { SageSchema } from '../schema/schema.ts';
import { addressCells, headerCells, lineCells, paddedNumber } from './rows.ts';
import { type FoundOrderTables, findOrderTables, isBlankInOrder, type OrderTables } from './tables.ts';

const PAGE_ROWS = 1_000;

export function sageOrderBook(
  connection: SageConnection,
  readSchema: () => Promise<SageSchema>,
  now: () => Date,
): LedgerOrderBook {
  let found: Promise<FoundOrderTables> | null = null;
  const look = (): Promise<FoundOrderTables> => {
    found ??= readSchema()
      .then((schema) => findOrderTables(connection, schema))
      .catch((error: unknown) => {
        found = null;
        throw error;
      });
    return found;
  };
  const writable = async (): Promise<OrderTables> => {
    const { tables, reasons } = await look();
    const { somast, sotran, soaddr = null, icitem = null, iciloc = null } = tables;
    if (!somast || !sotran || reasons.length > 0) throw notWritable(reasons);
    return { somast, sotran, soaddr, icitem, iciloc };
  };
  return {
    abilities: async () => {
      const { tables, reasons } = await look();
      return {
        direct: reasons.length === 0,
        reasons,
        numberLength: tables.somast?.columns.get('sono')?.length ?? 10,
        itemLength: tables.sotran?.columns.get('item')?.length ?? 15,
        locations: await locations(connection, tables.iciloc),
      };
    },
    items: async function* (signal) {
      const { icitem } = (await look()).tables;
      const item = icitem?.columns.get('item');
      if (!icitem || !item) return;
      const name = icitem.columns.get('itmdesc');
      const text = `SELECT ${quoted(item.name)} AS [item]${name ? `, ${quoted(name.name)} AS [itmdesc]` : ''} FROM ${tableSql(icitem)}`;
      let page: LedgerItem[] = [];
      for await (const row of connection.stream({ text, parameters: [] }, signal, false)) {
        if (textOf(row, 'item') === '') continue;
        page.push({ item: textOf(row, 'item'), description: textOf(row, 'itmdesc') });
        if (page.length >= PAGE_ROWS) {
          yield page;
          page = [];
        }
      }
      if (page.length > 0) yield page;
    },
    create: async (order) => {
      const tables = await writable();
      const { arcust } = { arcust: (await readSchema()).table('arcust') };
      const { settings } = connection;
      let outcome: 'created' | 'exists' | 'taken' = 'created';
      await connection.transaction(async (transaction) => {
        const [there] = await lockedOrder(transaction, tables.somast, order.number);
        if (there) {
          outcome = isThisOrder(there, order.reference, order.customerNo) ? 'exists' : 'taken';
          return undefined;
        }
        const custno = await rawCustomer(transaction, arcust, order.customerNo);
        if (custno === null) throw unknownCustomer(order.customerNo);
        const stamp = stampAt(now(), settings.timeZone, settings.postingUser);
        await insertOrder(transaction, tables, order, custno, stamp);
        await allocate(transaction, tables, order.lines, order.location, 1);
        await onOrder(transaction, arcust, custno, order, 1);
        return true;
      });
      return outcome;
    },
    void: async (number, reference) => {
      const tables = await writable();
      let outcome: Awaited<ReturnType<LedgerOrderBook['void']>> = 'void';
      await connection.transaction(async (transaction) => {
        const [there] = await lockedOrder(transaction, tables.somast, number);
        if (!there || (textOf(there, 'ponum') !== '' && !startsAlike(textOf(there, 'ponum'), reference))) {
          outcome = 'not_found';
          return undefined;
        }
        if (textOf(there, 'sostat').toUpperCase() === 'V') {
          outcome = 'already_void';
          return undefined;
        }
        const lines = await linesOf(transaction, tables.sotran, String(there.sono ?? ''));
        const shipped = [textOf(there, 'shpamt'), ...lines.map(({ shipped: quantity }) => quantity)];
        if (shipped.some((quantity) => Number(quantity) !== 0)) {
          outcome = 'shipped';
          return undefined;
        }
        for (const table of [tables.somast, tables.sotran])
          await setVoid(transaction, table, String(there.sono ?? ''));
        await allocate(transaction, tables, lines, lines[0]?.location ?? '', -1);
        return true;
      });
      return outcome;
    },
  };
}

async function insertOrder(
  transaction: SageTransaction,
  tables: OrderTables,
  order: SalesOrder,
  custno: string,
  stamp: Stamp,
): Promise<void> {
  const sono = paddedNumber(tables.somast, order.number, await padsLeft(transaction, tables.somast));
  const insert = async (table: TableProfile, cells: Cells): Promise<void> =>
    changeOne(transaction, insertStatement(table, cells, isBlankInOrder));
  await insert(tables.somast, headerCells(order, sono, custno, stamp));
  for (let at = 0; at < order.lines.length; at += 1) {
    await insert(tables.sotran, lineCells(order, at, sono, custno, stamp));
  }
  const address = addressCells(order, sono, custno, stamp);
  if (tables.soaddr && address) await insert(tables.soaddr, address);
}

const ORDER_KEYS = ['sono', 'custno', 'ponum', 'sostat', 'shpamt'];

async function lockedOrder(
  transaction: SageTransaction,
  somast: TableProfile,
  number: string,
): Promise<readonly Row[]> {
  const sono = columnOf(somast, 'sono');
  const ask = (where: (parameters: Parameters) => string): Promise<readonly Row[]> => {
    const parameters = new Parameters();
    const condition = where(parameters);
    const text = `SELECT ${listed(somast, ORDER_KEYS)} FROM ${tableSql(somast)} WITH (UPDLOCK) WHERE ${condition}`;
    return transaction.rows({ text, parameters: parameters.list });
  };
  const exact = await ask((parameters) => keyEquals(sono, number, parameters));
  return exact.length > 0 ? exact : ask((parameters) => trimmedKeyEquals(sono, number, parameters));
}

/** ponum may be too narrow for the whole reference: then it holds its beginning. */
function isThisOrder(row: Row, reference: string, customerNo: string): boolean {
  const ponum = textOf(row, 'ponum');
  return textOf(row, 'custno') === customerNo && (!('ponum' in row) || startsAlike(ponum, reference));
}

const startsAlike = (held: string, reference: string): boolean =>
  held === reference.trim() || (held !== '' && held.length >= 10 && reference.startsWith(held));

async function rawCustomer(
  transaction: SageTransaction,
  arcust: TableProfile,
  customerNo: string,
): Promise<string | null> {
  const custno = columnOf(arcust, 'custno');
  const parameters = new Parameters();
  const text = `SELECT ${quoted(custno.name)} AS [custno] FROM ${tableSql(arcust)} WHERE ${keyEquals(custno, customerNo, parameters)}`;
  const [row] = await transaction.rows({ text, parameters: parameters.list });
  return row ? String(row.custno ?? '') : null;
}

async function padsLeft(transaction: SageTransaction, somast: TableProfile): Promise<boolean> {
  const sono = quoted(columnOf(somast, 'sono').name);
  const text = `SELECT TOP 1 ${sono} AS [sono] FROM ${tableSql(somast)} ORDER BY ${sono}`;
  const [row] = await transaction.rows({ text, parameters: [] });
  return String(row?.sono ?? '').startsWith(' ');
}

interface Quantity {
  readonly item: string;
  readonly quantity: string;
}

async function linesOf(
  transaction: SageTransaction,
  sotran: TableProfile,
  rawNumber: string,
): Promise<(Quantity & { readonly shipped: string; readonly location: string })[]> {
  const sono = columnOf(sotran, 'sono');
  const parameters = new Parameters();
  const text = `SELECT ${listed(sotran, ['item', 'qtyord', 'qtyshp', 'loctid'])} FROM ${tableSql(sotran)} WITH (UPDLOCK) WHERE ${quoted(sono.name)} = ${parameters.text(rawNumber, sono)}`;
  const rows = await transaction.rows({ text, parameters: parameters.list });
  return rows.map((row) => ({
    item: textOf(row, 'item'),
    quantity: textOf(row, 'qtyord') || '0',
    shipped: textOf(row, 'qtyshp') || '0',
    location: textOf(row, 'loctid'),
  }));
}

async function setVoid(transaction: SageTransaction, table: TableProfile, rawNumber: string): Promise<void> {
  const [sono, sostat] = [columnOf(table, 'sono'), table.columns.get('sostat')];
  if (!sostat) return;
  const parameters = new Parameters();
  await transaction.change({
    text: `UPDATE ${tableSql(table)} SET ${quoted(sostat.name)} = 'V' WHERE ${quoted(sono.name)} = ${parameters.text(rawNumber, sono)}`,
    parameters: parameters.list,
  });
}

/** Quantity on order, where the site keeps it by item and place and has a row for both. */
async function allocate(
  transaction: SageTransaction,
  { iciloc }: OrderTables,
  lines: readonly Quantity[],
  location: string,
  sign: 1 | -1,
): Promise<void> {
  const [item, place, allocated] = ['item', 'loctid', 'lsoaloc'].map((key) => iciloc?.columns.get(key));
  if (!iciloc || !item || !place || !allocated || !NUMBER_TYPES.has(allocated.type)) return;
  for (const line of lines) {
    const parameters = new Parameters();
    const change = parameters.decimal(line.quantity, allocated);
    const name = quoted(allocated.name);
    await transaction.change({
      text: `UPDATE ${tableSql(iciloc)} SET ${name} = ${name} ${sign > 0 ? '+' : '-'} ${change} WHERE ${keyEquals(item, line.item, parameters)} AND ${keyEquals(place, location, parameters)}`,
      parameters: parameters.list,
    });
  }
}

/** What a customer has on order, where arcust keeps it. Left alone when an order is voided: it may have moved with shipments. */
async function onOrder(
  transaction: SageTransaction,
  arcust: TableProfile,
  rawCustomerNo: string,
  order: SalesOrder,
  sign: 1,
): Promise<void> {
  const [custno, held] = [columnOf(arcust, 'custno'), arcust.columns.get('onorder')];
  if (!held || !NUMBER_TYPES.has(held.type)) return;
  const parameters = new Parameters();
  const change = parameters.amount(sign * order.totalMinor, order.currency, held);
  await transaction.change({
    text: `UPDATE ${tableSql(arcust)} SET ${quoted(held.name)} = ${quoted(held.name)} + ${change} WHERE ${quoted(custno.name)} = ${parameters.text(rawCustomerNo, custno)}`,
    parameters: parameters.list,
  });
}

async function locations(connection: SageConnection, iciloc: TableProfile | undefined): Promise<string[]> {
  const place = iciloc?.columns.get('loctid');
  if (!iciloc || !place) return [];
  const name = quoted(place.name);
  const rows = await connection.rows({
    text: `SELECT DISTINCT ${name} AS [loctid] FROM ${tableSql(iciloc)} ORDER BY ${name}`,
    parameters: [],
  });
  return rows.map((row) => textOf(row, 'loctid')).filter((it) => it !== '');
}

function columnOf(table: TableProfile, key: string) {
  const column = table.columns.get(key);
  if (!column) throw new RangeError(`${table.name} has no column ${key}`);
  return column;
}

function listed(table: TableProfile, keys: readonly string[]): string {
  return keys
    .flatMap((key) => {
      const column = table.columns.get(key);
      if (!column) return [];
      const name = quoted(column.name);
      return [`${NUMBER_TYPES.has(column.type) ? amountAsText(name, column) : name} AS ${quoted(key)}`];
    })
    .join(', ');
}

function notWritable(reasons: readonly string[]): MatchbookError {
  return new MatchbookError('ORDERS_ONLY_AS_FILE', {
    happened: `Sales orders cannot be written to this company directly. ${reasons.join(' ')}`,
    kept: 'Nothing was written; the orders wait.',
    todo: 'Export them as a file on the Orders screen, or have what is named changed.',
  });
}

function unknownCustomer(customerNo: string): MatchbookError {
  return new MatchbookError('ORDER_CUSTOMER_UNKNOWN', {
    happened: `There is no customer ${customerNo} in Sage Pro.`,
    kept: 'Nothing was written; the order waits.',
    todo: 'Choose another customer for it.',
  });
}
