/** The general ledger: each entry balances, receipts and lines agree, and a payout has its one journal. */
import type { TableRow } from '../world/books.ts';
import {
  addedTo,
  type Case,
  groupBy,
  key,
  markerIn,
  minorOf,
  sumOf,
  tableOf,
  type Violation,
} from './case.ts';
import type { StoreEvidence } from './store-evidence.ts';

const amount = (row: TableRow): number => minorOf(row.amount);

export function distributionRules(it: Case): Violation[] {
  const added = addedTo(it, 'ardist');
  const entryOf = (row: TableRow): string => markerIn(row) ?? key(row.descrip);
  const groups = groupBy(added, entryOf);
  const unbalanced = [...groups].flatMap(([entry, lines]): Violation[] =>
    sumOf(lines, amount) === 0
      ? []
      : [
          {
            rule: 'each entry balances',
            sentence: `The lines of ${entry} make ${sumOf(lines, amount)}.`,
            rows: lines,
          },
        ],
  );
  const journalMarkers = new Set(
    it.stores.flatMap(({ outbox }) =>
      outbox.flatMap(({ kind, markers }) =>
        kind === 'journal' || kind === 'journal_reversal' ? markers : [],
      ),
    ),
  );
  return [
    ...unbalanced,
    ...(it.distributes ? receiptsAreDistributed(it, groups, journalMarkers) : []),
    ...it.stores.flatMap((store) => journalsOnce(it, store, groups)),
  ];
}

function receiptsAreDistributed(
  it: Case,
  groups: ReadonlyMap<string, TableRow[]>,
  journalMarkers: ReadonlySet<string>,
): Violation[] {
  const receipts = groupBy(addedTo(it, 'arcash'), (row) => markerIn(row) ?? key(row.refno));
  const violations: Violation[] = [];
  const wrong = (sentence: string, rows: readonly unknown[]): void => {
    violations.push({ rule: 'receipts and general-ledger lines agree', sentence, rows });
  };
  const voids = new Set(it.deeds.flatMap(({ act }) => (act.does === 'user voids' ? [`SU-${act.id}`] : [])));
  for (const [entry, lines] of groups) {
    if (receipts.has(entry) || journalMarkers.has(entry) || voids.has(entry)) continue;
    wrong(`${entry} has lines and no receipt.`, lines);
  }
  for (const [entry, rows] of receipts) {
    const lines = groups.get(entry) ?? [];
    const cash = sumOf(rows, (row) => minorOf(row.bpaid ?? row.paidamt));
    const clearing = sumOf(
      lines.filter((line) => key(line.glacnt) === it.accounts.clearing),
      amount,
    );
    const bank = sumOf(
      lines.filter((line) => key(line.glacnt) === it.accounts.bank),
      amount,
    );
    if (clearing + bank !== cash)
      wrong(`${entry}: ${cash} was received, ${clearing + bank} went to an account.`, [...rows, ...lines]);
    if (
      lines.length === 0 &&
      sumOf(rows, (row) => Math.abs(minorOf(row.paidamt)) + Math.abs(minorOf(row.disamt))) > 0
    ) {
      wrong(`${entry} has no lines.`, rows);
    }
  }
  const receivable = [...groups.values()]
    .flat()
    .filter((line) => key(line.glacnt) === it.accounts.receivable);
  const moved =
    sumOf(tableOf(it.after, 'arcust'), (row) => minorOf(row.balance)) -
    sumOf(tableOf(it.before, 'arcust'), (row) => minorOf(row.balance));
  if (sumOf(receivable, amount) !== moved) {
    wrong(`Receivables moved by ${sumOf(receivable, amount)}, the customers' balances by ${moved}.`, []);
  }
  return violations;
}

/** Bank, fees and clearing of a payout, worked out from its parts alone. */
function journalsOnce(it: Case, store: StoreEvidence, groups: ReadonlyMap<string, TableRow[]>): Violation[] {
  return store.journals.flatMap(({ transactionId, state }): Violation[] => {
    const payout = store.transactions.get(transactionId);
    if (!payout) return [];
    const parts = [...store.transactions.values()].filter((part) => part.payout === payout.externalId);
    const expected = new Map([
      [it.accounts.bank, -payout.grossMinor],
      [it.accounts.fees, payout.feeMinor + sumOf(parts, (part) => part.feeMinor)],
      [it.accounts.clearing, -sumOf(parts, (part) => part.grossMinor)],
    ]);
    const markers = new Set(
      it.stores.flatMap(({ outbox }) =>
        outbox.flatMap((entry) =>
          entry.transactionId === transactionId && entry.kind.startsWith('journal') ? entry.markers : [],
        ),
      ),
    );
    const lines = [...markers].flatMap((marker) => groups.get(marker) ?? []);
    const standing = new Map(
      [...expected.keys()].map((account) => [
        account,
        sumOf(
          lines.filter((line) => key(line.glacnt) === account),
          amount,
        ),
      ]),
    );
    const isWhole = [...expected].every(([account, minor]) => standing.get(account) === minor);
    const isNone = [...standing.values()].every((minor) => minor === 0);
    const alone = it.stores.length === 1;
    const fits =
      state === 'posted'
        ? isWhole || (!alone && isNone)
        : state === 'none' || state === 'returned'
          ? isNone || !alone
          : isWhole || isNone;
    const extra = lines.filter((line) => !expected.has(key(line.glacnt)));
    return fits && extra.length === 0 && (isWhole || isNone)
      ? []
      : [
          {
            rule: 'one journal per payout',
            sentence: `${store.name}: ${payout.externalId} is ${state}; its lines make ${JSON.stringify([...standing])}, expected is ${JSON.stringify([...expected])}.`,
            rows: lines,
          },
        ];
  });
}
