/** PayTrace's reporting calls: transactions by date range and by id, batches, the transactions of a batch. */

import { localDayOf, twoDigits } from '../company/local-time.ts';
import { type FaultState, type HttpReply, type HttpRequest, jsonReply } from '../http/index.ts';
import { exportedBatch, type PayTraceBooks } from './books.ts';
import { exported, type PayTraceRecord } from './records.ts';

/** The body of a call, field by field as PayTrace takes them: texts or numbers. */
type Asked = Readonly<Record<string, unknown>>;

const text = (asked: Asked, name: string): string => {
  const value = asked[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

function failure(errors: Readonly<Record<string, readonly string[]>>): HttpReply {
  const status_message = 'One or more errors has occurred.';
  return jsonReply(400, { success: false, response_code: 1, status_message, errors });
}

function success(status_message: string, more: object): HttpReply {
  return jsonReply(200, { success: true, response_code: 101, status_message, ...more });
}

/** MM/DD/YYYY as 'YYYY-MM-DD', null when it is no such date. */
function dayOfText(written: string): string | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(written);
  if (!match) return null;
  const day = `${match[3]}-${twoDigits(Number(match[1]))}-${twoDigits(Number(match[2]))}`;
  return Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? null : day;
}

interface Range {
  readonly from: string;
  readonly to: string;
}

function rangeOf(asked: Asked): Range | HttpReply {
  const from = dayOfText(text(asked, 'start_date'));
  const to = dayOfText(text(asked, 'end_date'));
  if (from === null) return failure({ '1': ['Please provide a valid start date.'] });
  if (to === null) return failure({ '2': ['Please provide a valid end date.'] });
  return { from, to };
}

const isReply = (value: Range | HttpReply): value is HttpReply => 'status' in value;

function fits(record: PayTraceRecord, asked: Asked): boolean {
  const type = text(asked, 'transaction_type').toUpperCase();
  const customer = text(asked, 'customer_id');
  const id = text(asked, 'transaction_id');
  const including = text(asked, 'including_text').toLowerCase();
  return (
    (type === '' || type === record.type) &&
    (customer === '' || customer === record.payment.gatewayCustomer?.custno) &&
    (id === '' || id === String(record.id)) &&
    (including === '' || JSON.stringify(record.payment.references).toLowerCase().includes(including))
  );
}

export function answer(
  books: PayTraceBooks,
  faults: FaultState,
  request: HttpRequest,
  asked: Asked,
): HttpReply {
  const show = (record: PayTraceRecord) => exported(record, books.timeZone);
  const list = (path: string, records: readonly PayTraceRecord[]) =>
    faults.changePage(path, records.map(show));
  switch (request.path) {
    case '/v1/transactions/export/by_date_range': {
      const range = rangeOf(asked);
      if (isReply(range)) return range;
      const records = [...books.records.values()].filter((record) => {
        const day = localDayOf(record.at, books.timeZone);
        return day >= range.from && day <= range.to && fits(record, asked);
      });
      return success('Your transaction export was successful.', {
        transactions: list(request.path, records),
      });
    }
    case '/v1/transactions/export/by_id': {
      const record = books.records.get(Number(text(asked, 'transaction_id')));
      if (!record) return failure({ '810': ['The transaction ID that you provided was not found.'] });
      return success('Your transaction export was successful.', { transactions: [show(record)] });
    }
    case '/v1/batches/export': {
      const range = rangeOf(asked);
      if (isReply(range)) return range;
      const batches = [...books.batches.values()].filter((batch) => {
        const day = localDayOf(batch.at, books.timeZone);
        return day >= range.from && day <= range.to;
      });
      return success('Your batch export was successful.', {
        batches: batches.map((batch) => exportedBatch(books, batch.number)),
      });
    }
    case '/v1/batches/export_one':
    case '/v1/batches/transaction_list': {
      const asking = text(asked, 'batch_number') || text(asked, 'batchNumber');
      const number = asking === '' ? [...books.batches.keys()].at(-1) : Number(asking);
      const batch = books.batches.get(number ?? 0);
      if (!batch) return failure({ '830': ['The batch number that you provided was not found.'] });
      if (request.path.endsWith('export_one')) {
        return success('Your batch export was successful.', { batch: exportedBatch(books, batch.number) });
      }
      const records = batch.ids.flatMap((id) => books.records.get(id) ?? []);
      return success('Your transaction export was successful.', {
        transactions: list(request.path, records),
      });
    }
    default:
      return jsonReply(404, { success: false, response_code: 1, status_message: 'The page was not found.' });
  }
}
