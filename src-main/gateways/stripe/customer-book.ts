/**
 * The customers of a Stripe account. Facts: docs.stripe.com/api/customers (list, create, update; an update leaves alone what it does
 * not name, and '' unsets), docs.stripe.com/api/idempotent_requests (a key is remembered for at least 24 hours). A contact's
 * name, a third address line and a customer number have no field of their own: the number is metadata `custno`.
 */
import type Stripe from 'stripe';
import * as z from 'zod';
import type {
  CustomerField,
  CustomerFieldShape,
  CustomerValues,
  GatewayCustomer,
} from '../../../shared/customers.ts';
import { unreadable } from '../failures.ts';
import type { GatewayCustomerBook } from '../port.ts';
import type { StripeApi } from './stripe-api.ts';

const WRITING = 'Customers (write)';

const CustomerShape = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  address: z
    .looseObject({
      line1: z.string().nullish(),
      line2: z.string().nullish(),
      city: z.string().nullish(),
      state: z.string().nullish(),
      postal_code: z.string().nullish(),
      country: z.string().nullish(),
    })
    .nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});

const TITLES: readonly (readonly [CustomerField, string, number | null])[] = [
  ['name', 'Name', 256],
  ['email', 'Email', 512],
  ['phone', 'Phone', 20],
  ['address1', 'Address line 1', null],
  ['address2', 'Address line 2', null],
  ['city', 'City', null],
  ['state', 'State', null],
  ['postalCode', 'Postal code', null],
  ['country', 'Country', 2],
];

const FIELDS: readonly CustomerFieldShape[] = TITLES.map(([field, title, length]) => ({
  field,
  title: `${title} at Stripe`,
  length,
}));

/** Where a customer number may have been written by whoever set the account up. */
const NUMBER_KEYS = ['custno', 'customer_no', 'customer_number', 'account_no', 'account_number'];

export function stripeCustomerBook(api: StripeApi): GatewayCustomerBook {
  const never = new AbortController().signal;
  return {
    fields: FIELDS,
    read: async function* (signal) {
      let after: string | null = null;
      do {
        const page = await api.page(
          'Customers',
          (stripe, paging) => stripe.customers.list(paging),
          after,
          signal,
        );
        yield page.items.map(toCustomer);
        after = page.next;
      } while (after !== null);
    },
    create: async (values, customerNo, once) =>
      toCustomer(
        await api.ask(
          WRITING,
          (stripe) =>
            stripe.customers.create(
              { ...parametersOf(values), metadata: { custno: customerNo } },
              { idempotencyKey: once },
            ),
          never,
        ),
      ),
    update: async (externalId, values, once) =>
      toCustomer(
        await api.ask(
          WRITING,
          (stripe) => stripe.customers.update(externalId, parametersOf(values), { idempotencyKey: once }),
          never,
        ),
      ),
  };
}

function toCustomer(item: unknown): GatewayCustomer {
  const parsed = CustomerShape.safeParse(item);
  if (!parsed.success) throw unreadable('Stripe', 'a customer that is not one', parsed.error);
  const { id, name, email, phone, address, metadata } = parsed.data;
  return {
    externalId: id,
    values: {
      name: name ?? '',
      email: email ?? '',
      phone: phone ?? '',
      address1: address?.line1 ?? '',
      address2: address?.line2 ?? '',
      city: address?.city ?? '',
      state: address?.state ?? '',
      postalCode: address?.postal_code ?? '',
      country: address?.country ?? '',
    },
    statedCustomerNo: NUMBER_KEYS.map((key) => metadata?.[key]?.trim()).find((it) => it) ?? null,
  };
}

/** Only what is named; an address is given line by line, so that the lines that are not named stay. */
function parametersOf(values: CustomerValues): Stripe.CustomerUpdateParams & Stripe.CustomerCreateParams {
  const { name, email, phone, address1, address2, city, state, postalCode, country } = values;
  const address = given({ line1: address1, line2: address2, city, state, postal_code: postalCode, country });
  return {
    ...given({ name, email, phone }),
    ...(Object.keys(address).length === 0 ? {} : { address }),
  };
}

function given(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
