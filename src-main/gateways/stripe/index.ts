/**
 * Stripe: balance transactions say what happened to the money, the objects behind them say who paid and what for.
 *
 * How it reads: time is walked in windows, oldest first (windows.ts). In each window: payouts, what they carried,
 * charges, the balance, and then what never touched the balance (declines, authorisations, inquiries). Between two
 * polls of the balance, events tell what changed (events.ts); what was not final is looked at again (still-open.ts).
 * A window overlaps the one before, against clocks that differ, and once a day by days, for records that appear late.
 *
 * One balance transaction is one record: a charge, refund, payout and a dispute's withdrawal under their own ids,
 * everything else (fees, a dispute won back, a failed refund or payout, adjustments) under the balance transaction's.
 *
 * Facts: docs.stripe.com/api, docs.stripe.com/reports/balance-transaction-types, docs.stripe.com/reports/
 * payout-reconciliation, docs.stripe.com/currencies, docs.stripe.com/keys (restricted keys), the public OpenAPI
 * description and fixtures (github.com/stripe/openapi), and the types of the official client, whose fixed API version
 * is sent with every request.
 *
 * Uncertain: the amount convention of UGX (stripe-money.ts); whether other fee-like types than stripe_fee,
 * stripe_fx_fee and tax_fee belong among the fees (they come as adjustments that name their type); the parts of manual
 * payouts, which Stripe itself does not tell. Invoices of Stripe Billing are not read. Orders of Checkout: orders.ts.
 *
 * May import shared/, the gateway port and what connectors share; called through ../registry.ts.
 */
import type { GatewayConnector, GatewayPage } from '../port.ts';
import { chargeBook } from './charge-book.ts';
import { testConnection } from './connection-test.ts';
import { CREDENTIALS, checkCredentials, STRIPE_FORM, StripeSettings } from './credentials.ts';
import { stripeCustomerBook } from './customer-book.ts';
import { followEvents, newestEventId } from './events.ts';
import { stripeOrders } from './orders.ts';
import { payoutParts } from './payout-parts.ts';
import { Pull, type StripeTools } from './pull.ts';
import { checkoutSessions } from './sessions.ts';
import { lookAtOpen } from './still-open.ts';
import { createStripeApi } from './stripe-api.ts';
import { readCursor, startAt } from './stripe-cursor.ts';
import { nextFrom, walkWindows } from './windows.ts';

export const stripeConnector: GatewayConnector = {
  name: 'stripe',
  title: 'Stripe',
  summary: 'Payments, refunds, disputes, fees, payouts and Checkout orders, by a restricted key.',
  payouts: { by: 'availability' },
  credentials: CREDENTIALS,
  checkCredentials,
  settings: StripeSettings,
  form: STRIPE_FORM,
  open(connection, credentials, deps) {
    const apiKey = (credentials.apiKey ?? '').trim();
    const settings = StripeSettings.parse(connection.settings ?? {});
    const api = createStripeApi(apiKey, settings, deps);
    const sessions = checkoutSessions(api);
    const parts = payoutParts(api);
    /** Charges are remembered for one pull only: a later one may find them changed. */
    const tools = (): StripeTools => ({
      api,
      settings,
      connectionId: connection.id,
      sessions,
      charges: chargeBook(api),
      parts,
    });
    return {
      test: (signal) => testConnection(api, apiKey, signal),
      pull: (from, signal) =>
        readEverything(
          new Pull(tools(), from === null ? startAt(connection.importFrom) : readCursor(from), signal),
        ),
      close: async () => api.close(),
      ...(settings.checkoutOrders ? { orders: stripeOrders(api, connection.id) } : {}),
      customerBook: stripeCustomerBook(api),
    };
  },
};

const DAY = 86_400;

async function* readEverything(pull: Pull): AsyncGenerator<GatewayPage> {
  const { position, tools } = pull;
  const { balancePollMinutes, lateHours } = tools.settings;
  const isDeep = position.window === null && tools.api.nowSeconds() - position.deepReadAt >= DAY;
  if (isDeep) pull.overlapSeconds = lateHours * 3600;
  if (position.lastEventId !== null) {
    const isDue =
      position.window !== null || tools.api.nowSeconds() - position.polledAt >= balancePollMinutes * 60;
    const comingFrom = isDue ? nextFrom(pull) : Number.POSITIVE_INFINITY;
    yield* followEvents(pull, comingFrom);
    if (position.lastEventId !== null && !isDue) return;
  }
  // Taken before the balance is read: what happens meanwhile is told by an event of the next pull.
  position.lastEventId ??= await newestEventId(pull);
  const startedAt = tools.api.nowSeconds();
  yield* walkWindows(pull);
  yield* lookAtOpen(pull);
  position.polledAt = startedAt;
  if (isDeep) position.deepReadAt = startedAt;
  yield pull.page(pull.collector(), 1);
}
