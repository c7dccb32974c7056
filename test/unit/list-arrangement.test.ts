import { describe, expect, it } from 'vitest';
import {
  arrange,
  longestOf,
  moved,
  nextSort,
  resized,
  toLayout,
  tracksOf,
  withShown,
} from '../../src-renderer/components/list/arrangement.ts';
import type { ListColumn } from '../../src-renderer/components/list/column.ts';

const column = (name: string, more: Partial<ListColumn<string>> = {}): ListColumn<string> => ({
  name,
  title: name.toUpperCase(),
  width: 100,
  text: (row) => row,
  ...more,
});
const columns = [column('a'), column('b', { hidden: true }), column('c', { grow: true })];
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
const shown = (list: ReturnType<typeof arrange<string>>) => names(list.filter((it) => it.shown));

describe('the columns of a list', () => {
  it('are as the list has them until a person arranged them', () => {
    expect(names(arrange(columns, null))).toEqual(['a', 'b', 'c']);
    expect(shown(arrange(columns, null))).toEqual(['a', 'c']);
  });

  it('come back as they were left: order, width, shown or not', () => {
    const left = resized(withShown(moved(arrange(columns, null), 'c', -2), 'b', true), 'a', 333.4);
    const back = arrange(columns, toLayout(left, null));
    expect(back).toEqual(left);
    expect(names(back)).toEqual(['c', 'a', 'b']);
    expect(back.find(({ name }) => name === 'a')?.ownWidth).toBe(333);
  });

  it('that a newer version added stand where it put them; those it took away are gone', () => {
    const layout = toLayout(moved(arrange(columns, null), 'a', 2), null);
    const newer = [column('a'), column('new'), column('c')];
    expect(names(arrange(newer, layout))).toEqual(['c', 'a', 'new']);
  });

  it('never are none', () => {
    const one = withShown(arrange(columns, null), 'a', false);
    expect(shown(withShown(one, 'c', false))).toEqual(['c']);
    const none = { columns: columns.map(({ name }) => ({ name, width: null, hidden: true })), sort: null };
    expect(shown(arrange(columns, none))).toEqual(['a', 'b', 'c']);
  });

  it('keep within sensible widths, and go back to their own', () => {
    const [narrow] = resized(arrange(columns, null), 'a', 3);
    const [wide] = resized(arrange(columns, null), 'a', 99_999);
    expect([narrow?.ownWidth, wide?.ownWidth]).toEqual([48, 1200]);
    expect(resized(resized(arrange(columns, null), 'a', 200), 'a', null)[0]?.ownWidth).toBeNull();
  });
});

describe('the width of a list', () => {
  it('goes to the column that grows, or to all of them in proportion', () => {
    expect(tracksOf(arrange([column('a'), column('c', { grow: true })], null), {})).toBe(
      '100px minmax(100px, 1fr)',
    );
    expect(tracksOf(arrange([column('a'), column('b', { width: 50 })], null), {})).toBe(
      'minmax(100px, 100fr) minmax(50px, 50fr)',
    );
  });

  it('leaves room for the longest number there is', () => {
    const numbers = [column('a'), column('n', { align: 'end' })];
    const longest = longestOf(numbers, ['1', '12345678'], { n: 3 });
    expect(longest).toEqual({ n: 8 });
    expect(longestOf(numbers, ['1'], longest)).toEqual({ n: 8 });
    expect(tracksOf(arrange(numbers, null), longest)).toContain('max(100px, 8 * 0.62em');
  });
});

describe('a click on a title', () => {
  const order = { by: 'who', first: 'ascending' } as const;
  it('sorts by it the way it starts, then the other way', () => {
    const first = nextSort({ by: 'when', descending: true }, order);
    expect(first).toEqual({ by: 'who', descending: false });
    expect(nextSort(first, order)).toEqual({ by: 'who', descending: true });
    expect(nextSort(first, { by: 'when', first: 'descending' })).toEqual({ by: 'when', descending: true });
  });
});
