/** The rows of an orders export, gathered by order: its columns stand on each of its rows, or on the first alone. */
import type { AddressPart, AddressSide, OrderColumns, OrderField } from './order-columns.ts';
import type { TableRow } from './table.ts';

export interface ExportedOrder {
  readonly number: string;
  /** Of the file: the line on which it begins. */
  readonly line: number;
  readonly rows: readonly TableRow[];
}

/** `orphans`: rows before the first number. */
export interface GatheredRows {
  readonly orders: readonly ExportedOrder[];
  readonly orphans: readonly TableRow[];
}

export function gatherRows(rows: readonly TableRow[], columns: OrderColumns): GatheredRows {
  const orders = new Map<string, { number: string; line: number; rows: TableRow[] }>();
  const orphans: TableRow[] = [];
  let current: string | null = null;
  for (const row of rows) {
    const stated = cellOf(row, columns.fields.get('number'));
    const number: string | null = stated === '' ? current : stated;
    if (number === null) {
      orphans.push(row);
      continue;
    }
    const order = orders.get(number) ?? { number, line: row.line, rows: [] };
    order.rows.push(row);
    orders.set(number, order);
    current = number;
  }
  return { orders: [...orders.values()], orphans };
}

/** What an order says; the first row that says it has the word. */
export interface OrderReader {
  value(field: OrderField): string;
  part(side: AddressSide, part: AddressPart): string;
  readonly paymentIds: readonly string[];
}

export function orderReader(order: ExportedOrder, columns: OrderColumns): OrderReader {
  const said = (at: number | undefined) => {
    const row = order.rows.find((it) => cellOf(it, at) !== '');
    return row === undefined ? '' : cellOf(row, at);
  };
  return {
    value: (field) => said(columns.fields.get(field)),
    part: (side, part) => said(columns.addresses[side].get(part)),
    paymentIds: columns.paymentIds.flatMap((at) => said(at).split(/[\s,;+]+/)).filter((id) => id !== ''),
  };
}

/** Without the apostrophe with which spreadsheets keep a postal code text. */
export const cellOf = (row: TableRow, at: number | undefined): string =>
  at === undefined ? '' : (row.cells[at] ?? '').trim().replace(/^'(?=\S)/, '');
