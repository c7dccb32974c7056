/** The columns of a list as a person arranged them: pure functions from what is remembered to what is shown, and back. */
import type { ListLayout } from '../../../shared/api.ts';
import type { ArrangedColumn, ListColumn } from './column.ts';

export const LEAST_WIDTH = 48;
export const MOST_WIDTH = 1200;

/**
 * All columns in the person's order, each shown or not. A column that is not remembered (it came with a newer version) stands
 * after the one that it follows in the list's own order; one that no longer exists is left out.
 */
export function arrange<Row>(
  columns: readonly ListColumn<Row>[],
  layout: ListLayout | null,
): ArrangedColumn<Row>[] {
  const remembered = new Map(layout?.columns.map((column) => [column.name, column]));
  const arranged = (layout?.columns ?? []).flatMap(({ name }) => columns.filter((it) => it.name === name));
  columns.forEach((column, at) => {
    if (remembered.has(column.name)) return;
    const before = columns[at - 1];
    const place = before === undefined ? 0 : arranged.indexOf(before) + 1;
    arranged.splice(place, 0, column);
  });
  const result = arranged.map((column) => ({
    ...column,
    ownWidth: remembered.get(column.name)?.width ?? null,
    shown: !(remembered.get(column.name)?.hidden ?? column.hidden ?? false),
  }));
  // A list without columns could not be put right: its menu is in its head.
  return result.some(({ shown }) => shown) ? result : result.map((it) => ({ ...it, shown: true }));
}

type Arranged = Pick<ArrangedColumn<never>, 'name' | 'ownWidth' | 'shown'>;

export function toLayout(arranged: readonly Arranged[], sort: ListLayout['sort']): ListLayout {
  return {
    columns: arranged.map(({ name, ownWidth, shown }) => ({ name, width: ownWidth, hidden: !shown })),
    sort,
  };
}

/** The column that many places along; places of hidden columns count too. */
export function moved<Column extends Arranged>(
  arranged: readonly Column[],
  name: string,
  by: number,
): Column[] {
  const from = arranged.findIndex((it) => it.name === name);
  const to = Math.min(arranged.length - 1, Math.max(0, from + by));
  const column = arranged[from];
  if (column === undefined) return [...arranged];
  const others = arranged.filter((it) => it !== column);
  others.splice(to, 0, column);
  return others;
}

export function resized<Column extends Arranged>(
  arranged: readonly Column[],
  name: string,
  width: number | null,
): Column[] {
  const ownWidth = width === null ? null : Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, width)));
  return arranged.map((it) => (it.name === name ? { ...it, ownWidth } : it));
}

/** The last column shown stays. */
export function withShown<Column extends Arranged>(
  arranged: readonly Column[],
  name: string,
  shown: boolean,
): Column[] {
  const next = arranged.map((it) => (it.name === name ? { ...it, shown } : it));
  return next.some((it) => it.shown) ? next : [...arranged];
}

/** How many letters the longest text of each column of numbers has: a number that is cut would be another number. */
export type Longest = Readonly<Record<string, number>>;

export function longestOf<Row>(
  columns: readonly ListColumn<Row>[],
  rows: readonly Row[],
  before: Longest,
): Longest {
  const numbers = columns.filter(({ align, control }) => align === 'end' && !control);
  return Object.fromEntries(
    numbers.map((column) => [
      column.name,
      rows.reduce((most, row) => Math.max(most, column.text(row).length), before[column.name] ?? 0),
    ]),
  );
}

/** As CSS: no less than the list says, and no less than its longest number needs. */
function leastOf<Row>({ name, width }: ArrangedColumn<Row>, longest: Longest): string {
  const letters = longest[name];
  // 0.62em: a tabular digit of Segoe UI or Inter, with its share of narrower marks.
  return letters === undefined ? `${width}px` : `max(${width}px, ${letters} * 0.62em + 14px)`;
}

/** The widths as CSS grid tracks: what a person set stays; the rest grows, or all share in proportion where none does. */
export function tracksOf<Row>(shown: readonly ArrangedColumn<Row>[], longest: Longest): string {
  const free = shown.filter(({ ownWidth }) => ownWidth === null);
  const growing = free.some(({ grow }) => grow);
  return shown
    .map((column) => {
      const { ownWidth, width, grow } = column;
      if (ownWidth !== null) return `${ownWidth}px`;
      const least = leastOf(column, longest);
      if (growing) return grow ? `minmax(${least}, 1fr)` : least;
      return `minmax(${least}, ${width}fr)`;
    })
    .join(' ');
}

/** Below it the list scrolls sideways; as CSS. */
export function leastWidthOf<Row>(shown: readonly ArrangedColumn<Row>[], longest: Longest): string {
  return shown
    .map((column) => (column.ownWidth === null ? leastOf(column, longest) : `${column.ownWidth}px`))
    .join(' + ');
}

/** The other direction, or the first of a column that the list is not sorted by. */
export function nextSort(
  sort: { by: string; descending: boolean },
  order: { by: string; first: 'ascending' | 'descending' },
): { by: string; descending: boolean } {
  return {
    by: order.by,
    descending: sort.by === order.by ? !sort.descending : order.first === 'descending',
  };
}
