/** Which rows are chosen and which one has the focus, as in any list of Windows. Pure: from a selection and a wish to the next. */
export interface Selection {
  /** The row with the focus, by its key. */
  readonly current: string | null;
  /** Where Shift extends from. */
  readonly anchor: string | null;
  readonly chosen: ReadonlySet<string>;
}

export const NOTHING: Selection = { current: null, anchor: null, chosen: new Set() };

/** only: this row and no other. toggle: this row too, or no longer. extend: all from the anchor to this row. */
export type Choosing = 'only' | 'toggle' | 'extend';

export function choose(selection: Selection, keys: readonly string[], key: string, how: Choosing): Selection {
  if (how === 'toggle') {
    const chosen = new Set(selection.chosen);
    if (!chosen.delete(key)) chosen.add(key);
    return { current: key, anchor: key, chosen };
  }
  const from = selection.anchor === null ? -1 : keys.indexOf(selection.anchor);
  if (how === 'only' || from < 0) return { current: key, anchor: key, chosen: new Set([key]) };
  const to = keys.indexOf(key);
  const range = keys.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { current: key, anchor: selection.anchor, chosen: new Set(range) };
}

export function chooseAll(selection: Selection, keys: readonly string[]): Selection {
  return { ...selection, chosen: new Set(keys) };
}

export function chooseNone(selection: Selection): Selection {
  return { ...selection, anchor: selection.current, chosen: new Set() };
}

/** Where a key leads from a row, of so many, with so many in view; null: it does not lead anywhere. */
export function ledTo(key: string, at: number, rows: number, inView: number): number | null {
  const within = (index: number) => Math.min(rows - 1, Math.max(0, index));
  const page = Math.max(1, inView - 1);
  switch (key) {
    case 'ArrowDown':
      return within(at + 1);
    case 'ArrowUp':
      return within(at - 1);
    case 'PageDown':
      return within(at + page);
    case 'PageUp':
      return within(at - page);
    case 'Home':
      return within(0);
    case 'End':
      return within(rows - 1);
    default:
      return null;
  }
}
