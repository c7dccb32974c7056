/** Each approved allocation has exactly one receipt, reversed exactly once or not at all; nothing else was written. */
import type { TableRow } from '../world/books.ts';
import {
  addedTo,
  type Case,
  directionOf,
  expectedRows,
  groupBy,
  key,
  markerIn,
  markerUses,
  minorOf,
  sumOf,
  USER_REFERENCE,
  type Violation,
} from './case.ts';
import type { ApprovalEvidence, OutboxEvidence, StoreEvidence } from './store-evidence.ts';

const cash = (row: TableRow): number => minorOf(row.paidamt);
const discount = (row: TableRow): number => minorOf(row.disamt);
const total = (row: TableRow): number => cash(row) + discount(row);

export function receiptRules(it: Case): Violation[] {
  const added = addedTo(it, 'arcash');
  const byMarker = groupBy(added, markerIn);
  return [
    ...onlyWhatWasApproved(it, added, byMarker),
    ...it.stores.flatMap((store) => entriesAreWritten(it, store, byMarker)),
    ...it.stores.flatMap((store) => approvalsHaveReceipts(store, byMarker)),
    ...moneyOnce(it, byMarker),
    ...it.stores.flatMap((store) => receiptsAreInTheLedger(it, store, byMarker)),
  ];
}

function onlyWhatWasApproved(
  it: Case,
  added: readonly TableRow[],
  byMarker: ReadonlyMap<string, TableRow[]>,
): Violation[] {
  const uses = markerUses(it.stores);
  const deeds = new Set(
    it.deeds.filter(({ outcome }) => outcome !== 'not done').map(({ act }) => `SU-${act.id}`),
  );
  const strangers = added.filter((row) => {
    const marker = markerIn(row);
    if (marker !== null) return !uses.has(marker);
    const reference = key(row.refno);
    return !USER_REFERENCE.test(reference) || !deeds.has(reference);
  });
  const twice = [...byMarker].filter(([, rows]) => rows.length > 1);
  return [
    ...(strangers.length === 0
      ? []
      : [
          {
            rule: 'no receipt without an approval',
            sentence: 'Receipts that nobody approved.',
            rows: strangers,
          },
        ]),
    ...twice.map(([marker, rows]) => ({
      rule: 'no receipt twice',
      sentence: `${marker} is there ${rows.length} times.`,
      rows,
    })),
  ];
}

/** Whether an entry's rows are in the ledger is what its state says. */
function entriesAreWritten(
  it: Case,
  store: StoreEvidence,
  byMarker: ReadonlyMap<string, TableRow[]>,
): Violation[] {
  const uses = markerUses(it.stores);
  const judge = (entry: OutboxEvidence): Violation[] => {
    if (entry.state === 'due' || entry.state === 'in_flight') {
      return [
        { rule: 'the outbox is empty', sentence: `${store.name}: It was never finished.`, rows: [entry] },
      ];
    }
    if (entry.kind !== 'approval' && entry.kind !== 'reversal') return [];
    const there = entry.markers.filter((marker) => byMarker.has(marker)).length;
    const elsewhere = entry.markers.some((marker) =>
      (uses.get(marker) ?? []).some(
        (use) => use.entry !== entry && (use.entry.state === 'done' || use.store.inPart.has(use.entry.id)),
      ),
    );
    const wrong = (sentence: string): Violation[] => [
      { rule: 'the ledger has what the outbox says', sentence: `${store.name}: ${sentence}`, rows: [entry] },
    ];
    switch (entry.state) {
      case 'done':
        return there === entry.markers.length
          ? []
          : wrong(`It is done, but ${there} of ${entry.markers.length} are there.`);
      case 'dead': {
        if (!store.deadLetters.has(entry.id)) return wrong('It is dead without a letter that says so.');
        if (store.inPart.has(entry.id) && there > 0) return [];
        const all = there === 0 || there === entry.markers.length;
        if (!all && !elsewhere) return wrong(`Only ${there} of ${entry.markers.length} are there.`);
        return there === 0 || entry.outcomeUnknown || elsewhere
          ? []
          : wrong('It failed for sure, yet it is there.');
      }
      case 'refused':
      case 'cancelled':
        return there === 0 || elsewhere ? [] : wrong(`It is ${entry.state}, yet ${there} are there.`);
    }
  };
  return store.outbox.flatMap((entry) => judge(entry));
}

function approvalsHaveReceipts(store: StoreEvidence, byMarker: ReadonlyMap<string, TableRow[]>): Violation[] {
  const entriesOf = groupBy(store.outbox, ({ approvalId }) => approvalId);
  const judge = (approval: ApprovalEvidence): Violation[] => {
    const entries = entriesOf.get(approval.id) ?? [];
    const done = (kind: OutboxEvidence['kind']) =>
      entries.filter((it) => it.kind === kind && it.state === 'done');
    const wrong = (sentence: string, rows: readonly unknown[] = entries): Violation => ({
      rule: 'each approved allocation has exactly one receipt',
      sentence: `${store.name}: ${sentence}`,
      rows: [approval, ...rows],
    });
    const [posted, ...more] = done('approval');
    const reversals = done('reversal');
    switch (approval.status) {
      case 'posted':
      case 'undone': {
        if (!posted || more.length > 0) return [wrong('It was posted, but not by exactly one entry.')];
        const wanted = approval.status === 'undone' ? 1 : 0;
        if (reversals.length !== wanted)
          return [wrong(`It is ${approval.status} and has ${reversals.length} reversals.`)];
        const found = posted.markers.flatMap((marker) => byMarker.get(marker) ?? []);
        const back = reversals.flatMap(({ markers }) =>
          markers.flatMap((marker) => byMarker.get(marker) ?? []),
        );
        return [
          ...sameAmounts(store, approval, found, 1).map((sentence) => wrong(sentence, found)),
          ...(wanted === 1
            ? sameAmounts(store, approval, back, -1).map((sentence) => wrong(sentence, back))
            : []),
        ];
      }
      case 'open': {
        const said = entries.some((entry) => entry.state === 'dead' && store.deadLetters.has(entry.id));
        return said ? [] : [wrong('It was approved, and is neither posted nor said to have failed.')];
      }
      case 'returned':
      case 'cancelled':
      case 'ignored':
        return posted ? [wrong(`It is ${approval.status}, yet an entry of it is done.`)] : [];
    }
  };
  return store.approvals.flatMap((approval) => judge(approval));
}

/** Row by row, and the whole payment's cash and discount. `sign` -1: of its reversal. */
function sameAmounts(
  store: StoreEvidence,
  approval: ApprovalEvidence,
  rows: readonly TableRow[],
  sign: 1 | -1,
): string[] {
  const transaction = store.transactions.get(approval.transactionId);
  if (!transaction) return [`Its transaction ${approval.transactionId} is not stored.`];
  const expected = expectedRows(approval, transaction);
  const found = groupBy(rows, (row) => key(row.invno));
  const faults: string[] = [];
  for (const [number, amountMinor] of expected) {
    const here = found.get(number) ?? [];
    const sum = sumOf(here, total);
    if (here.length !== 1 || sum !== sign * amountMinor) {
      faults.push(
        `${number || 'On account'}: ${sign * amountMinor} was approved; ${here.length} rows make ${sum}.`,
      );
    }
  }
  for (const number of found.keys())
    if (!expected.has(number)) faults.push(`${number || 'On account'} was not approved.`);
  const money = sign * directionOf(transaction) * transaction.amountMinor;
  if (sumOf(rows, cash) !== money) faults.push(`The cash is ${sumOf(rows, cash)}, the payment ${money}.`);
  const { kind, amountMinor } = approval.remainder;
  const given = kind === 'discount' || kind === 'write_off' ? -sign * amountMinor : 0;
  if (sumOf(rows, discount) !== given)
    faults.push(`The discount is ${sumOf(rows, discount)}, approved was ${given}.`);
  return faults;
}

/** However often it was decided, posted and undone, and on however many computers: a payment is in the books once or not at all. */
function moneyOnce(it: Case, byMarker: ReadonlyMap<string, TableRow[]>): Violation[] {
  const markersOf = new Map<string, Set<string>>();
  for (const { outbox } of it.stores) {
    for (const { transactionId, kind, markers } of outbox) {
      if (kind !== 'approval' && kind !== 'reversal') continue;
      const set = markersOf.get(transactionId) ?? new Set<string>();
      for (const marker of markers) set.add(marker);
      markersOf.set(transactionId, set);
    }
  }
  return [...markersOf].flatMap(([id, markers]): Violation[] => {
    const transaction = it.stores[0]?.transactions.get(id);
    if (!transaction) return [];
    const rows = [...markers].flatMap((marker) => byMarker.get(marker) ?? []);
    const standing = sumOf(rows, cash);
    const whole = directionOf(transaction) * transaction.amountMinor;
    const states = it.stores.map((store) => store.transactions.get(id)?.state);
    const inPart = it.stores.some(({ outbox, inPart: letters }) =>
      outbox.some((entry) => entry.transactionId === id && letters.has(entry.id)),
    );
    const fits =
      inPart || standing === whole || (standing === 0 && !(it.stores.length === 1 && states[0] === 'posted'));
    return fits
      ? []
      : [
          {
            rule: 'a payment is in the books once',
            sentence: `${id} of ${whole} stands with ${standing} (${states.join(', ')}).`,
            rows,
          },
        ];
  });
}

function receiptsAreInTheLedger(
  it: Case,
  store: StoreEvidence,
  byMarker: ReadonlyMap<string, TableRow[]>,
): Violation[] {
  const reversedAnywhere = new Set(
    it.stores.flatMap(({ receipts }) =>
      receipts.flatMap(({ marker, reversedBy }) => (reversedBy ? [marker] : [])),
    ),
  );
  return store.receipts.flatMap((receipt): Violation[] => {
    const sum = sumOf(byMarker.get(receipt.marker) ?? [], total);
    const back = receipt.reversedBy === null ? 0 : sumOf(byMarker.get(receipt.reversedBy) ?? [], total);
    const fine =
      sum === receipt.amountMinor && back === (receipt.reversedBy === null ? 0 : -receipt.amountMinor);
    return fine && (receipt.reversedBy === null || reversedAnywhere.has(receipt.marker))
      ? []
      : [
          {
            rule: 'each stored receipt is in the ledger',
            sentence: `${store.name}: ${receipt.marker} says ${receipt.amountMinor}, the ledger ${sum} and ${back} back.`,
            rows: [receipt],
          },
        ];
  });
}
