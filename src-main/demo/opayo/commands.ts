/** The reading commands: lists of fifty rows at most, details, related transactions, settlement batches, screening. */
import { formatMinor, sumMinor } from '../../../shared/money.ts';
import { secondsOfWallClock } from '../company/local-time.ts';
import type { FaultState, HttpReply } from '../http/index.ts';
import type { OpayoBatch, OpayoBooks } from './books.ts';
import { type Command, refusal, success, xmlOf } from './envelope.ts';
import { detailElements, type OpayoRecord, rowElements, screeningOf, UK, ukTime } from './records.ts';

const ROWS_A_PAGE = 50;

/** dd/MM/yyyy HH:mm:ss of UK local time; null when it is no such text. */
function secondsOfText(text: string): number | null {
  const match = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2})(?:\.\d+)?$/.exec(text);
  if (!match) return null;
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return secondsOfWallClock({ year, month, day, hour, minute, second }, UK);
}

class BadParameter extends Error {}

function rangeOf(command: Command): (at: number) => boolean {
  const from = secondsOfText(command.parameter('startdate') ?? '');
  const to = secondsOfText(command.parameter('enddate') ?? '');
  if (from === null) throw new BadParameter('The startdate element is missing or invalid.');
  if (to === null) throw new BadParameter('The enddate element is missing or invalid.');
  return (at) => at >= from && at <= to;
}

function rowsOf(command: Command): { readonly start: number; readonly end: number } {
  const start = Number(command.parameter('startrow') ?? '1') || 1;
  const end = Number(command.parameter('endrow') ?? String(start + ROWS_A_PAGE - 1));
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 1 || end < start) {
    throw new BadParameter('The startrow or endrow element is invalid.');
  }
  return { start, end: Math.min(end, start + ROWS_A_PAGE - 1) };
}

function page(name: string, command: Command, records: readonly OpayoRecord[], faults: FaultState): string {
  const { start, end } = rowsOf(command);
  faults.beforePage(start > 1);
  const rows = faults.changePage(name, records.slice(start - 1, end));
  const numbers = xmlOf([
    ['startrow', String(start)],
    ['endrow', String(start + rows.length - 1)],
    ['totalrows', String(records.length)],
  ]);
  const row = (record: OpayoRecord, at: number): string =>
    `<transaction>${xmlOf([['rowid', String(start + at)], ...rowElements(record)])}</transaction>`;
  return `<transactions>${numbers}${rows.map(row).join('')}</transactions>`;
}

function found(books: OpayoBooks, command: Command): OpayoRecord {
  const id = command.parameter('vpstxid')?.replace(/[{}]/g, '').toUpperCase();
  const code = command.parameter('vendortxcode');
  const record =
    id === undefined
      ? [...books.records.values()].find(
          (it) => code !== undefined && code !== '' && it.vendorTxCode === code,
        )
      : books.records.get(`{${id}}`);
  if (!record) throw new BadParameter('The transaction was not found for this vendor.');
  return record;
}

function groupsOf(books: OpayoBooks, batch: OpayoBatch): string {
  const records = batch.vpsTxIds.flatMap((id) => books.records.get(id) ?? []);
  const currencies = [...new Set(records.map((it) => it.payment.currency))].sort();
  const groups = currencies.map((code) => {
    const refunds = records.filter((it) => it.payment.currency === code && it.type === 'REFUND');
    const payments = records.filter((it) => it.payment.currency === code && it.type !== 'REFUND');
    const total = (list: readonly OpayoRecord[]) =>
      formatMinor(sumMinor(list.map((it) => it.amountMinor)), code);
    return `<transactiongroup>${xmlOf([
      ['currency', code],
      ['paymentnumber', String(payments.length)],
      ['paymentvalue', total(payments)],
      ['refundnumber', String(refunds.length)],
      ['refundvalue', total(refunds)],
    ])}</transactiongroup>`;
  });
  return `<transactiongroups>${groups.join('')}</transactiongroups>`;
}

function inner(books: OpayoBooks, faults: FaultState, command: Command): string {
  const newestFirst = () => [...books.records.values()].sort((a, b) => b.at - a.at);
  switch (command.name) {
    case 'version':
      return xmlOf([['version', '1.04']]);
    case 'getTransactionList': {
      const inRange = rangeOf(command);
      const types = command.parameter('txtypes')?.split(',') ?? [];
      const records = newestFirst().filter(
        (it) => inRange(it.at) && (types.length === 0 || types.includes(it.type)),
      );
      return page('getTransactionList', command, records, faults);
    }
    case 'getTransactionDetail':
      return xmlOf(detailElements(found(books, command)));
    case 'getRelatedTransactions': {
      const record = found(books, command);
      const related = newestFirst().filter(
        (it) => it.relatedVpsTxId === record.vpsTxId || it.vpsTxId === record.relatedVpsTxId,
      );
      return page('getRelatedTransactions', command, related, faults);
    }
    case 'getBatchList': {
      const inRange = rangeOf(command);
      const batches = [...books.batches.values()].filter((batch) => inRange(batch.at));
      const shown = batches.map((batch) => {
        const facts = xmlOf([
          ['batchid', String(batch.id)],
          ['authprocessorname', 'Elavon'],
          ['completed', ukTime(batch.at)],
        ]);
        return `<batch>${facts}${groupsOf(books, batch)}</batch>`;
      });
      return `<batches>${shown.join('')}</batches>`;
    }
    case 'getBatchDetail': {
      const batch = books.batches.get(Number(command.parameter('batchid')));
      if (!batch) throw new BadParameter('The batch was not found for this vendor.');
      const records = batch.vpsTxIds.flatMap((id) => books.records.get(id) ?? []);
      return page('getBatchDetail', command, records, faults);
    }
    case 'getT3MDetail':
    case 'getFraudScreenDetail': {
      const screening = screeningOf(found(books, command));
      return xmlOf([
        ['fraudprovidername', 'T3M'],
        ['t3mid', screening.id],
        ['t3mscore', String(screening.score)],
        ['t3maction', screening.action],
      ]);
    }
    default:
      throw new BadParameter(`The command ${command.name} is not recognised.`);
  }
}

export function run(books: OpayoBooks, faults: FaultState, command: Command, now: number): HttpReply {
  try {
    return success(inner(books, faults, command), now);
  } catch (cause) {
    if (cause instanceof BadParameter) return refusal('0010', cause.message, now);
    throw cause;
  }
}
