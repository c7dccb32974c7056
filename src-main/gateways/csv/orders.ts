/**
 * The web orders in the watched folder. An order may be in several exports, as it was when each was saved: the export written last has
 * the word, and gives it again when it is put into the folder anew.
 */
import type { ConnectionId } from '../../../shared/model.ts';
import { OrderCollector } from '../order-record.ts';
import type { OrderPage, OrderSource } from '../port.ts';
import { exportsIn, folderUnreadable, type Watched } from './folder.ts';
import { isOrdersExport, type OrderField, orderColumnsOf } from './order-columns.ts';
import { csvOrderDraft, type OrdersDialect } from './order-draft.ts';
import { gatherRows } from './order-rows.ts';
import type { CsvSettings } from './settings.ts';
import { currencyIn } from './suggest.ts';
import { readTable, type Table } from './table.ts';
import { decimalMarkOf } from './written-amount.ts';
import { dateOrderOf } from './written-date.ts';

const PAGE = 200;
const AMOUNTS: readonly OrderField[] = [
  'total',
  'tax',
  'shipping',
  'discount',
  'refunded',
  'linePrice',
  'lineTotal',
  'lineDiscount',
  'lineTax',
];

export function csvOrders(watched: Watched): OrderSource {
  const { folder, settings, connectionId } = watched;
  return {
    async *changedSince(since, signal) {
      const files = await exportsIn(folder, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        throw folderUnreadable(folder, error);
      });
      const from = Date.parse(since);
      if (!files.some(({ arrivedAt }) => arrivedAt >= from)) return;
      const exports = files.flatMap((file) => {
        const table = readTable(file.bytes);
        return table && isOrdersExport(table, settings) ? [{ file, table }] : [];
      });
      const lastIn = new Map(
        exports.flatMap(({ file, table }) => numbersIn(table).map((number) => [number, file.name] as const)),
      );
      for (const { file, table } of exports) {
        if (file.arrivedAt < from) continue;
        const isLast = (number: string) => lastIn.get(number) === file.name;
        for (const page of readOrders(table, file.name, settings, connectionId, isLast)) {
          signal.throwIfAborted();
          yield page;
        }
      }
    },
  };
}

function numbersIn(table: Table): string[] {
  const columns = orderColumnsOf(table.headers);
  return columns === null ? [] : gatherRows(table.rows, columns).orders.map(({ number }) => number);
}

/** Pages of an export's orders. `fileName` begins the reasons of rejected ones; `isWanted` by an order's number. */
export function* readOrders(
  table: Table,
  fileName: string,
  settings: Pick<CsvSettings, 'timeZone'>,
  connectionId: ConnectionId,
  isWanted: (number: string) => boolean = () => true,
): Generator<OrderPage> {
  const dialect = dialectOf(table, settings.timeZone);
  if ('reason' in dialect) {
    const page = new OrderCollector(connectionId);
    page.reject(fileName, { file: fileName, columns: table.headers }, `${fileName}: ${dialect.reason}`);
    yield page;
    return;
  }
  const { orders, orphans } = gatherRows(table.rows, dialect.columns);
  const wanted = orders.filter(({ number }) => isWanted(number));
  for (let at = 0; at === 0 || at < wanted.length; at += PAGE) {
    const page = new OrderCollector(connectionId);
    for (const row of at === 0 ? orphans : []) {
      const where = `${fileName}, line ${row.line}`;
      page.reject(
        where,
        { file: fileName, line: row.line, cells: row.cells },
        `${where}: The row names no order.`,
      );
    }
    for (const order of wanted.slice(at, at + PAGE)) {
      const raw = {
        file: fileName,
        order: order.number,
        columns: table.headers,
        rows: order.rows.map(({ cells }) => cells),
      };
      page.add(order.number, raw, () => csvOrderDraft(order, dialect), `${fileName}, line ${order.line}`);
    }
    if (page.orders.length + page.rejected.length > 0) yield page;
  }
}

/** How the file is written, or what it does not tell. */
function dialectOf(table: Table, timeZone: string): OrdersDialect | { readonly reason: string } {
  const columns = orderColumnsOf(table.headers);
  if (columns === null) return { reason: 'The file has no columns of orders.' };
  const valuesOf = (field: OrderField): string[] => {
    const at = columns.fields.get(field);
    return at === undefined
      ? []
      : table.rows.map(({ cells }) => cells[at]?.trim() ?? '').filter((it) => it !== '');
  };
  if (!columns.fields.has('total')) return { reason: 'No column has the total of the order.' };
  const dates = [...valuesOf('date'), ...valuesOf('paidAt')];
  if (dates.length === 0) return { reason: 'No column has the date of the order.' };
  const amounts = AMOUNTS.flatMap(valuesOf);
  const currency = currencyIn(valuesOf('currency')) ?? currencyIn(amounts);
  const dateOrder = dateOrderOf(dates);
  const decimalMark = decimalMarkOf(amounts);
  if (dateOrder === null)
    return {
      reason: `Is "${dates[0]}" written with the day first or with the month first? Save the export with dates such as 2025-06-16.`,
    };
  if (decimalMark === null)
    return {
      reason: `Is "${amounts[0]}" a whole amount in thousands, or does it have three decimals? Save the export without signs for thousands.`,
    };
  if (currency === null)
    return {
      reason: 'No column has the currency of the order. Add a column "Currency" with a code such as USD.',
    };
  return { columns, decimalMark, dateOrder, timeZone, currency };
}
