/**
 * The list as it is drawn, line by line: rows, or group headers with the rows of those that are open. Its length is known
 * from the groups' counts, so that the scroll bar is right before the rows have come; a row that has not is a gap.
 */
import type { ReviewGroup, ReviewRow } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';

export type Entry =
  | { readonly kind: 'row'; readonly row: ReviewRow; readonly place: number; readonly of: number | null }
  | { readonly kind: 'group'; readonly group: ReviewGroup; readonly open: boolean; readonly place: number }
  | { readonly kind: 'gap'; readonly key: string; readonly place: number };

export interface Entries {
  readonly length: number;
  at(index: number): Entry | undefined;
  /** Whether the line is a group's header; asked of every line when the list is laid out. */
  isHead(index: number): boolean;
  /** −1 when it is not in the list, or not loaded yet. */
  indexOfRow(id: TransactionId | null): number;
  indexOfGroup(key: string | null): number;
  /** The key of the group that the line belongs to; null in a list without groups. */
  groupAt(index: number): string | null;
}

/** Rows of each group by their place in it; a hole is a row that has not come. */
export type GroupRows = ReadonlyMap<string, readonly (ReviewRow | undefined)[]>;

export function plainEntries(rows: readonly ReviewRow[]): Entries {
  return {
    length: rows.length,
    at: (index) => {
      const row = rows[index];
      return row && { kind: 'row', row, place: index, of: null };
    },
    isHead: () => false,
    indexOfRow: (id) => (id === null ? -1 : rows.findIndex(({ transactionId }) => transactionId === id)),
    indexOfGroup: () => -1,
    groupAt: () => null,
  };
}

export function groupedEntries(
  groups: readonly ReviewGroup[],
  closed: ReadonlySet<string>,
  rows: GroupRows,
): Entries {
  const starts: number[] = [];
  let length = 0;
  for (const { key, count } of groups) {
    starts.push(length);
    length += closed.has(key) ? 1 : count + 1;
  }
  /** The last group that starts at or before the line. */
  const groupOf = (index: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const indexOfGroup = (key: string | null): number => {
    const at = groups.findIndex((group) => group.key === key);
    return starts[at] ?? -1;
  };
  return {
    length,
    at: (index) => {
      if (index < 0 || index >= length) return undefined;
      const at = groupOf(index);
      const group = groups[at];
      if (group === undefined) return undefined;
      const place = index - (starts[at] ?? 0) - 1;
      if (place < 0) return { kind: 'group', group, open: !closed.has(group.key), place: at };
      const row = rows.get(group.key)?.[place];
      if (row === undefined) return { kind: 'gap', key: group.key, place };
      return { kind: 'row', row, place, of: group.count };
    },
    isHead: (index) => starts[groupOf(index)] === index,
    indexOfRow: (id) => {
      if (id === null) return -1;
      for (const [key, members] of rows) {
        const place = members.findIndex((row) => row?.transactionId === id);
        const start = place < 0 || closed.has(key) ? -1 : indexOfGroup(key);
        if (start >= 0) return start + 1 + place;
      }
      return -1;
    },
    indexOfGroup,
    groupAt: (index) => groups[groupOf(index)]?.key ?? null,
  };
}

/** The parts to be asked for so that the lines between have no gap, in whole pages. */
export function missingParts(
  entries: Entries,
  first: number,
  last: number,
  pageRows: number,
): { key: string; offset: number; limit: number }[] {
  const parts = new Map<string, { key: string; offset: number; limit: number }>();
  for (let index = Math.max(0, first); index <= Math.min(last, entries.length - 1); index += 1) {
    const entry = entries.at(index);
    if (entry?.kind !== 'gap') continue;
    const offset = Math.floor(entry.place / pageRows) * pageRows;
    parts.set(`${entry.key} ${offset}`, { key: entry.key, offset, limit: pageRows });
  }
  return [...parts.values()];
}

export function withRows(
  rows: GroupRows,
  parts: readonly { readonly key: string; readonly offset: number; readonly rows: readonly ReviewRow[] }[],
): GroupRows {
  const next = new Map(rows);
  for (const part of parts) {
    const members = [...(next.get(part.key) ?? [])];
    for (const [at, row] of part.rows.entries()) members[part.offset + at] = row;
    next.set(part.key, members);
  }
  return next;
}

/** The groups and their rows without those that were just decided; a group that has none left is gone. */
export function withoutRows(
  groups: readonly ReviewGroup[],
  rows: GroupRows,
  gone: ReadonlySet<TransactionId>,
): { groups: ReviewGroup[]; groupRows: GroupRows } {
  const left = new Map(rows);
  const lost = new Map<string, ReviewRow[]>();
  for (const [key, members] of rows) {
    const taken = members.filter((row) => row !== undefined && gone.has(row.transactionId));
    if (taken.length === 0) continue;
    lost.set(
      key,
      taken.flatMap((row) => row ?? []),
    );
    left.set(
      key,
      Array.from(members).filter((row) => row === undefined || !gone.has(row.transactionId)),
    );
  }
  return {
    groups: groups.flatMap((group) => {
      const taken = lost.get(group.key) ?? [];
      if (taken.length === 0) return [group];
      return taken.length >= group.count ? [] : [lessened(group, taken)];
    }),
    groupRows: left,
  };
}

function lessened(group: ReviewGroup, taken: readonly ReviewRow[]): ReviewGroup {
  const totals = group.totals.flatMap((total) => {
    const mine = taken.filter(({ currency }) => currency === total.currency);
    if (mine.length === total.count) return [];
    const amountMinor = mine.reduce((sum, row) => sum - row.amountMinor, total.amountMinor);
    return [{ ...total, count: total.count - mine.length, amountMinor }];
  });
  const flagged = group.flagged - taken.filter(({ flaggedFor }) => flaggedFor !== null).length;
  return { ...group, count: group.count - taken.length, totals, flagged };
}
