/**
 * The ledger's open items, customers and accounts into the store. With a change token only what changed; without one
 * everything, and then what the ledger did not show any more is closed here too.
 */
import type { ChangeToken, Ledger } from '../ledgers/port.ts';
import type { SyncDeps, SyncOutcome, SyncRequest } from './deps.ts';
import { type RunContext, runSync } from './run.ts';

export interface LedgerSyncOptions {
  /** Read everything although the ledger could tell what changed: after a restore, or when something looks wrong. */
  readonly full?: boolean;
}

export function syncLedger(
  deps: SyncDeps,
  ledger: Ledger,
  request: SyncRequest,
  options: LedgerSyncOptions = {},
): Promise<SyncOutcome> {
  return runSync(deps, request, async (context) => {
    await readItems(deps, ledger, request, context, options.full ?? false);
    await readCustomers(deps, ledger, request, context);
    const accounts = await ledger.accounts(request.signal);
    deps.store.transact(() => deps.store.ledgerCopy.saveAccounts(accounts, context.runId));
  });
}

async function readItems(
  { store, now }: SyncDeps,
  ledger: Ledger,
  { connectionId, signal }: SyncRequest,
  context: RunContext,
  full: boolean,
): Promise<void> {
  const startedAt = now().toISOString();
  const since = full ? null : (store.connections.get(connectionId).cursor as ChangeToken | null);
  let token: ChangeToken | null = null;
  for await (const page of ledger.openItems(since, signal)) {
    store.transact(() => {
      store.ledgerCopy.saveItems(page.items, context.runId);
      for (const { key, reason } of page.rejected) {
        store.deadLetters.add({
          origin: 'ledger_record',
          connectionId,
          externalId: key,
          transactionId: null,
          outboxId: null,
          code: 'ITEM_UNREADABLE',
          reason,
          rawText: key,
          attempts: 1,
        });
      }
      context.countPage({
        added: 0,
        changed: page.items.length,
        unchanged: 0,
        rejected: page.rejected.length,
      });
    });
    token = page.token ?? token;
    context.pageDone(null);
    signal.throwIfAborted();
  }
  store.transact(() => {
    if (since === null) {
      store.ledgerCopy.closeUnseenItems(context.runId);
      store.deadLetters.resolveUnseen(
        connectionId,
        startedAt as Parameters<typeof store.deadLetters.resolveUnseen>[1],
        'The ledger was read again without it.',
      );
    }
    store.connections.setCursor(connectionId, token);
  });
}

async function readCustomers(
  { store }: SyncDeps,
  ledger: Ledger,
  { signal }: SyncRequest,
  context: RunContext,
): Promise<void> {
  for await (const customers of ledger.customers(signal)) {
    store.transact(() => store.ledgerCopy.saveCustomers(customers, context.runId));
    context.pageDone(null);
    signal.throwIfAborted();
  }
  store.transact(() => store.ledgerCopy.forgetUnseenCustomers(context.runId));
}
