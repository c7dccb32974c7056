/** Objects as they are shown at a moment: a balance transaction is pending until its funds are available. */
import type Stripe from 'stripe';
import { sumMinor } from '../../../shared/money.ts';
import { COMPANY } from '../company/index.ts';
import { findObject, type StripeBooks } from './books.ts';
import type { Expander } from './expand.ts';
import { stripeId } from './ids.ts';
import { basketLineItems } from './objects/basket.ts';
import { createLineItem } from './objects/checkout.ts';

function isBalanceTransaction(object: object): object is Stripe.BalanceTransaction {
  return 'object' in object && object.object === 'balance_transaction';
}

function asOf(transaction: Stripe.BalanceTransaction, now: number): Stripe.BalanceTransaction {
  return { ...transaction, status: transaction.available_on <= now ? 'available' : 'pending' };
}

export function show(object: object, now: number): object {
  if (isBalanceTransaction(object)) return asOf(object, now);
  if ('balance_transactions' in object && Array.isArray(object.balance_transactions)) {
    const shown = object.balance_transactions.map((it: Stripe.BalanceTransaction) => asOf(it, now));
    return { ...object, balance_transactions: shown };
  }
  return object;
}

export function refundsOf(books: StripeBooks, charge: string): Stripe.Refund[] {
  return books.refunds.newestFirst().filter((refund) => refund.charge === charge);
}

export function lineItemsOf(books: StripeBooks, session: Stripe.Checkout.Session): Stripe.LineItem[] {
  const basket = books.baskets.get(session.id);
  if (basket) return basketLineItems(books.seed, session, basket);
  return [createLineItem(stripeId(books.seed, 'li', session.id), session)];
}

export function expanderOf(books: StripeBooks, now: number): Expander {
  return {
    find(id) {
      const object = findObject(books, id);
      return object === undefined ? undefined : show(object, now);
    },
    sublist(owner, property) {
      const { id = '' } = owner as { id?: string };
      const charge = books.charges.get(id);
      if (charge && property === 'refunds') {
        const data = refundsOf(books, charge.id);
        return { object: 'list', data, has_more: false, url: `/v1/charges/${charge.id}/refunds` };
      }
      const session = books.sessions.get(id);
      if (session && property === 'line_items') {
        const data = lineItemsOf(books, session);
        return {
          object: 'list',
          data,
          has_more: false,
          url: `/v1/checkout/sessions/${session.id}/line_items`,
        };
      }
      return undefined;
    },
  };
}

export function balanceOf(books: StripeBooks, now: number): Stripe.Balance {
  const all = [...books.unpaid].map((id) => books.balanceTransactions.must(id));
  const total = (of: Stripe.BalanceTransaction[]) => sumMinor(of.map((it) => it.net));
  const available = total(all.filter((it) => it.available_on <= now));
  const pending = total(all.filter((it) => it.available_on > now));
  return {
    object: 'balance',
    available: [{ amount: available, currency: 'usd', source_types: { card: available } }],
    livemode: false,
    pending: [{ amount: pending, currency: 'usd', source_types: { card: pending } }],
  };
}

const NOTHING_DUE = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
} as const;

/** The fields of the Account object that a reader of payments uses, and those that Stripe always sends. */
export function accountOf(books: StripeBooks): object {
  return {
    id: books.accountId,
    object: 'account',
    business_profile: { mcc: '5072', name: COMPANY.name, support_email: COMPANY.email, url: COMPANY.website },
    business_type: 'company',
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    controller: { type: 'account' },
    country: 'US',
    created: (books.charges.oldest()?.created ?? 0) - 400 * 86_400,
    default_currency: 'usd',
    details_submitted: true,
    email: COMPANY.email,
    external_accounts: {
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/accounts/${books.accountId}/external_accounts`,
    },
    future_requirements: NOTHING_DUE,
    metadata: {},
    payouts_enabled: true,
    requirements: NOTHING_DUE,
    settings: {
      dashboard: { display_name: COMPANY.name, timezone: COMPANY.timeZone },
      payments: { statement_descriptor: 'NORTHGATE SUPPLY' },
      payouts: {
        debit_negative_balances: true,
        schedule: { delay_days: 2, interval: 'daily' },
        statement_descriptor: null,
      },
    },
    tos_acceptance: { date: null },
    type: 'standard',
  };
}
