/** One PayTrace merchant: its transactions in the order of their ids, and the batch of each evening. */
import { sumMinor } from '../../../shared/money.ts';
import { addDays, secondsOf } from '../company/calendar.ts';
import type { DemoPayment, DemoWorld } from '../company/index.ts';
import { localDayOf, secondsOfWallClock } from '../company/local-time.ts';
import { dollarNumber, localTime, type PayTraceRecord, type PayTraceType } from './records.ts';

const FIRST_ID = 481_204_117;
const FIRST_BATCH = 1_311;
/** Nine in the evening of the merchant's zone, whatever the day of the week. */
const SETTLEMENT_HOUR = 21;

export interface PayTraceBooks {
  readonly timeZone: string;
  readonly records: Map<number, PayTraceRecord>;
  readonly batches: Map<
    number,
    { readonly number: number; readonly at: number; readonly ids: readonly number[] }
  >;
  sale(payment: DemoPayment): PayTraceRecord;
  /** A sale that is not settled yet is voided, a settled one refunded. Throws RangeError for more than the sale. */
  giveBack(saleId: number, amountMinor: number, at: number): PayTraceRecord;
  /** Runs every evening's settlement up to `now`. */
  settleDue(now: number): void;
}

export function createPayTraceBooks(timeZone: string): PayTraceBooks {
  const records = new Map<number, PayTraceRecord>();
  const batches: PayTraceBooks['batches'] = new Map();
  let settledThrough: string | null = null;
  let nextId = FIRST_ID;
  let nextBatch = FIRST_BATCH;

  function add(
    type: PayTraceType,
    payment: DemoPayment,
    at: number,
    amountMinor: number,
    originalId: number | null,
  ) {
    const record: PayTraceRecord = {
      id: nextId,
      type,
      payment,
      at,
      amountMinor,
      originalId,
      voided: false,
      batch: null,
    };
    nextId += 3 + (nextId % 5);
    records.set(record.id, record);
    return record;
  }

  function settle(day: string): void {
    const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
    const at = secondsOfWallClock(
      { year, month, day: date, hour: SETTLEMENT_HOUR, minute: 0, second: 0 },
      timeZone,
    );
    const due = [...records.values()].filter(
      (it) =>
        it.batch === null && !it.voided && it.type !== 'VOID' && it.payment.declined === null && it.at < at,
    );
    if (due.length === 0) return;
    const batch = { number: nextBatch, at };
    nextBatch += 1;
    for (const record of due) records.set(record.id, { ...record, batch });
    batches.set(batch.number, { ...batch, ids: due.map((it) => it.id) });
  }

  return {
    timeZone,
    records,
    batches,
    sale: (payment) => add('SALE', payment, payment.at, payment.amountMinor, null),
    giveBack(saleId, amountMinor, at) {
      const sale = records.get(saleId);
      if (sale?.type !== 'SALE' || amountMinor <= 0 || amountMinor > sale.amountMinor) {
        throw new RangeError(`The sale ${saleId} cannot be given back by ${amountMinor}.`);
      }
      if (sale.batch === null && amountMinor === sale.amountMinor) {
        records.set(saleId, { ...sale, voided: true });
        return add('VOID', sale.payment, at, amountMinor, saleId);
      }
      return add('REFUND', sale.payment, at, amountMinor, saleId);
    },
    settleDue(now) {
      const [first] = records.values();
      if (!first) return;
      let day = settledThrough === null ? localDayOf(first.at, timeZone) : addDays(settledThrough, 1);
      while (secondsOf(day) + 30 * 3600 <= now) {
        settle(day);
        settledThrough = day;
        day = addDays(day, 1);
      }
    },
  };
}

export function exportedBatch(books: PayTraceBooks, number: number): object {
  const batch = books.batches.get(number);
  if (!batch) throw new RangeError(`There is no batch ${number}.`);
  const records = batch.ids.flatMap((id) => books.records.get(id) ?? []);
  const of = (type: PayTraceType) => records.filter((it) => it.type === type);
  const total = (list: readonly PayTraceRecord[]) => sumMinor(list.map((it) => it.amountMinor));
  return {
    batch_number: number,
    settled_at: localTime(batch.at, books.timeZone),
    transaction_count: records.length,
    sales_count: of('SALE').length,
    sales_amount: dollarNumber(total(of('SALE'))),
    refund_count: of('REFUND').length,
    refund_amount: dollarNumber(total(of('REFUND'))),
    net_amount: dollarNumber(total(of('SALE')) - total(of('REFUND'))),
  };
}

/** Disputes are not in PayTrace's API: a chargeback shows on the processor's statement alone. */
export function seedPayTrace(world: DemoWorld, timeZone: string): PayTraceBooks {
  const books = createPayTraceBooks(timeZone);
  const ids = new Map<string, number>();
  const happenings = world.payments
    .filter((payment) => payment.gateway === 'paytrace')
    .flatMap((payment) => [
      { at: payment.at, run: () => ids.set(payment.key, books.sale(payment).id) },
      ...payment.refunds.map((refund) => ({
        at: refund.at,
        run: () => books.giveBack(ids.get(payment.key) ?? 0, refund.amountMinor, refund.at),
      })),
    ])
    .sort((a, b) => a.at - b.at);
  for (const { at, run } of happenings) {
    books.settleDue(at);
    run();
  }
  books.settleDue(secondsOf(world.today));
  return books;
}
