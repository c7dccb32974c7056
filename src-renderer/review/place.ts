/** Where the eye is in the list, and where it goes when its line is gone. */
import { type Entries, groupedEntries, plainEntries } from './entries.ts';
import type { ReviewStore } from './review-state.ts';

type Listed = Pick<ReviewStore, 'grouping' | 'rows' | 'groups' | 'closed' | 'groupRows'>;
type Place = Pick<ReviewStore, 'current' | 'currentGroup'>;

let last: { of: Listed; entries: Entries } | null = null;

/** The lines of the list; computed once for as long as what they are made of is the same. */
export function entriesOf(state: Listed): Entries {
  const { grouping, rows, groups, closed, groupRows } = state;
  const of = last?.of;
  if (
    last !== null &&
    of?.grouping === grouping &&
    of.rows === rows &&
    of.groups === groups &&
    of.closed === closed &&
    of.groupRows === groupRows
  ) {
    return last.entries;
  }
  const entries = grouping === null ? plainEntries(rows) : groupedEntries(groups, closed, groupRows);
  last = { of: { grouping, rows, groups, closed, groupRows }, entries };
  return entries;
}

/** The line becomes current; a gap does not, for it has no name yet. */
export function landOn(entries: Entries, at: number): Partial<Place> {
  const entry = entries.at(at);
  if (entry?.kind === 'row') return { current: entry.row.transactionId, currentGroup: null };
  if (entry?.kind === 'group') return { current: null, currentGroup: entry.group.key };
  return {};
}

/** The same line when it is still there; otherwise the row that has moved up into its place, or else the one before it. */
export function neighbour(before: Listed & Place, after: Listed & Place): Place {
  const was = entriesOf(before);
  const rowAt = was.indexOfRow(before.current);
  const at = rowAt >= 0 ? rowAt : was.indexOfGroup(before.currentGroup);
  const now = entriesOf(after);
  if (now.indexOfRow(before.current) >= 0) return { current: before.current, currentGroup: null };
  if (now.indexOfGroup(before.currentGroup) >= 0) {
    return { current: null, currentGroup: before.currentGroup };
  }
  const start = Math.max(at, 0);
  const near = [start, start + 1, start - 1].map((it) => Math.min(Math.max(it, 0), now.length - 1));
  const index = near.find((it) => now.at(it)?.kind === 'row') ?? near[0] ?? 0;
  return { current: null, currentGroup: null, ...landOn(now, index) };
}
