/** Calls of the Orders screen: paid web orders on their way to sales orders of the ledger. */
import * as z from 'zod';
import { ConnectionId, Instant } from '../model.ts';
import { LedgerItem, OrderProposal, OrderState, WebOrder } from '../orders.ts';
import { call } from './call.ts';
import { SavedFile } from './reports.ts';

export const OrderPolicy = z.object({
  /** Reads the orders with each sync. Off until the user turns it on. */
  read: z.boolean(),
  /** Begins the ledger's number of a web order: W gives W1001. */
  prefix: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{0,4}$/),
  /** Where the goods come from; '' where the ledger keeps one place. */
  location: z.string().trim().max(10),
});
export type OrderPolicy = z.infer<typeof OrderPolicy>;

export const OrderKey = z.object({ connectionId: ConnectionId, externalId: z.string().min(1) });
export type OrderKey = z.infer<typeof OrderKey>;

export const OrderTab = z.enum(['ready', 'check', 'to_void', 'done', 'ignored']);
export type OrderTab = z.infer<typeof OrderTab>;

export const OrderRow = z.object({
  key: OrderKey,
  tab: OrderTab,
  state: OrderState,
  shop: z.string(),
  order: WebOrder,
  proposal: OrderProposal,
  /** The ledger's number, once it is there. */
  number: z.string().nullable(),
  /** Who decided what, when, as a sentence; null while it waits. */
  decided: z.string().nullable(),
});
export type OrderRow = z.infer<typeof OrderRow>;

/** Like review's: each by itself; the key is joined by a blank. */
const Outcome = z.object({
  decided: z.array(OrderKey),
  skipped: z.array(z.object({ key: OrderKey, reason: z.string() })),
});

export const orderCalls = {
  'orders.list': call(
    z.object({
      tab: OrderTab.nullable().default(null),
      search: z.string().max(200).default(''),
      sort: z.enum(['placed', 'name', 'amount', 'customer']).default('placed'),
      descending: z.boolean().default(true),
      cursor: z.string().nullable().default(null),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.object({
      rows: z.array(OrderRow),
      nextCursor: z.string().nullable(),
      total: z.number().int(),
      counts: z.record(OrderTab, z.number().int()),
      readAt: Instant.nullable(),
      policy: OrderPolicy,
      /** False: no connection of the company knows orders, or the ledger keeps none. */
      supported: z.boolean(),
      /** Why the ledger cannot take them directly; empty when it can. */
      onlyAsFile: z.array(z.string()),
      locations: z.array(z.string()),
    }),
  ),
  /** Reads what changed in the shops, and the ledger's articles. */
  'orders.read': call(z.object({}), z.object({ read: z.number().int(), rejected: z.number().int() })),
  /**
   * Creates the sales orders and puts their payments on the customers' accounts, each by itself. What waits for an article or a
   * customer is skipped with its reason.
   */
  'orders.approve': call(z.object({ keys: z.array(OrderKey).min(1).max(500) }), Outcome),
  /** Voids in the ledger what was cancelled in the shop. */
  'orders.void': call(z.object({ keys: z.array(OrderKey).min(1).max(500) }), Outcome),
  'orders.ignore': call(
    z.object({ keys: z.array(OrderKey).min(1).max(500), reason: z.string().trim().min(1).max(500) }),
    Outcome,
  ),
  /** From now on this article of the shops is that one of the ledger; null forgets it. */
  'orders.linkItem': call(
    z.object({ sku: z.string().nullable(), description: z.string(), item: z.string().min(1).nullable() }),
    z.object({ linked: z.boolean() }),
  ),
  /** From now on this buyer is that customer of the ledger. */
  'orders.linkBuyer': call(
    OrderKey.extend({ customerNo: z.string().min(1) }),
    z.object({ linked: z.boolean() }),
  ),
  'orders.findItems': call(
    z.object({ search: z.string().max(200), limit: z.number().int().min(1).max(100).default(50) }),
    z.array(LedgerItem),
  ),
  /** What is ready, as a file for the ledger's own import; they count as exported from then on. Null when nothing is ready. */
  'orders.export': call(z.object({}), SavedFile.nullable()),
  'orders.savePolicy': call(OrderPolicy, OrderPolicy),
};
