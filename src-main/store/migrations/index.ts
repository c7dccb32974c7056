/** The store's schema, step by step. A new step is a new file and a new line at the end. */
import { connections } from './0001-connections.ts';
import { transactions } from './0002-transactions.ts';
import { openItems } from './0003-open-items.ts';
import { proposals } from './0004-proposals.ts';
import { approvals } from './0005-approvals.ts';
import { outbox } from './0006-outbox.ts';
import { receipts } from './0007-receipts.ts';
import { payouts } from './0008-payouts.ts';
import { syncRuns } from './0009-sync-runs.ts';
import { deadLetters } from './0010-dead-letters.ts';
import { audit } from './0011-audit.ts';
import { settings } from './0012-settings.ts';
import { leases } from './0013-leases.ts';
import { lessons } from './0014-lessons.ts';
import { flowCounts } from './0015-flow-counts.ts';
import { listOrders } from './0016-list-orders.ts';
import { review } from './0017-review.ts';
import { mappings } from './0018-mappings.ts';
import { accounts } from './0019-accounts.ts';
import { customers } from './0020-customers.ts';
import { customerRows } from './0021-customer-rows.ts';
import { orders } from './0022-orders.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  connections,
  transactions,
  openItems,
  proposals,
  approvals,
  outbox,
  receipts,
  payouts,
  syncRuns,
  deadLetters,
  audit,
  settings,
  leases,
  lessons,
  flowCounts,
  listOrders,
  review,
  mappings,
  accounts,
  customers,
  customerRows,
  orders,
];

export type { Migration };
