/** From a request to what Stripe would answer: the reading endpoints, and the two writes the simulator has. */
import type { FaultState, HttpRequest } from '../http/index.ts';
import type { StripeBooks } from './books.ts';
import { createCustomerRoute, updateCustomerRoute } from './customer-writes.ts';
import { invalid, missing, StripeFailure } from './errors.ts';
import { expandObject, expandPage } from './expand.ts';
import { listPage, PAGING, type StripeList } from './list.ts';
import { refundCharge } from './money-in.ts';
import { readParameters, wholeNumber } from './query.ts';
import { type AnyReading, READINGS } from './resources.ts';
import { accountOf, balanceOf, expanderOf, lineItemsOf, show } from './view.ts';

export interface Moment {
  readonly books: StripeBooks;
  readonly faults: FaultState;
  /** Unix seconds. */
  readonly now: number;
}

export interface Route {
  readonly permission: string | null;
  run(moment: Moment): object;
}

function list(reading: AnyReading, request: HttpRequest): Route {
  return {
    permission: reading.permission,
    run: ({ books, faults, now }) =>
      reading.use((it): StripeList<object> => {
        const parameters = readParameters(request.query, [...PAGING, ...it.filters]);
        faults.beforePage(['starting_after', 'ending_before'].some((name) => parameters.text(name)));
        const { page, more } = listPage(
          it.shelf(books),
          it.kind,
          parameters,
          it.test(parameters, books, now),
        );
        const sent = faults.changePage(it.path, page).map((object) => show(object, now));
        const data = expandPage(sent, parameters.list('expand'), expanderOf(books, now));
        return { object: 'list', data, has_more: more, url: it.path };
      }),
  };
}

function retrieve(reading: AnyReading, id: string, request: HttpRequest): Route {
  return {
    permission: reading.permission,
    run: ({ books, now }) =>
      reading.use((it) => {
        const parameters = readParameters(request.query, ['expand']);
        const object = it.shelf(books).get(id);
        if (!object) throw missing(it.kind, id, 'id', 404);
        return expandObject(show(object, now), parameters.list('expand'), expanderOf(books, now));
      }),
  };
}

function lineItems(id: string, request: HttpRequest): Route {
  const parameters = readParameters(request.query, [...PAGING, 'expand']);
  const showsProducts = parameters.list('expand').some((path) => path.endsWith('.product'));
  return {
    permission: showsProducts ? 'rak_product_read' : 'rak_checkout_session_read',
    run({ books, now }) {
      const session = books.sessions.get(id);
      if (!session) throw missing('checkout.session', id, 'session', 404);
      const data = expandPage(lineItemsOf(books, session), parameters.list('expand'), expanderOf(books, now));
      return { object: 'list', data, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` };
    },
  };
}

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;

function createRefund(request: HttpRequest): Route {
  return {
    permission: 'rak_charge_write',
    run({ books, now }) {
      const allowed = ['charge', 'payment_intent', 'amount', 'reason', 'metadata', 'expand'];
      const parameters = readParameters(request.body, allowed);
      const intentId = parameters.text('payment_intent');
      const intent = intentId === undefined ? undefined : books.paymentIntents.get(intentId);
      const chargeId = parameters.text('charge') ?? String(intent?.latest_charge ?? '');
      const charge = books.charges.get(chargeId);
      if (!charge) throw missing('charge', chargeId, 'charge', 404);
      const amount = parameters.text('amount');
      const wanted = parameters.text('reason');
      const reason = REASONS.find((it) => it === wanted) ?? null;
      if (wanted !== undefined && reason === null) throw invalid(`Invalid reason: ${wanted}`, 'reason');
      books.counter += 1;
      const wish = {
        name: `live/refund/${now}/${books.counter}`,
        at: now,
        amountMinor:
          amount === undefined
            ? charge.amount_captured - charge.amount_refunded
            : wholeNumber(amount, 'amount'),
        reason,
        metadata: { ...parameters.group('metadata') },
      };
      try {
        return refundCharge(books, charge.id, wish);
      } catch (cause) {
        if (cause instanceof RangeError) throw invalid(cause.message, 'amount', 'charge_already_refunded');
        throw cause;
      }
    },
  };
}

function updateCharge(id: string, request: HttpRequest): Route {
  return {
    permission: 'rak_charge_write',
    run({ books }) {
      const parameters = readParameters(request.body, ['description', 'metadata', 'expand']);
      const charge = books.charges.get(id);
      if (!charge) throw missing('charge', id, 'id', 404);
      const description = parameters.text('description') ?? charge.description;
      const metadata = { ...charge.metadata, ...parameters.group('metadata') };
      return books.charges.update(id, { description, metadata });
    },
  };
}

/** Throws StripeFailure 404 for a URL that Stripe, or this simulator, does not have. */
export function routeOf(request: HttpRequest): Route {
  const path = request.path.replace(/\/$/, '');
  const reading = READINGS.find((it) => path === it.path || path.startsWith(`${it.path}/`));
  const [id, ...rest] = reading ? path.slice(reading.path.length + 1).split('/') : [];
  if (request.method === 'GET') {
    if (path === '/v1/balance') {
      return { permission: 'rak_balance_read', run: ({ books, now }) => balanceOf(books, now) };
    }
    if (path === '/v1/account') {
      return { permission: 'rak_accounts_kyc_basic_read', run: ({ books }) => accountOf(books) };
    }
    if (reading && id === '') return list(reading, request);
    if (reading && id !== undefined && rest.length === 0) return retrieve(reading, id, request);
    if (reading?.kind === 'checkout.session' && id !== undefined && rest.join('/') === 'line_items') {
      return lineItems(id, request);
    }
  }
  if (request.method === 'POST' && path === '/v1/refunds') return createRefund(request);
  if (request.method === 'POST' && reading?.kind === 'customer' && rest.length === 0) {
    return id === undefined || id === '' ? createCustomerRoute(request) : updateCustomerRoute(id, request);
  }
  if (request.method === 'POST' && reading?.kind === 'charge' && id !== undefined && id !== '') {
    if (rest.length === 0) return updateCharge(id, request);
  }
  throw new StripeFailure({
    status: 404,
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${request.method}: ${request.path}).`,
  });
}
