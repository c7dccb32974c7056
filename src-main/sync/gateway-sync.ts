/**
 * A gateway's records into the store: each page (records, rejected records, cursor) in one local transaction, so that a
 * crash repeats a page and loses none; a record that comes twice is stored once.
 */
import { type GatewayTransaction, TransactionId } from '../../shared/model.ts';
import type { Cursor, Gateway, GatewayPage } from '../gateways/port.ts';
import type { UpsertOutcome } from '../store/index.ts';
import type { SyncDeps, SyncOutcome, SyncRequest } from './deps.ts';
import { faultOf } from './edge-checks.ts';
import { type RunContext, runSync } from './run.ts';

export function syncGateway(
  deps: SyncDeps,
  gateway: Pick<Gateway, 'pull'>,
  request: SyncRequest,
): Promise<SyncOutcome> {
  const { store } = deps;
  const { connectionId, signal } = request;
  return runSync(deps, request, async (context) => {
    const from = store.connections.get(connectionId).cursor as Cursor | null;
    for await (const page of gateway.pull(from, signal)) {
      store.transact(() => storePage(deps, request, context, page));
      context.pageDone(page.progress);
      signal.throwIfAborted();
    }
  });
}

function storePage(deps: SyncDeps, request: SyncRequest, context: RunContext, page: GatewayPage): void {
  const { store } = deps;
  const { connectionId } = request;
  const counts = { added: 0, changed: 0, unchanged: 0, rejected: 0 };
  for (const record of page.transactions) {
    const fault = faultOf(record, connectionId);
    if (fault !== null) {
      bury(deps, request, { externalId: record.externalId, reason: fault, rawText: record.rawJson });
      counts.rejected += 1;
      continue;
    }
    const outcome = store.transactions.upsert(record);
    counts[outcome.result] += 1;
    store.deadLetters.resolveRecord(connectionId, record.externalId, 'It came again, and could be read.');
    if (outcome.result === 'unchanged') continue;
    if (outcome.result === 'changed') noticeLateChange(deps, record, outcome);
    touchPayout(context, record);
  }
  for (const rejected of page.rejected) bury(deps, request, rejected);
  counts.rejected += page.rejected.length;
  store.connections.setCursor(connectionId, page.cursor);
  context.countPage(counts);
}

function bury(
  { store }: SyncDeps,
  { connectionId }: SyncRequest,
  { externalId, reason, rawText }: { externalId: string; reason: string; rawText: string },
): void {
  store.deadLetters.add({
    origin: 'gateway_record',
    connectionId,
    externalId,
    transactionId: null,
    outboxId: null,
    code: 'RECORD_REJECTED',
    reason,
    rawText,
    attempts: 1,
  });
}

function touchPayout({ touchedPayouts }: RunContext, record: GatewayTransaction): void {
  if (record.kind === 'payout') touchedPayouts.add(record.id);
  if (record.payoutExternalId !== null) {
    touchedPayouts.add(TransactionId.parse(`${record.connectionId}:${record.payoutExternalId}`));
  }
}

/** What was posted stays posted; that the gateway has changed its mind since is for a person to see. */
function noticeLateChange(
  { store, onAlert }: SyncDeps,
  record: GatewayTransaction,
  outcome: UpsertOutcome,
): void {
  if (outcome.state !== 'posted') return;
  const before = store.transactions.history(record.id).at(-2)?.transaction;
  if (!before || (before.status === record.status && before.amountMinor === record.amountMinor)) return;
  const message =
    before.status === record.status
      ? 'The gateway has corrected its amount after it was posted.'
      : `The gateway now says that it is ${record.status}, after it was posted.`;
  store.transactions.setState(record.id, 'posted', `${message} Undo it if that is right.`);
  store.audit.append({
    actor: 'matchbook',
    action: 'transaction.changed_after_posting',
    subjectKind: 'transaction',
    subjectId: record.id,
    sentence: message,
    detail: {
      before: { status: before.status, amountMinor: before.amountMinor },
      after: { status: record.status, amountMinor: record.amountMinor },
    },
  });
  onAlert({
    severity: 'error',
    code: 'CHANGED_AFTER_POSTING',
    title: `${record.gateway} ${record.externalId} has changed`,
    message: `${message} Undo it if that is right.`,
    transactionId: record.id,
    kind: 'needs_you',
  });
}
