/** What the key can read, one line for each thing that the connector needs. */
import type Stripe from 'stripe';
import * as z from 'zod';
import { ConnectionError } from '../../../shared/errors.ts';
import type { ConnectionTest } from '../port.ts';
import { environmentOf } from './credentials.ts';
import type { StripeApi } from './stripe-api.ts';

/** As the permission is called where restricted keys are made, and what is missing without it. */
const READINGS: readonly { name: string; without: string; read: (stripe: Stripe) => Promise<unknown> }[] = [
  { name: 'Charges', without: 'payments', read: (it) => it.charges.list({ limit: 1 }) },
  {
    name: 'Balance',
    without: 'fees and settled amounts',
    read: (it) => it.balanceTransactions.list({ limit: 1 }),
  },
  {
    name: 'PaymentIntents',
    without: 'the references of payments',
    read: (it) => it.paymentIntents.list({ limit: 1 }),
  },
  { name: 'Refunds', without: 'refunds', read: (it) => it.refunds.list({ limit: 1 }) },
  { name: 'Disputes', without: 'disputes', read: (it) => it.disputes.list({ limit: 1 }) },
  { name: 'Payouts', without: 'payouts and their tie-out', read: (it) => it.payouts.list({ limit: 1 }) },
  { name: 'Customers', without: 'who paid', read: (it) => it.customers.list({ limit: 1 }) },
  {
    name: 'Checkout Sessions',
    without: 'order references of hosted pages',
    read: (it) => it.checkout.sessions.list({ limit: 1 }),
  },
  { name: 'Events', without: 'changes as they happen', read: (it) => it.events.list({ limit: 1 }) },
];

const Account = z.looseObject({
  id: z.string(),
  business_profile: z.looseObject({ name: z.string().nullish() }).nullish(),
  settings: z
    .looseObject({ dashboard: z.looseObject({ display_name: z.string().nullish() }).nullish() })
    .nullish(),
});

/** Throws ConnectionError only where Stripe cannot be reached or is at fault itself. */
export async function testConnection(
  api: StripeApi,
  apiKey: string,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const checks: { name: string; ok: boolean; detail: string }[] = [];
  for (const { name, without, read } of READINGS) {
    const refusal = await refusalOf(api, name, read, signal);
    checks.push({
      name: `Read ${name}`,
      ok: refusal === null,
      detail:
        refusal === null
          ? 'Allowed.'
          : refusal.code === 'GATEWAY_PERMISSION_MISSING'
            ? `The key lacks the permission "${name}: read"; without it ${without} are missing.`
            : `${refusal.explanation.happened} ${refusal.explanation.todo}`,
    });
    if (refusal?.code === 'GATEWAY_CREDENTIALS_REFUSED') break;
  }
  const account = checks.some((check) => check.ok) ? await accountOf(api, signal) : null;
  const ok = checks.every((check) => check.ok);
  return {
    ok,
    account: account?.name ?? null,
    accountId: account?.id ?? null,
    environment: environmentOf(apiKey),
    checks,
  };
}

async function refusalOf(
  api: StripeApi,
  name: string,
  read: (stripe: Stripe) => Promise<unknown>,
  signal: AbortSignal,
): Promise<ConnectionError | null> {
  try {
    await api.ask(name, read, signal);
    return null;
  } catch (error) {
    if (error instanceof ConnectionError && !error.transient) return error;
    throw error;
  }
}

/** Null: a restricted key may not be allowed to read the account. */
async function accountOf(api: StripeApi, signal: AbortSignal): Promise<{ id: string; name: string } | null> {
  try {
    const answer = await api.ask('Account', (it) => it.accounts.retrieveCurrent(), signal);
    const account = Account.safeParse(answer).data;
    if (!account) return null;
    const { id, settings, business_profile } = account;
    return { id, name: settings?.dashboard?.display_name || business_profile?.name || id };
  } catch (error) {
    if (error instanceof ConnectionError && !error.transient) return null;
    throw error;
  }
}
