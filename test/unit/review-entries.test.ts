import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewGroup, ReviewRow } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import { groupedEntries, missingParts, withoutRows, withRows } from '../../src-renderer/review/entries.ts';

const USD = currency('USD');

function rowsOf(key: string, count: number): ReviewRow[] {
  return Array.from(
    { length: count },
    (_, at) =>
      ({
        transactionId: `${key}-${at}`,
        currency: USD,
        amountMinor: 100,
        flaggedFor: at === 0 ? 'Robin' : null,
      }) as ReviewRow,
  );
}

function groupOf(key: string, count: number): ReviewGroup {
  const totals = [{ currency: USD, amountMinor: count * 100, count }];
  return { key, title: key, note: null, count, totals, flagged: 1 };
}

const companies = fc
  .array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 12 })
  .map((counts) => counts.map((count, at) => groupOf(`g${at}`, count)));

describe('the list in groups, line by line', () => {
  it('has a line for each header and for each row of the groups that are open, in order', () => {
    fc.assert(
      fc.property(companies, fc.array(fc.integer({ min: 0, max: 11 })), (groups, folded) => {
        const closed = new Set(folded.map((at) => `g${at}`));
        const rows = withRows(
          new Map(),
          groups.map(({ key, count }) => ({ key, offset: 0, rows: rowsOf(key, count) })),
        );
        const entries = groupedEntries(groups, closed, rows);
        const expected = groups.flatMap(({ key, count }) => [
          key,
          ...(closed.has(key) ? [] : rowsOf(key, count).map((row) => row.transactionId as string)),
        ]);
        const shown = Array.from({ length: entries.length }, (_, at) => {
          const entry = entries.at(at);
          if (entry?.kind === 'group') expect(entries.indexOfGroup(entry.group.key)).toBe(at);
          if (entry?.kind === 'row') expect(entries.indexOfRow(entry.row.transactionId)).toBe(at);
          return entry?.kind === 'group'
            ? entry.group.key
            : entry?.kind === 'row'
              ? entry.row.transactionId
              : null;
        });
        expect(shown).toEqual(expected);
      }),
    );
  });

  it('asks for what is missing of the lines that are seen, each page once, and then for nothing more', () => {
    const groups = [groupOf('a', 3), groupOf('b', 250)];
    const before = groupedEntries(groups, new Set(), new Map());
    const parts = missingParts(before, 0, 120, 100);
    expect(parts).toEqual([
      { key: 'a', offset: 0, limit: 100 },
      { key: 'b', offset: 0, limit: 100 },
      { key: 'b', offset: 100, limit: 100 },
    ]);
    const all = new Map(groups.map(({ key, count }) => [key, rowsOf(key, count)]));
    const answered = parts.map((part) => ({
      ...part,
      rows: (all.get(part.key) ?? []).slice(part.offset, part.offset + part.limit),
    }));
    const after = groupedEntries(groups, new Set(), withRows(new Map(), answered));
    expect(missingParts(after, 0, 120, 100)).toEqual([]);
    expect(missingParts(after, 0, 1_000, 100)).toEqual([{ key: 'b', offset: 200, limit: 100 }]);
  });

  it('loses what was decided at once: the rows, the counts, the sums, and a group that has none left', () => {
    const groups = [groupOf('a', 1), groupOf('b', 3)];
    const rows = withRows(new Map(), [
      { key: 'a', offset: 0, rows: rowsOf('a', 1) },
      { key: 'b', offset: 0, rows: rowsOf('b', 3) },
    ]);
    const gone = new Set(['a-0', 'b-0'] as TransactionId[]);
    const left = withoutRows(groups, rows, gone);
    expect(left.groups).toEqual([
      {
        ...groupOf('b', 3),
        count: 2,
        flagged: 0,
        totals: [{ currency: USD, amountMinor: 200, count: 2 }],
      },
    ]);
    const entries = groupedEntries(left.groups, new Set(), left.groupRows);
    expect(entries.length).toBe(3);
    expect(entries.indexOfRow('b-1' as TransactionId)).toBe(1);
  });
});
