/** The company file: the audit chain is whole, states fit decisions, and what a person saw decided is decided. */
import { createHash } from 'node:crypto';
import { type Case, groupBy, type Violation } from './case.ts';
import type { AuditEvidence, StoreEvidence } from './store-evidence.ts';

export function storeRules(it: Case): Violation[] {
  return it.stores.flatMap((store) => [
    ...integrity(store),
    ...auditWhole(store),
    ...recordedOnce(store),
    ...statesFit(store),
    ...confirmedStands(it, store),
  ]);
}

function integrity({ name, integrity }: StoreEvidence): Violation[] {
  return integrity === 'ok'
    ? []
    : [{ rule: 'the company file is whole', sentence: `${name}: ${integrity}`, rows: [] }];
}

/** SHA-256 over the previous hash, a line feed, and the event as JSON with sorted keys and no spaces. */
function auditWhole({ name, audit, auditHead }: StoreEvidence): Violation[] {
  let previous = '0'.repeat(64);
  const broken = (event: AuditEvidence | null, sentence: string): Violation[] => [
    { rule: 'the audit chain is whole', sentence: `${name}: ${sentence}`, rows: event ? [event] : [] },
  ];
  for (const [at, event] of audit.entries()) {
    if (event.seq !== at + 1) return broken(event, `Event ${at + 1} is missing.`);
    if (event.previous_hash !== previous)
      return broken(event, `Event ${event.seq} does not follow the one before.`);
    const { previous_hash: _, hash, ...facts } = event;
    const fields = Object.entries(facts).sort(([left], [right]) => (left < right ? -1 : 1));
    const text = `{${fields.map(([column, value]) => `${JSON.stringify(column)}:${JSON.stringify(value)}`).join(',')}}`;
    if (createHash('sha256').update(`${previous}\n${text}`).digest('hex') !== hash) {
      return broken(event, `Event ${event.seq} does not have the hash of what it says.`);
    }
    previous = hash;
  }
  if (auditHead?.seq !== audit.length || (audit.length > 0 && auditHead.hash !== previous)) {
    return broken(null, `The head says ${auditHead?.seq} events, there are ${audit.length}.`);
  }
  return [];
}

/** Each entry that is done was recorded by exactly one event, and what was not done by none. */
function recordedOnce({ name, audit, outbox }: StoreEvidence): Violation[] {
  const events = groupBy(
    audit.filter(({ action }) => /^posting\..+_posted$/.test(action)),
    ({ subject_id, action }) => `${subject_id} ${action}`,
  );
  const done = groupBy(
    outbox.filter(({ state }) => state === 'done'),
    ({ transactionId, kind }) => `${transactionId} posting.${kind}_posted`,
  );
  return [...new Set([...events.keys(), ...done.keys()])].flatMap((what): Violation[] => {
    const [told, were] = [events.get(what)?.length ?? 0, done.get(what)?.length ?? 0];
    return told === were
      ? []
      : [
          {
            rule: 'the audit trail tells each posting once',
            sentence: `${name}: ${what}: ${told} events, ${were} entries.`,
            rows: [],
          },
        ];
  });
}

function statesFit({ name, transactions, approvals, outbox, deadLetters }: StoreEvidence): Violation[] {
  const inForce = groupBy(
    approvals.filter(({ status }) => status === 'open' || status === 'posted' || status === 'ignored'),
    ({ transactionId }) => transactionId,
  );
  const FITS: Readonly<Record<string, string>> = {
    posted: 'posted',
    ignored: 'ignored',
    dead_letter: 'open',
  };
  return [...transactions.values()].flatMap((transaction): Violation[] => {
    const { id, state } = transaction;
    const standing = inForce.get(id) ?? [];
    const wrong = (sentence: string): Violation[] => [
      {
        rule: 'the state fits the decisions',
        sentence: `${name}: ${id} is ${state}: ${sentence}`,
        rows: standing,
      },
    ];
    if (standing.length > 1) return wrong('two decisions are in force.');
    if (state === 'approved') return wrong('it is approved, yet the outbox is empty.');
    const wanted = FITS[state];
    if (wanted === undefined) return standing.length === 0 ? [] : wrong('a decision is in force.');
    if (standing[0]?.status !== wanted) return wrong(`its decision is ${standing[0]?.status ?? 'missing'}.`);
    const letter = outbox.some((entry) => entry.transactionId === id && deadLetters.has(entry.id));
    return state === 'dead_letter' && !letter ? wrong('no dead letter says so.') : [];
  });
}

function confirmedStands(it: Case, store: StoreEvidence): Violation[] {
  const made = new Map<string, number>();
  const undone = new Map<string, number>();
  const add = (to: Map<string, number>, id: string): void => void to.set(id, (to.get(id) ?? 0) + 1);
  for (const { transactionId } of store.approvals) add(made, transactionId);
  for (const { transactionId, kind } of store.outbox) if (kind === 'reversal') add(undone, transactionId);
  for (const { transactionId, status } of store.approvals)
    if (status === 'cancelled') add(undone, transactionId);
  const seen = groupBy(
    it.confirmed.filter((one) => one.store === store.name),
    ({ transactionId, what }) => `${what} ${transactionId}`,
  );
  return [...seen].flatMap(([decision, times]): Violation[] => {
    const [what = '', id = ''] = decision.split(' ');
    const kept = (what === 'approve' ? made : undone).get(id) ?? 0;
    return kept >= times.length
      ? []
      : [
          {
            rule: 'what was seen decided is decided',
            sentence: `${store.name}: ${decision} was confirmed ${times.length} times, ${kept} are stored.`,
            rows: [],
          },
        ];
  });
}
