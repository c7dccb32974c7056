/**
 * PayTrace: transactions by date range, settlement batches in the place of payouts. US dollars alone.
 *
 * How it reads: some days at a time (../dated-walk.ts). The export has no pages and no cursor, so the last days are
 * read again at each pull and records are told apart by transaction_id. A sale is pending until its batch is settled
 * (a setting), because it can be voided until then; what a batch carried is read from the batch itself.
 *
 * Facts. Seen in public code that runs against api.paytrace.com (Pipedream's PayTrace actions; PayTrace's own dotnet
 * and PHP samples on GitHub): the hosts, the token call, /v1/transactions/export/by_date_range with start_date and
 * end_date as MM/DD/YYYY, /v1/batches/export, /v1/batches/transaction_list, {success, response_code, status_message,
 * errors}. Older API pages (help.paytrace.com/api-export-batches) name a batch's number, time, counts and net amount.
 *
 * Uncertain, and read so that either way works: whether the batch number is asked for as batch_number or batchNumber
 * (both are sent); whether a transaction names its batch (the batch's own list decides); how a refund names its sale
 * (original_transaction_id); the zone of the times (a setting; Pacific, where PayTrace is). Fees and chargebacks are
 * not in this API: they come with the processor's statement, which the CSV gateway can read.
 *
 * May import shared/, the gateway port and what connectors share; called through ../registry.ts.
 */
import * as z from 'zod';
import { ConnectionError } from '../../../shared/errors.ts';
import { readDatedCursor, startOnDay } from '../dated-cursor.ts';
import { type DatedItem, type DatedSource, dayIn, walkDays } from '../dated-walk.ts';
import { unreadable } from '../failures.ts';
import type { ConnectionTest, GatewayConnection, GatewayConnector, GatewayDeps } from '../port.ts';
import { createPayTraceApi, PAYTRACE, type PayTraceApi } from './paytrace-api.ts';
import { payTraceBatch, payTraceItem } from './paytrace-record.ts';
import { CREDENTIALS, checkCredentials, PAYTRACE_FORM, PayTraceSettings } from './settings.ts';

const Transactions = z.looseObject({ transactions: z.array(z.unknown()).nullish() });
const Batches = z.looseObject({ batches: z.array(z.unknown()).nullish() });
const CreatedAt = z.looseObject({ created: z.looseObject({ at: z.string() }) });
const SAME_ANSWER_TRIES = 3;

export const payTraceConnector: GatewayConnector = {
  name: 'paytrace',
  title: 'PayTrace',
  summary: 'Card sales, refunds and daily settlement batches in US dollars, read with an API user.',
  payouts: { by: 'batch', usualDays: 1, waits: ['succeeded', 'pending'] },
  credentials: CREDENTIALS,
  checkCredentials,
  settings: PayTraceSettings,
  form: PAYTRACE_FORM,
  open(connection, credentials, deps) {
    const settings = PayTraceSettings.parse(connection.settings ?? {});
    const login = {
      username: (credentials.username ?? '').trim(),
      password: credentials.password ?? '',
      integratorId: (credentials.integratorId ?? '').trim(),
    };
    const api = createPayTraceApi(login, settings, deps);
    const source = sourceOf(connection, api, settings, deps);
    return {
      test: (signal) => testConnection(api, source, login.username, signal),
      async *pull(from, signal) {
        const start = startOnDay(dayIn(new Date(connection.importFrom), settings.timeZone));
        yield* walkDays(source, from === null ? start : readDatedCursor(PAYTRACE, from), signal);
      },
      close: async () => {},
    };
  },
};

function sourceOf(
  connection: GatewayConnection,
  api: PayTraceApi,
  settings: PayTraceSettings,
  deps: GatewayDeps,
): DatedSource {
  const item = (raw: unknown): DatedItem => payTraceItem(raw, settings);
  const range = (from: string, to: string) => ({ start_date: usDate(from), end_date: usDate(to) });
  return {
    connectionId: connection.id,
    gateway: 'paytrace',
    timeZone: settings.timeZone,
    overlapDays: settings.overlapDays,
    settleDays: settings.overlapDays,
    now: deps.now,
    async transactions(from, to, signal) {
      for (let tries = 0; tries < SAME_ANSWER_TRIES; tries += 1) {
        const path = '/v1/transactions/export/by_date_range';
        const answer = await api.call(path, range(from, to), Transactions, signal);
        const found = answer.transactions ?? [];
        if (found.every((raw) => isBetween(raw, from, to))) return found.map(item);
      }
      throw unreadable(PAYTRACE, 'transactions of other days than it was asked for');
    },
    async batches(from, to, signal) {
      const answer = await api.call('/v1/batches/export', range(from, to), Batches, signal);
      return (answer.batches ?? []).map((raw) => payTraceBatch(raw, settings));
    },
    async parts(batch, signal) {
      const number = batch.externalId.replace(/^batch-/, '');
      const asked = /^\d+$/.test(number) ? Number(number) : number;
      const body = { batch_number: asked, batchNumber: asked };
      const answer = await api.call('/v1/batches/transaction_list', body, Transactions, signal);
      return (answer.transactions ?? []).map(item);
    },
  };
}

async function testConnection(
  api: PayTraceApi,
  source: DatedSource,
  username: string,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const today = dayIn(source.now(), source.timeZone);
  const checks: { name: string; ok: boolean; detail: string }[] = [];
  const tried: [string, () => Promise<unknown>][] = [
    ['Read transactions', () => source.transactions(today, today, signal)],
    ['Read settlement batches', () => source.batches(today, today, signal)],
  ];
  for (const [name, read] of tried) {
    try {
      await read();
      checks.push({ name, ok: true, detail: 'Allowed.' });
    } catch (error) {
      if (!(error instanceof ConnectionError) || error.transient) throw error;
      checks.push({ name, ok: false, detail: `${error.explanation.happened} ${error.explanation.todo}` });
      if (error.code === 'GATEWAY_CREDENTIALS_REFUSED') break;
    }
  }
  const ok = checks.every((check) => check.ok);
  // The user of the API is not the account: another user of the same account is as good, and nothing names the account.
  return { ok, account: ok ? username : null, accountId: null, environment: api.environment, checks };
}

function usDate(day: string): string {
  const [year, month, date] = day.split('-');
  return `${month}/${date}/${year}`;
}

/** The days are compared as PayTrace wrote them: month/day/year of the merchant's zone. */
function isBetween(raw: unknown, from: string, to: string): boolean {
  const at = CreatedAt.safeParse(raw).data?.created.at ?? '';
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(at);
  if (!match) return true;
  const day = `${match[3]}-${match[1]?.padStart(2, '0')}-${match[2]?.padStart(2, '0')}`;
  return day >= from && day <= to;
}
