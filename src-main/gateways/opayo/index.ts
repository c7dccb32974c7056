/**
 * Opayo (Sage Pay, Elavon): the Reporting and Admin API, signed XML.
 *
 * How it reads: some days at a time (../dated-walk.ts): transactions by date, and settlement batches in the place of
 * payouts, one for each currency. The merchant's own reference (VendorTxCode) is read by a rule that can be changed.
 *
 * Facts. Sage Pay's "Reporting & Admin API Integration Guideline" (protocol 1.02, 2013) names the commands; seen in
 * public code that runs against it: the signature and the form field (NewRedo/sagepay-admin-api, Ebizmarts' Magento
 * modules), getTransactionList with startdate, enddate, sorttype and sortorder (osCommerce's Sage Pay module),
 * getTransactionDetail's elements with t3mscore, t3maction and last4digits, and times such as 14/08/2020 18:55:29.837
 * in UK local time. State numbers: 16 authorised, 18 voided are seen; the others are long-standing public knowledge,
 * so the words beside them count where the number is not clear.
 *
 * Uncertain, and read so that either way works: which elements a list's row carries (the detail is asked for where one
 * is missing); how a refund names its payment (relatedvpstxid or relatedtransactionid); the error codes (Opayo's own
 * words are shown); the hosts since Elavon took over (a setting). The hour that autumn repeats is read as its first.
 * Fees and chargebacks are not in this API: they come with the acquirer's statement, which the CSV gateway can read.
 *
 * May import shared/, the gateway port and what connectors share; called through ../registry.ts.
 */
import * as z from 'zod';
import { ConnectionError } from '../../../shared/errors.ts';
import { readDatedCursor, startOnDay } from '../dated-cursor.ts';
import { type DatedSource, dayIn, walkDays } from '../dated-walk.ts';
import type { ConnectionTest, GatewayConnector } from '../port.ts';
import { createOpayoApi, OPAYO, type OpayoApi } from './opayo-api.ts';
import { UK } from './opayo-record.ts';
import { opayoSource } from './opayo-source.ts';
import { CREDENTIALS, checkCredentials, OPAYO_FORM, OpayoSettings } from './settings.ts';

export const opayoConnector: GatewayConnector = {
  name: 'opayo',
  title: 'Opayo (Sage Pay)',
  summary: 'Payments, refunds and settlement batches of Opayo (Sage Pay), with fraud screening results.',
  payouts: { by: 'batch', usualDays: 1, waits: ['succeeded'] },
  credentials: CREDENTIALS,
  checkCredentials,
  settings: OpayoSettings,
  form: OPAYO_FORM,
  open(connection, credentials, deps) {
    const settings = OpayoSettings.parse(connection.settings ?? {});
    const login = {
      vendor: (credentials.vendor ?? '').trim().toLowerCase(),
      user: (credentials.user ?? '').trim(),
      password: credentials.password ?? '',
    };
    const api = createOpayoApi(login, settings, deps);
    const source = opayoSource(connection.id, api, settings, deps);
    return {
      test: (signal) => testConnection(api, source, login.vendor, signal),
      async *pull(from, signal) {
        const start = startOnDay(dayIn(new Date(connection.importFrom), UK));
        yield* walkDays(source, from === null ? start : readDatedCursor(OPAYO, from), signal);
      },
      close: async () => {},
    };
  },
};

async function testConnection(
  api: OpayoApi,
  source: DatedSource,
  vendor: string,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const today = dayIn(source.now(), UK);
  const checks: { name: string; ok: boolean; detail: string }[] = [];
  const tried: [string, () => Promise<unknown>][] = [
    ['Sign in', () => api.command('version', [], z.looseObject({}), signal)],
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
  return {
    ok,
    account: ok ? vendor : null,
    // Only what Opayo has let in is an account.
    accountId: ok ? vendor.toLowerCase() : null,
    environment: api.environment,
    checks,
  };
}
