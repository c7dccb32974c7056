/** Opayo's lists by date, fifty rows at a time, and the details that a row leaves out. */
import { DateTime } from 'luxon';
import * as z from 'zod';
import type { ConnectionId } from '../../../shared/model.ts';
import { addDays, type DatedItem, type DatedSource } from '../dated-walk.ts';
import { unreadable } from '../failures.ts';
import type { GatewayDeps } from '../port.ts';
import { OPAYO, type OpayoApi, type OpayoElements } from './opayo-api.ts';
import { OpayoTransaction, opayoBatches, opayoItem, relatedIdOf, transactionId, UK } from './opayo-record.ts';
import type { OpayoSettings } from './settings.ts';

const ROWS = 50;
const READINGS = 3;

/** `rowid` is the row's place in this one list, and no part of the transaction. */
const Row = z.looseObject({ vpstxid: z.string(), rowid: z.string().optional() });
const Rows = z.looseObject({
  transactions: z
    .union([
      z.literal(''),
      z.looseObject({ totalrows: z.coerce.number().int().min(0), transaction: z.array(Row).default([]) }),
    ])
    .default(''),
});
const Batches = z.looseObject({
  batches: z.union([z.literal(''), z.looseObject({ batch: z.array(z.unknown()).default([]) })]).default(''),
});
const Detail = z.looseObject({ vpstxid: z.string() });
const FOLLOWS = new Set(['REFUND', 'VOID', 'ABORT', 'CANCEL', 'RELEASE', 'AUTHORISE', 'REPEAT']);

export function opayoSource(
  connectionId: ConnectionId,
  api: OpayoApi,
  settings: OpayoSettings,
  deps: GatewayDeps,
): DatedSource {
  const rule = new RegExp(settings.vendorTxCodeRule, 'i');

  /** Every row of a list, newest content of each. Rows move when something arrives: then the list is read again. */
  async function allRows(command: string, asked: OpayoElements, signal: AbortSignal): Promise<unknown[]> {
    for (let reading = 0; reading < READINGS; reading += 1) {
      const rows = new Map<string, unknown>();
      let total = 0;
      for (let start = 1; start === 1 || start <= total; start += ROWS) {
        const paging: OpayoElements = [
          ['startrow', String(start)],
          ['endrow', String(start + ROWS - 1)],
        ];
        const { transactions } = await api.command(command, [...asked, ...paging], Rows, signal);
        if (transactions === '') break;
        total = transactions.totalrows;
        for (const { rowid: _place, ...row } of transactions.transaction) {
          rows.set(transactionId(row.vpstxid), row);
        }
      }
      if (rows.size === total) return [...rows.values()];
    }
    throw unreadable(OPAYO, 'a list whose rows are not as many as it says, three times');
  }

  async function withDetails(row: unknown, signal: AbortSignal): Promise<DatedItem> {
    if (!settings.allDetails && isComplete(row)) return opayoItem(row, rule);
    const { vpstxid } = Row.parse(row);
    const detail = await api.command('getTransactionDetail', [['vpstxid', vpstxid]], Detail, signal);
    return opayoItem({ ...Object(row), ...withoutEnvelope(detail) }, rule);
  }

  async function items(command: string, asked: OpayoElements, signal: AbortSignal): Promise<DatedItem[]> {
    const found: DatedItem[] = [];
    for (const row of await allRows(command, asked, signal)) found.push(await withDetails(row, signal));
    return found;
  }

  return {
    connectionId,
    gateway: 'opayo',
    timeZone: UK,
    overlapDays: settings.overlapDays,
    settleDays: settings.overlapDays,
    now: deps.now,
    transactions: (from, to, signal) => {
      const sorted: OpayoElements = [
        ['sorttype', 'ByDate'],
        ['sortorder', 'ASC'],
      ];
      return items('getTransactionList', [...between(from, to), ...sorted], signal);
    },
    async batches(from, to, signal) {
      const { batches } = await api.command('getBatchList', between(from, to), Batches, signal);
      return batches === '' ? [] : batches.batch.flatMap(opayoBatches);
    },
    async parts(batch, signal) {
      const [, number = '', code = ''] = batch.externalId.split('-');
      const all = await items('getBatchDetail', [['batchid', number]], signal);
      return all.filter(({ raw }) => String(Reflect.get(Object(raw), 'currency')).toUpperCase() === code);
    },
  };
}

/** The list's row has what a record needs; a refund also has to name its payment. */
function isComplete(row: unknown): boolean {
  const parsed = OpayoTransaction.safeParse(row);
  if (!parsed.success) return false;
  return (
    !FOLLOWS.has(parsed.data.transactiontype.toUpperCase()) ||
    relatedIdOf(parsed.data) !== '' ||
    parsed.data.transactiontype.toUpperCase() === 'REPEAT'
  );
}

function withoutEnvelope(detail: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { errorcode: _code, timestamp: _at, ...elements } = detail;
  return elements;
}

/** From the first moment of a day to the first of the day after the last: a second is read twice, none is left out. */
function between(from: string, to: string): OpayoElements {
  const ukText = (day: string) => DateTime.fromISO(day, { zone: UK }).toFormat('dd/MM/yyyy HH:mm:ss');
  return [
    ['startdate', ukText(from)],
    ['enddate', ukText(addDays(to, 1))],
  ];
}
