/** Calls of the Customers screen: gateway customers and ledger customers side by side. */
import * as z from 'zod';
import { CustomerField, CustomerFieldShape, CustomerValues } from '../customers.ts';
import { ConnectionId, Instant } from '../model.ts';
import { call } from './call.ts';

/** Which way changes may go; both off until the user turns them on. */
export const CustomerPolicy = z.object({ toLedger: z.boolean(), toGateway: z.boolean() });
export type CustomerPolicy = z.infer<typeof CustomerPolicy>;

/** confirm: likely or open, for a person to link. different: linked, and some field differs. */
export const CustomerShow = z.enum(['confirm', 'different', 'same', 'only_gateway', 'only_ledger']);
export type CustomerShow = z.infer<typeof CustomerShow>;

/** One side may be missing, never both. */
export const CustomerKey = z.object({
  connectionId: ConnectionId,
  externalId: z.string().min(1).nullable(),
  customerNo: z.string().min(1).nullable(),
});
export type CustomerKey = z.infer<typeof CustomerKey>;

export const CustomerRow = z.object({
  key: CustomerKey,
  show: CustomerShow,
  gatewayTitle: z.string(),
  /** At the gateway; null when it is not there. */
  gatewayName: z.string().nullable(),
  gatewayEmail: z.string().nullable(),
  ledgerName: z.string().nullable(),
  certainty: z.enum(['decided', 'sure', 'likely', 'open']),
  /** Fields that say different things, or are filled on one side only. */
  differing: z.number().int(),
});
export type CustomerRow = z.infer<typeof CustomerRow>;

export const CustomerComparison = z.object({
  field: CustomerField,
  gateway: z.string().nullable(),
  ledger: z.string().nullable(),
  is: z.enum(['same', 'different', 'only_gateway', 'only_ledger', 'no_place']),
  /** What would be written, joined and cut to fit; null where the side has no place for it. */
  asWrittenToLedger: z.string().nullable(),
  asWrittenToGateway: z.string().nullable(),
});
export type CustomerComparison = z.infer<typeof CustomerComparison>;

export const CustomerDetail = z.object({
  row: CustomerRow,
  evidence: z.array(z.string()),
  fields: z.array(CustomerComparison),
  /** Sentences: what is joined, cut or left out on the way. */
  notesToLedger: z.array(z.string()),
  notesToGateway: z.array(z.string()),
  ledgerShapes: z.array(CustomerFieldShape),
  /** Whether the ledger, or this gateway, lets customers be written at all; the policy is another thing. */
  ledgerWritable: z.boolean(),
  gatewayWritable: z.boolean(),
  /** For a new customer of the ledger; null when there is one. */
  proposedNumber: z.string().nullable(),
  numberLength: z.number().int(),
});
export type CustomerDetail = z.infer<typeof CustomerDetail>;

const CustomerCounts = z.record(CustomerShow, z.number().int());

export const customerCalls = {
  'customers.list': call(
    z.object({
      show: CustomerShow.nullable().default(null),
      search: z.string().max(200).default(''),
      sort: z.enum(['name', 'number', 'state', 'differing']).default('name'),
      descending: z.boolean().default(false),
      cursor: z.string().nullable().default(null),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({
      rows: z.array(CustomerRow),
      nextCursor: z.string().nullable(),
      total: z.number().int(),
      counts: CustomerCounts,
      /** When both sides were last read; null: never. */
      readAt: Instant.nullable(),
      policy: CustomerPolicy,
      /** False: no gateway of the company keeps customers of its own. */
      supported: z.boolean(),
    }),
  ),
  /** Reads the customers of the ledger and of every gateway that keeps them. */
  'customers.read': call(z.object({}), z.object({ gateway: z.number().int(), ledger: z.number().int() })),
  'customers.detail': call(CustomerKey, CustomerDetail),
  /** Says which customer of the ledger it is; null: nobody. What was said is kept, and can be said otherwise. */
  'customers.link': call(
    z.object({
      connectionId: ConnectionId,
      externalId: z.string().min(1),
      customerNo: z.string().min(1).nullable(),
    }),
    CustomerDetail,
  ),
  /** Writes the fields that are named, as they were shown; creates the side that is missing. Refused where the policy is off. */
  'customers.apply': call(
    z.object({
      key: CustomerKey,
      toLedger: z.array(CustomerField),
      toGateway: z.array(CustomerField),
      /** Of a customer to be created in the ledger. */
      newNumber: z.string().trim().max(40).nullable(),
      /** The values that were on the screen; refused when a side is another by now. */
      shown: z.object({ gateway: CustomerValues, ledger: CustomerValues }),
    }),
    z.object({ sentence: z.string(), detail: CustomerDetail }),
  ),
  'customers.savePolicy': call(CustomerPolicy, CustomerPolicy),
};
