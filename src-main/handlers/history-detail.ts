/** One entry of the history, opened: read by history/, with what stands in the ledger of it now and what can be taken back. */
import type { AuditDetail, AuditMarker } from '../../shared/api.ts';
import { ConnectionId, Marker, type TransactionId } from '../../shared/model.ts';
import type { Currency } from '../../shared/money.ts';
import { readEntry } from '../history/index.ts';
import { markerFates, type Undoable, undoableDecision, undoableJournal } from '../posting/index.ts';
import type { AuditEvent, Store } from '../store/index.ts';
import { auditLine } from './audit-lines.ts';

/** `base`: the currency of the books. Throws StoreError when there is no such entry. */
export function historyDetail(store: Store, base: Currency, sequence: number): AuditDetail {
  const event = store.audit.get(sequence);
  const line = auditLine(event);
  const id = line.transactionId;
  const approvalId = typeof event.detail.approvalId === 'string' ? event.detail.approvalId : null;
  const approval =
    id === null
      ? null
      : (store.approvals.history(id).find((one) => one.approval.id === approvalId)?.approval ?? null);
  const read = readEntry(event.action, event.detail, {
    currency: id === null ? base : store.transactions.get(id).transaction.currency,
    decided: approval,
    connectionTitle: (name) => titleOf(store, name),
  });
  const undoable = id === null ? NOTHING : undoableFrom(store, event, id, approvalId);
  return {
    line,
    // A person's own words; the reason of an approval is kept with the approval.
    reason: read.reason ?? (event.action === 'approval.given' ? (approval?.reason ?? null) : null),
    evidence: [...read.evidence],
    changes: [...read.changes],
    facts: [...read.facts],
    markers: id === null ? [] : markersOf(store, event, id),
    reversal: undoable.how,
    noReversal: undoable.why,
    raw: JSON.stringify(event.detail, null, 2),
  };
}

function titleOf(store: Store, name: string): string | null {
  const id = ConnectionId.safeParse(name);
  return id.success ? (store.connections.find(id.data)?.title ?? null) : null;
}

const NOTHING: Undoable = { how: null, why: null };

/** Entries about a flag, or about what the gateway changed, are about no decision of their own. */
function undoableFrom(
  store: Store,
  { action }: AuditEvent,
  id: TransactionId,
  approvalId: string | null,
): Undoable {
  if (action.includes('journal')) return undoableJournal(store, id);
  return /^(approval|posting|undo|proposal|dead_letter)\.|^transaction\.(ignored|changed)/.test(action)
    ? undoableDecision(store, id, approvalId)
    : NOTHING;
}

function markersOf(store: Store, { action, detail }: AuditEvent, id: TransactionId): AuditMarker[] {
  const fateOf = markerFates(store, id);
  const entries = Array.isArray(detail.entries) ? detail.entries : [];
  const wrote = [
    ...listed(detail.markers),
    ...listed(entries.map((entry) => (entry as { marker?: unknown }).marker)),
    ...journalMarkers(action, detail),
  ];
  return [
    ...[...new Set(wrote)].map((marker) => ({ marker, role: 'wrote' as const, ...fateOf(marker) })),
    ...listed(detail.reverses).map((marker) => ({
      marker,
      role: 'asked_to_reverse' as const,
      ...fateOf(marker),
    })),
  ];
}

function journalMarkers(action: string, detail: AuditEvent['detail']): Marker[] {
  if (action !== 'journal.approved') return [];
  return listed([(detail.entry as { marker?: unknown } | undefined)?.marker]);
}

const listed = (value: unknown): Marker[] =>
  Array.isArray(value)
    ? value.flatMap((one) => {
        const marker = Marker.safeParse(one);
        return marker.success ? [marker.data] : [];
      })
    : [];
