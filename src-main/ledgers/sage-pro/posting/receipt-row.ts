/** The arcash row of a movement, and the rows of its distribution in ardist. */
import type { AccountingDate, Marker } from '../../../../shared/model.ts';
import type { Currency, Minor } from '../../../../shared/money.ts';
import { textOf } from '../reading/cells.ts';
import { CHAR_TYPES } from '../schema/profile.ts';
import type { PostingTables } from '../schema/schema.ts';
import type { Cell, Cells } from './insert-row.ts';
import { mappedCells } from './mapped-cells.ts';
import type { Movement } from './movement.ts';

export interface Stamp {
  readonly user: string;
  readonly day: AccountingDate;
  /** HH:MM:SS in the company's zone. */
  readonly time: string;
}

export function stampCells(stamp: Stamp): Cells {
  return {
    adduser: { kind: 'text', text: stamp.user },
    adddate: { kind: 'date', date: stamp.day },
    addtime: { kind: 'text', text: stamp.time },
  };
}

/** The company's date and time of day. */
export function stampAt(now: Date, timeZone: string, user: string): Stamp {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((it) => it.type === type)?.value ?? '';
  return {
    user,
    day: `${part('year')}-${part('month')}-${part('day')}` as AccountingDate,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  };
}

/** Reference columns for the gateway's own reference, when the marker does not need them and it fits whole: half an id finds nothing. */
const REFERENCE_COLUMNS = ['checkno', 'refno', 'descrip', 'notes'];

function referenceCells(tables: PostingTables, text: string): Cells {
  const markerKey = tables.marker.column.name.toLowerCase();
  const home = REFERENCE_COLUMNS.find((key) => {
    const column = tables.arcash.columns.get(key);
    return (
      key !== markerKey &&
      column !== undefined &&
      CHAR_TYPES.has(column.type) &&
      (column.length ?? 0) >= text.length
    );
  });
  return home === undefined || text === '' ? {} : { [home]: { kind: 'text', text } };
}

function copied(movement: Movement, key: string): Cell {
  return { kind: 'text', text: movement.item ? textOf(movement.item.found.row, key) : '' };
}

/** A rate of 1 in base currency; the gateway's, or the invoice's, in another. */
function rateOf(movement: Movement, base: Currency): string {
  if (movement.currency === base) return '1';
  if (movement.exchangeRate !== null) return movement.exchangeRate;
  return movement.item ? textOf(movement.item.found.row, 'exrat') || '1' : '1';
}

export function receiptCells(tables: PostingTables, movement: Movement, base: Currency, stamp: Stamp): Cells {
  const { item, customer, currency, cashMinor } = movement;
  const amount: Cell = { kind: 'amount', minor: cashMinor, currency };
  const amountKey = tables.amount.name.toLowerCase();
  // Both may exist; a second one that must be filled gets the same amount.
  const second = ['paidamt', 'amount'].find(
    (key) => key !== amountKey && tables.arcash.columns.get(key)?.nullable === false,
  );
  const ownCurrency = item ? textOf(item.found.row, 'currency') : currency;
  return {
    ...referenceCells(tables, movement.reference),
    custno: { kind: 'key', raw: item?.found.rawCustomerNo ?? customer.rawNumber },
    invno: { kind: 'key', raw: item?.found.rawNumber ?? '' },
    invdte: { kind: 'date', date: item?.found.date ?? null },
    dtepaid: { kind: 'date', date: movement.date },
    [amountKey]: amount,
    ...(second === undefined ? {} : { [second]: amount }),
    disamt: { kind: 'amount', minor: movement.discountMinor + movement.writeOffMinor, currency },
    company: { kind: 'text', text: customer.name },
    artype: copied(movement, 'artype'),
    salesmn: copied(movement, 'salesmn'),
    terr: copied(movement, 'terr'),
    ponum: copied(movement, 'ponum'),
    ornum: item ? { kind: 'text', text: String(item.found.row.ornum ?? '') } : { kind: 'text', text: '' },
    currency: { kind: 'text', text: ownCurrency },
    exrat: { kind: 'decimal', text: rateOf(movement, base) },
    bpaid: { kind: 'amount', minor: movement.cashBaseMinor, currency: base },
    ...stampCells(stamp),
    ...mappedCells(tables, movement.fields),
    [tables.marker.column.name.toLowerCase()]: {
      kind: 'text',
      text: movement.marker.slice(0, tables.marker.length),
    },
  };
}

export interface LedgerLine {
  readonly marker: Marker;
  readonly date: AccountingDate;
  readonly rawAccount: string;
  readonly amountMinor: Minor;
  readonly description: string;
  /** Customer and invoice that it belongs to; '' for a journal. */
  readonly rawCustomerNo: string;
  readonly rawNumber: string;
}

export function lineCells(tables: PostingTables, line: LedgerLine, base: Currency, stamp: Stamp): Cells {
  const markerKey = tables.journalMarker?.column.name.toLowerCase();
  const room = tables.journalMarker?.length ?? 0;
  const marked = `${line.marker.slice(0, room)} ${line.description}`.trim();
  const tranno: Cell =
    line.rawNumber !== '' ? { kind: 'key', raw: line.rawNumber } : { kind: 'text', text: line.marker };
  return {
    tranno: tranno,
    trandte: { kind: 'date', date: line.date },
    glacnt: { kind: 'key', raw: line.rawAccount },
    amount: { kind: 'amount', minor: line.amountMinor, currency: base },
    descrip: { kind: 'text', text: line.description },
    custno: { kind: 'key', raw: line.rawCustomerNo },
    invno: { kind: 'key', raw: line.rawNumber },
    ...stampCells(stamp),
    // A receipt's own number stays in tranno, even where that is the only home for a journal's marker.
    ...(markerKey === undefined || (markerKey === 'tranno' && line.rawNumber !== '')
      ? {}
      : { [markerKey]: { kind: 'text' as const, text: marked } }),
  };
}
