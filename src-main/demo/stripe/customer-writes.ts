/** Creating and updating a customer, as docs.stripe.com/api/customers/create and /update say: what is not named stays, '' unsets. */
import type Stripe from 'stripe';
import type { HttpRequest } from '../http/index.ts';
import type { StripeBooks } from './books.ts';
import { recordEvent } from './books.ts';
import { invalid, missing } from './errors.ts';
import { stripeId } from './ids.ts';
import { blankCustomer } from './objects/customer.ts';
import { type Parameters, readParameters } from './query.ts';
import type { Route } from './routes.ts';

const ALLOWED = ['name', 'email', 'phone', 'description', 'address', 'metadata', 'expand'];
const ADDRESS = ['line1', 'line2', 'city', 'state', 'postal_code', 'country'] as const;

export function createCustomerRoute(request: HttpRequest): Route {
  return {
    permission: 'rak_customer_write',
    run({ books, now }) {
      const parameters = readParameters(request.body, ALLOWED);
      books.counter += 1;
      const id = stripeId(books.seed, 'cus', `live/customer/${now}/${books.counter}`);
      const created = books.customers.add({ ...blankCustomer(id, now), ...changesOf(null, parameters) });
      recordEvent(books, 'customer.created', now, created);
      return created;
    },
  };
}

export function updateCustomerRoute(id: string, request: HttpRequest): Route {
  return {
    permission: 'rak_customer_write',
    run({ books, now }) {
      const parameters = readParameters(request.body, ALLOWED);
      const before = customerOf(books, id);
      const after = books.customers.update(id, changesOf(before, parameters));
      recordEvent(books, 'customer.updated', now, after);
      return after;
    },
  };
}

function customerOf(books: StripeBooks, id: string): Stripe.Customer {
  const found = books.customers.get(id);
  if (!found) throw missing('customer', id, 'id', 404);
  return found;
}

function changesOf(before: Stripe.Customer | null, parameters: Parameters): Partial<Stripe.Customer> {
  const changes: Partial<Stripe.Customer> = {};
  for (const name of ['name', 'email', 'phone', 'description'] as const) {
    const text = parameters.text(name);
    if (text !== undefined) changes[name] = text === '' ? null : text;
  }
  if (typeof changes.email === 'string' && !/^[^@\s]+@[^@\s]+$/.test(changes.email)) {
    throw invalid(`Invalid email address: ${changes.email}`, 'email', 'email_invalid');
  }
  const address = parameters.group('address');
  if (Object.keys(address).length > 0) {
    const was = before?.address;
    changes.address = Object.fromEntries(
      ADDRESS.map((line) => [
        line,
        line in address ? (address[line] === '' ? null : address[line]) : (was?.[line] ?? null),
      ]),
    ) as unknown as Stripe.Address;
  }
  changes.metadata = { ...before?.metadata, ...parameters.group('metadata') };
  return changes;
}
