/**
 * WooshPay: payment intents with their charges, refunds and disputes. It shows no fees, balance or settlement by
 * transaction, so its records have no settlement and no payout: those come with its statement, by CSV.
 *
 * How it reads: passes over the lists, newest first (passes.ts). Refunds cannot be listed, they show on their charge,
 * so payments of the last months are read again every few hours. Each payment intent is one payment; an amount below,
 * equal to or above the invoice is told by the amount alone, and what becomes of it is decided in matching.
 *
 * Facts. docs.wooshpay.com: GET /v1/payment_intents with limit, starting_after, ending_before and created (shown there
 * as a JSON body; sent here in the query, as Stripe has it), amounts in minor units, merchant_order_id and metadata;
 * lists of charges, disputes and Checkout sessions; refunds only by id; GET /v1/balance. Hosts api.wooshpay.com and
 * apitest.wooshpay.com and basic authentication: the same documentation and public code that runs against it.
 *
 * Uncertain, and read so that either way works: whether the lists heed `created` in the query (older records are left
 * out here, and end the pass); whether a charge shows its refunds (an amount refunded without them is reported);
 * whether a dispute that is won returns the money as a record of its own (it is voided here).
 *
 * May import shared/, the gateway port and what connectors share; called through ../registry.ts.
 */
import { ConnectionError } from '../../../shared/errors.ts';
import type { ConnectionTest, GatewayConnector } from '../port.ts';
import { runPass } from './passes.ts';
import { CREDENTIALS, checkCredentials, environmentOf, WOOSHPAY_FORM, WooshPaySettings } from './settings.ts';
import { createWooshPayApi, type WooshPayApi, type WooshPayList } from './wooshpay-api.ts';
import { readCursor, startAt } from './wooshpay-cursor.ts';

export const wooshPayConnector: GatewayConnector = {
  name: 'wooshpay',
  title: 'WooshPay',
  summary: 'Payments, refunds and disputes, read with the secret key; its settlements come by CSV.',
  payouts: {
    by: 'statement',
    reason:
      'WooshPay tells neither its fees nor its settlements, so what it owes cannot be told from here. Its settlement statement says it, and can be imported as CSV.',
  },
  credentials: CREDENTIALS,
  checkCredentials,
  settings: WooshPaySettings,
  form: WOOSHPAY_FORM,
  open(connection, credentials, deps) {
    const apiKey = (credentials.apiKey ?? '').trim();
    const settings = WooshPaySettings.parse(connection.settings ?? {});
    const api = createWooshPayApi(apiKey, settings, deps);
    return {
      test: (signal) => testConnection(api, apiKey, signal),
      async *pull(from, signal) {
        const position = from === null ? startAt(connection.importFrom) : readCursor(from);
        yield* runPass({ api, settings, connectionId: connection.id }, position, signal);
      },
      close: async () => {},
    };
  },
};

const LISTS: readonly [name: string, list: WooshPayList][] = [
  ['Read payments', '/v1/payment_intents'],
  ['Read charges', '/v1/charges'],
  ['Read disputes', '/v1/disputes'],
  ['Read Checkout sessions', '/v1/checkout/sessions'],
];

async function testConnection(
  api: WooshPayApi,
  apiKey: string,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const checks: { name: string; ok: boolean; detail: string }[] = [];
  for (const [name, list] of LISTS) {
    try {
      await api.page(list, api.nowSeconds() - 86_400, null, signal);
      checks.push({ name, ok: true, detail: 'Allowed.' });
    } catch (error) {
      if (!(error instanceof ConnectionError) || error.transient) throw error;
      checks.push({ name, ok: false, detail: `${error.explanation.happened} ${error.explanation.todo}` });
      if (error.code === 'GATEWAY_CREDENTIALS_REFUSED') break;
    }
  }
  return {
    ok: checks.every((check) => check.ok),
    account: null,
    accountId: null,
    environment: environmentOf(apiKey),
    checks,
  };
}
