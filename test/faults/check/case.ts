/** What is judged after a run: the ledger's tables before and after, the company files, and what was seen to happen. */
import type { LedgerTables, TableRow, UserDeed } from '../world/books.ts';
import type {
  ApprovalEvidence,
  OutboxEvidence,
  StoreEvidence,
  TransactionEvidence,
} from './store-evidence.ts';

export interface Violation {
  /** Short and stable: what must hold. */
  readonly rule: string;
  readonly sentence: string;
  readonly rows: readonly unknown[];
}

export interface CheckedAccounts {
  readonly receivable: string;
  readonly bank: string;
  readonly fees: string;
  readonly clearing: string;
}

export interface Case {
  readonly before: LedgerTables;
  readonly after: LedgerTables;
  readonly stores: readonly StoreEvidence[];
  readonly deeds: readonly UserDeed[];
  /** Decisions that a person saw go through. */
  readonly confirmed: readonly {
    readonly store: string;
    readonly transactionId: string;
    readonly what: 'approve' | 'undo';
  }[];
  readonly accounts: CheckedAccounts;
  readonly baseCurrency: string;
  /** Whether each receipt has its general-ledger lines. */
  readonly distributes: boolean;
}

/** What a Sage user's own rows carry in their reference. */
export const USER_REFERENCE = /^SU-\d+$/;
const MARKER = /\bMB[0-9A-HJKMNP-TV-Z]{10,18}/;

export function minorOf(text: string | null | undefined): number {
  const match = /^(-?)(\d*)\.?(\d*)$/.exec((text ?? '0').trim());
  if (!match) throw new RangeError(`"${text}" is not an amount.`);
  const fraction = (match[3] ?? '').padEnd(2, '0');
  if (/[1-9]/.test(fraction.slice(2))) throw new RangeError(`"${text}" has a part of a cent.`);
  const minor = Number(`${match[2] || '0'}${fraction.slice(0, 2)}`);
  return match[1] === '-' ? -minor || 0 : minor;
}

export const key = (text: string | null | undefined): string => (text ?? '').trim();

/** The table's rows, whatever database it is in; none when there is no such table. */
export function tableOf(tables: LedgerTables, name: string): readonly TableRow[] {
  for (const [full, rows] of tables) if (full === name || full.endsWith(`.${name}`)) return rows;
  return [];
}

export function addedTo(it: Pick<Case, 'before' | 'after'>, name: string): TableRow[] {
  const known = new Set(tableOf(it.before, name).map((row) => row.id_col));
  return tableOf(it.after, name).filter((row) => !known.has(row.id_col ?? null));
}

export function markerIn(row: TableRow): string | null {
  for (const value of Object.values(row)) {
    const found = value === null ? null : MARKER.exec(value);
    if (found) return found[0];
  }
  return null;
}

/** The column or its like, for ledgers that have it under another name; null when there is none. */
export function cell(row: TableRow, column: string): string | null {
  return row[column] ?? null;
}

export function groupBy<Item>(
  list: readonly Item[],
  keyOf: (item: Item) => string | null,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of list) {
    const group = keyOf(item);
    if (group === null) continue;
    const members = groups.get(group) ?? [];
    members.push(item);
    groups.set(group, members);
  }
  return groups;
}

export const sumOf = <Item>(list: readonly Item[], amountOf: (item: Item) => number): number =>
  list.reduce((sum, item) => sum + amountOf(item), 0);

/** 1: the money came in; -1: it went out. */
export function directionOf({ kind }: Pick<TransactionEvidence, 'kind'>): 1 | -1 {
  return kind === 'refund' || kind === 'dispute' ? -1 : 1;
}

/** What the ledger must show for an approval: an amount per invoice, '' for money on account. */
export function expectedRows(
  approval: ApprovalEvidence,
  transaction: TransactionEvidence,
): Map<string, number> {
  const direction = directionOf(transaction);
  const expected = new Map<string, number>();
  for (const { number, amountMinor } of approval.allocations) expected.set(number, direction * amountMinor);
  const { kind, amountMinor } = approval.remainder;
  if (amountMinor > 0 && kind !== 'none') expected.set('', direction * amountMinor);
  return expected;
}

export interface MarkerUse {
  readonly store: StoreEvidence;
  readonly entry: OutboxEvidence;
}

/** Every marker that any store ever meant to write, with all the entries that carry it. */
export function markerUses(stores: readonly StoreEvidence[]): Map<string, MarkerUse[]> {
  const uses = new Map<string, MarkerUse[]>();
  for (const store of stores) {
    for (const entry of store.outbox) {
      for (const marker of entry.markers) uses.set(marker, [...(uses.get(marker) ?? []), { store, entry }]);
    }
  }
  return uses;
}
