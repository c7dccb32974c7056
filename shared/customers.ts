/** A customer as a gateway and as a ledger knows it, field by field, so that the two can be compared and brought together. */
import * as z from 'zod';

export const CustomerField = z.enum([
  'name',
  'contact',
  'email',
  'phone',
  'address1',
  'address2',
  'address3',
  'city',
  'state',
  'postalCode',
  'country',
]);
export type CustomerField = z.infer<typeof CustomerField>;

/** A field that is missing is one that the system has no place for; '' is one that it has left empty. */
export const CustomerValues = z.partialRecord(CustomerField, z.string());
export type CustomerValues = z.infer<typeof CustomerValues>;

export const GatewayCustomer = z.object({
  /** The gateway's own id. */
  externalId: z.string().min(1),
  values: CustomerValues,
  /** A ledger's customer number that the gateway was given for it, as metadata; null when there is none. */
  statedCustomerNo: z.string().nullable(),
});
export type GatewayCustomer = z.infer<typeof GatewayCustomer>;

export const LedgerCustomer = z.object({ customerNo: z.string().min(1), values: CustomerValues });
export type LedgerCustomer = z.infer<typeof LedgerCustomer>;

/** Where a ledger or gateway keeps a field, and how much of it. */
export const CustomerFieldShape = z.object({
  field: CustomerField,
  /** As a person knows it: arcust.company, the customer's name at Stripe. */
  title: z.string(),
  /** Characters; null when there is no end to it. */
  length: z.number().int().nullable(),
});
export type CustomerFieldShape = z.infer<typeof CustomerFieldShape>;
