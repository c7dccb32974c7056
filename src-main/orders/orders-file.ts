/** Sales orders as a CSV for the ledger's own import, a row per line; cells that a spreadsheet would take for a formula are made harmless. */
import Papa from 'papaparse';
import { formatMinor } from '../../shared/money.ts';
import type { SalesOrder } from '../../shared/orders.ts';

const COLUMNS = [
  'order_no',
  'reference',
  'customer_no',
  'date',
  'line',
  'item',
  'description',
  'location',
  'quantity',
  'unit_price',
  'amount',
  'shipping',
  'tax',
  'discount',
  'total',
  'currency',
  'ship_to',
  'address1',
  'address2',
  'city',
  'state',
  'postal_code',
  'country',
] as const;

/** Totals stand in the first row of each order. */
export function ordersFile(orders: readonly SalesOrder[]): string {
  const rows = orders.flatMap((order) => {
    const money = (minor: number): string => formatMinor(minor, order.currency);
    const to = order.shipTo;
    return order.lines.map((line, at) => {
      const first = at === 0;
      return [
        order.number,
        order.reference,
        order.customerNo,
        order.date,
        String(at + 1),
        line.item,
        line.description,
        order.location,
        line.quantity,
        line.unitPrice,
        money(line.amountMinor),
        first ? money(order.shippingMinor) : '',
        first ? money(order.taxMinor) : '',
        first ? money(order.discountMinor) : '',
        first ? money(order.totalMinor) : '',
        order.currency,
        to?.company || to?.name || '',
        to?.line1 ?? '',
        to?.line2 ?? '',
        to?.city ?? '',
        to?.state ?? '',
        to?.postalCode ?? '',
        to?.country ?? '',
      ];
    });
  });
  return Papa.unparse(
    { fields: [...COLUMNS], data: rows },
    { newline: '\r\n', escapeFormulae: /^[=+@\t\r]|^-(?!\d)/ },
  );
}
