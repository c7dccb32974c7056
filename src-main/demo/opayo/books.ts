/** One Opayo vendor: its transactions, oldest first, and the settlement batch of each night. */
import { addDays, secondsOf } from '../company/calendar.ts';
import type { DemoPayment, DemoWorld } from '../company/index.ts';
import { localDayOf, secondsOfWallClock } from '../company/local-time.ts';
import { createRandom } from '../company/random.ts';
import { type OpayoRecord, type OpayoType, UK, vendorTxCodeOf, vpsTxIdOf } from './records.ts';

const FIRST_BATCH = 2_407;

export interface OpayoBatch {
  readonly id: number;
  readonly at: number;
  readonly vpsTxIds: readonly string[];
}

export interface OpayoBooks {
  readonly records: Map<string, OpayoRecord>;
  readonly batches: Map<number, OpayoBatch>;
  pay(payment: DemoPayment): OpayoRecord;
  refund(vpsTxId: string, amountMinor: number, at: number): OpayoRecord;
  /** Before settlement only. */
  void(vpsTxId: string, at: number): OpayoRecord;
  settleDue(now: number): void;
}

/** Throws RangeError for ids it does not hold and amounts that are too large. */
export function createOpayoBooks(seed: number): OpayoBooks {
  const records = new Map<string, OpayoRecord>();
  const batches = new Map<number, OpayoBatch>();
  let settledThrough: string | null = null;

  function must(vpsTxId: string): OpayoRecord {
    const record = records.get(vpsTxId);
    if (!record) throw new RangeError(`There is no transaction ${vpsTxId}.`);
    return record;
  }

  function add(facts: Omit<OpayoRecord, 'refundedMinor' | 'voided' | 'batch'>): OpayoRecord {
    const record = { ...facts, refundedMinor: 0, voided: false, batch: null };
    records.set(record.vpsTxId, record);
    return record;
  }

  /** A settlement at a quarter past midnight takes everything of the day that has just ended. */
  function settle(day: string): void {
    const [year = 0, month = 0, date = 0] = addDays(day, 1).split('-').map(Number);
    const at = secondsOfWallClock({ year, month, day: date, hour: 0, minute: 15, second: 0 }, UK);
    const due = [...records.values()].filter((it) => {
      const counts = it.payment.declined === null && !it.voided && it.type !== 'VOID';
      return counts && it.batch === null && it.at < at;
    });
    if (due.length === 0) return;
    const id = FIRST_BATCH + batches.size;
    for (const record of due) records.set(record.vpsTxId, { ...record, batch: id });
    batches.set(id, { id, at, vpsTxIds: due.map((it) => it.vpsTxId) });
  }

  return {
    records,
    batches,
    pay(payment) {
      const random = createRandom(`opayo-type/${seed}/${payment.key}`);
      const type: OpayoType = random.weighted([
        ['PAYMENT', 90],
        ['DEFERRED', 7],
        ['REPEAT', 3],
      ]);
      return add({
        vpsTxId: vpsTxIdOf(seed, payment.key),
        vendorTxCode: vendorTxCodeOf(payment, seed),
        type,
        payment,
        at: payment.at,
        amountMinor: payment.amountMinor,
        relatedVpsTxId: null,
      });
    },
    refund(vpsTxId, amountMinor, at) {
      const paid = must(vpsTxId);
      if (amountMinor <= 0 || amountMinor > paid.amountMinor - paid.refundedMinor) {
        throw new RangeError(`The transaction ${vpsTxId} cannot be refunded by ${amountMinor}.`);
      }
      records.set(vpsTxId, { ...paid, refundedMinor: paid.refundedMinor + amountMinor });
      return add({
        vpsTxId: vpsTxIdOf(seed, `${vpsTxId}/refund/${at}`),
        vendorTxCode: `REFUND-${at}`,
        type: 'REFUND',
        payment: paid.payment,
        at,
        amountMinor,
        relatedVpsTxId: vpsTxId,
      });
    },
    void(vpsTxId, at) {
      const paid = must(vpsTxId);
      if (paid.batch !== null)
        throw new RangeError(`The transaction ${vpsTxId} is settled and cannot be voided.`);
      records.set(vpsTxId, { ...paid, voided: true });
      return add({
        vpsTxId: vpsTxIdOf(seed, `${vpsTxId}/void`),
        vendorTxCode: `VOID-${at}`,
        type: 'VOID',
        payment: paid.payment,
        at,
        amountMinor: paid.amountMinor,
        relatedVpsTxId: vpsTxId,
      });
    },
    settleDue(now) {
      const [first] = records.values();
      if (!first) return;
      let day = settledThrough === null ? localDayOf(first.at, UK) : addDays(settledThrough, 1);
      while (secondsOf(day) + 25 * 3600 <= now) {
        settle(day);
        settledThrough = day;
        day = addDays(day, 1);
      }
    },
  };
}

/** Chargebacks are not in this API: they come with the acquirer's statement. */
export function seedOpayo(world: DemoWorld): OpayoBooks {
  const books = createOpayoBooks(world.seed);
  const happenings = world.payments
    .filter((payment) => payment.gateway === 'opayo')
    .flatMap((payment) => [
      { at: payment.at, run: () => books.pay(payment) },
      ...payment.refunds.map((refund) => ({
        at: refund.at,
        run: () => books.refund(vpsTxIdOf(world.seed, payment.key), refund.amountMinor, refund.at),
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
