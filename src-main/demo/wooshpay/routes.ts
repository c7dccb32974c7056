/**
 * WooshPay's reading endpoints, as https://docs.wooshpay.com lists them: payment intents, charges, disputes and Checkout
 * sessions can be listed; a refund and an event can only be retrieved by id; there are no balance transactions.
 * Parameters of a list may stand in the query or, as the documentation shows it, in a JSON body.
 */
import { sumMinor } from '../../../shared/money.ts';
import type { FaultState, HttpRequest } from '../http/index.ts';
import { missing, StripeFailure } from '../stripe/errors.ts';
import { listPage } from '../stripe/list.ts';
import { type Parameters, rangeOf, readParameters } from '../stripe/query.ts';
import type { Shelf } from '../stripe/shelf.ts';
import type { WooshPayBooks } from './books.ts';
import type { WooshPayObject } from './objects.ts';

const PARAMETERS = [
  'created',
  'ending_before',
  'limit',
  'starting_after',
  'charge',
  'payment_intent',
  'customer',
  'expand',
];

/** { created: { gte: 1 }, limit: 5 } as created[gte]=1&limit=5. Empty texts are as good as absent. */
function formOf(body: string): string {
  if (body.trim() === '') return '';
  let asked: unknown;
  try {
    asked = JSON.parse(body);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new StripeFailure({
      status: 400,
      type: 'invalid_request_error',
      message: 'The body is not valid JSON.',
    });
  }
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(asked ?? {})) {
    if (typeof value === 'object' && value !== null) {
      for (const [bound, limit] of Object.entries(value)) form.set(`${name}[${bound}]`, String(limit));
    } else if (value !== '') form.set(name, String(value));
  }
  return form.toString();
}

function list(
  shelf: Shelf<WooshPayObject>,
  path: string,
  kind: string,
  parameters: Parameters,
  faults: FaultState,
): object {
  const inRange = rangeOf(parameters, 'created');
  const equal = (object: WooshPayObject, name: string) => {
    const wanted = parameters.text(name);
    return wanted === undefined || object[name] === wanted;
  };
  faults.beforePage(parameters.text('starting_after') !== undefined);
  const { page, more } = listPage(
    shelf,
    kind,
    parameters,
    (it) =>
      inRange(it.created) && equal(it, 'charge') && equal(it, 'payment_intent') && equal(it, 'customer'),
  );
  return { object: 'list', url: path, has_more: more, data: faults.changePage(path, page) };
}

/** What is left of the payments, per currency: WooshPay shows no fees here. */
function balance(books: WooshPayBooks): object {
  const currencies = [...new Set(books.charges.newestFirst().map((it) => String(it.currency)))].sort();
  const available = currencies.map((code) => {
    const charges = books.charges.newestFirst().filter((it) => it.currency === code);
    const amount = sumMinor(charges.map((it) => Number(it.amount_captured) - Number(it.amount_refunded)));
    return { amount, currency: code };
  });
  return { object: 'balance', available, livemode: false, pending: [] };
}

export function answer(books: WooshPayBooks, faults: FaultState, request: HttpRequest): object {
  const shelves: Readonly<
    Record<string, { kind: string; shelf: Shelf<WooshPayObject>; listed: string | null }>
  > = {
    '/v1/payment_intents': {
      kind: 'payment_intent',
      shelf: books.paymentIntents,
      listed: '/v1/payment_intents',
    },
    '/v1/charges': { kind: 'charge', shelf: books.charges, listed: '/v1/charges' },
    '/v1/refunds': { kind: 'refund', shelf: books.refunds, listed: null },
    '/v1/disputes': { kind: 'dispute', shelf: books.disputes, listed: '/v1/disputes/list' },
    '/v1/checkout/sessions': {
      kind: 'checkout.session',
      shelf: books.sessions,
      listed: '/v1/checkout/sessions',
    },
  };
  const path = request.path.replace(/\/$/, '');
  if (request.method === 'GET' && path === '/v1/balance') return balance(books);
  const found = Object.entries(shelves).find(([base]) => path === base || path.startsWith(`${base}/`));
  if (request.method === 'GET' && found) {
    const [base, { kind, shelf, listed }] = found;
    if (path === listed || (path === base && listed !== null)) {
      const encoded = [request.query, formOf(request.body)].filter((it) => it !== '').join('&');
      return list(shelf, base, kind, readParameters(encoded, PARAMETERS), faults);
    }
    const id = path.slice(base.length + 1);
    const object = shelf.get(id);
    if (object) return object;
    if (id !== '') throw missing(kind, id, 'id', 404);
  }
  const message = `Unrecognized request URL (${request.method}: ${request.path}).`;
  throw new StripeFailure({ status: 404, type: 'invalid_request_error', message });
}
