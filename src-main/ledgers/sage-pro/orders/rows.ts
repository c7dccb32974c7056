/** The rows of a sales order: header, lines, and the address it goes to. */
import type { SalesOrder } from '../../../../shared/orders.ts';
import type { Cells } from '../posting/insert-row.ts';
import { keyFor } from '../posting/keys.ts';
import { type Stamp, stampCells } from '../posting/receipt-row.ts';
import type { TableProfile } from '../schema/profile.ts';

/** sono is padded on the left where the table's others are. */
export function paddedNumber(somast: TableProfile, number: string, left: boolean): string {
  const column = somast.columns.get('sono');
  const width = column?.length ?? 0;
  if (!column || !left || width <= 0) return number;
  return keyFor(column, number.padStart(width)) ?? number;
}

export function headerCells(order: SalesOrder, sono: string, rawCustomerNo: string, stamp: Stamp): Cells {
  const { currency } = order;
  return {
    sono: { kind: 'key', raw: sono },
    custno: { kind: 'key', raw: rawCustomerNo },
    ordate: { kind: 'date', date: order.date },
    ponum: { kind: 'text', text: order.reference },
    ordamt: { kind: 'amount', minor: order.totalMinor, currency },
    shpamt: { kind: 'amount', minor: 0, currency },
    invamt: { kind: 'amount', minor: 0, currency },
    shipchg: { kind: 'amount', minor: order.shippingMinor, currency },
    tax: { kind: 'amount', minor: order.taxMinor, currency },
    disamt: { kind: 'amount', minor: order.discountMinor, currency },
    sostat: { kind: 'text', text: '' },
    sotype: { kind: 'text', text: '' },
    defloc: { kind: 'text', text: order.location },
    loctid: { kind: 'text', text: order.location },
    ...stampCells(stamp),
  };
}

export function lineCells(
  order: SalesOrder,
  at: number,
  sono: string,
  rawCustomerNo: string,
  stamp: Stamp,
): Cells {
  const line = order.lines[at];
  if (!line) throw new RangeError(`the order has no line ${at}`);
  return {
    sono: { kind: 'key', raw: sono },
    custno: { kind: 'key', raw: rawCustomerNo },
    tranlineno: { kind: 'decimal', text: String(at + 1) },
    item: { kind: 'key', raw: line.item },
    descrip: { kind: 'text', text: line.description },
    loctid: { kind: 'text', text: order.location },
    umeasur: { kind: 'text', text: 'EA' },
    sostat: { kind: 'text', text: '' },
    rqdate: { kind: 'date', date: order.date },
    ordate: { kind: 'date', date: order.date },
    qtyord: { kind: 'decimal', text: line.quantity },
    origqtyord: { kind: 'decimal', text: line.quantity },
    qtyshp: { kind: 'decimal', text: '0' },
    price: { kind: 'decimal', text: line.unitPrice },
    extprice: { kind: 'amount', minor: line.amountMinor, currency: order.currency },
    ...stampCells(stamp),
  };
}

/** Null where the order says no address. */
export function addressCells(
  order: SalesOrder,
  sono: string,
  rawCustomerNo: string,
  stamp: Stamp,
): Cells | null {
  const to = order.shipTo;
  if (!to) return null;
  return {
    sono: { kind: 'key', raw: sono },
    custno: { kind: 'key', raw: rawCustomerNo },
    adtype: { kind: 'text', text: 'S' },
    company: { kind: 'text', text: to.company || to.name },
    contact: { kind: 'text', text: to.company === '' ? '' : to.name },
    address1: { kind: 'text', text: to.line1 },
    address2: { kind: 'text', text: to.line2 },
    city: { kind: 'text', text: to.city },
    state: { kind: 'text', text: to.state },
    zip: { kind: 'text', text: to.postalCode },
    country: { kind: 'text', text: to.country },
    ...stampCells(stamp),
  };
}
