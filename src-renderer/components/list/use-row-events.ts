import type { KeyboardEvent, MouseEvent } from 'react';
import { type Choosing, ledTo } from './selection.ts';

interface RowEvents {
  readonly keys: readonly string[];
  /** The row that Tab comes to, and that keys are about. */
  readonly tabStop: number;
  /** Whether rows have details, and whether this one shows them. */
  readonly opens: boolean;
  readonly isOpen: boolean;
  readonly hasChosen: boolean;
  rowsInView(): number;
  goTo(index: number, how: Choosing): void;
  open(index: number): void;
  chooseAll(): void;
  chooseNone(): void;
}

const rowAt = (event: { target: EventTarget }): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;

/** Keys and mouse on the rows, as in any list of Windows. What is in a row (a button, a link) keeps its own. */
export function useRowEvents(given: RowEvents) {
  const indexAt = (event: MouseEvent<HTMLElement>): number => {
    if (event.target instanceof Element && event.target.closest('button, a, input, select') !== null)
      return -1;
    return given.keys.indexOf(rowAt(event)?.getAttribute('data-row') ?? '');
  };

  /** False: not one of the list's keys. */
  const act = (event: KeyboardEvent<HTMLElement>): boolean => {
    const { tabStop, opens, isOpen } = given;
    const command = event.ctrlKey || event.metaKey;
    const led = event.altKey ? null : ledTo(event.key, tabStop, given.keys.length, given.rowsInView());
    if (led !== null) given.goTo(led, event.shiftKey ? 'extend' : 'only');
    else if (command && event.key.toLowerCase() === 'a') given.chooseAll();
    else if (command || event.altKey) return false;
    else if (event.key === ' ') given.goTo(tabStop, event.shiftKey ? 'extend' : 'toggle');
    else if (event.key === 'Enter') given.open(tabStop);
    else if (event.key === 'ArrowRight' && opens && !isOpen) given.open(tabStop);
    else if (event.key === 'ArrowLeft' && opens && isOpen) given.open(tabStop);
    else if (event.key === 'Escape' && given.hasChosen) given.chooseNone();
    else return false;
    return true;
  };

  return {
    onKeyDown: (event: KeyboardEvent<HTMLElement>): void => {
      const row = rowAt(event);
      if (row === null) return;
      if (event.target !== row) {
        // Escape leads from a row's button back to the row.
        if (event.key === 'Escape') row.focus();
        return;
      }
      if (!act(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onClick: (event: MouseEvent<HTMLElement>): void => {
      const index = indexAt(event);
      // Words that were just marked with the mouse are what the user is after.
      if (index < 0 || document.getSelection()?.isCollapsed === false) return;
      given.goTo(index, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');
    },
    onDoubleClick: (event: MouseEvent<HTMLElement>): void => {
      const index = indexAt(event);
      if (index >= 0) given.open(index);
    },
    onMouseDown: (event: MouseEvent<HTMLElement>): void => {
      // Shift extends the choice of rows, not of words.
      if (event.shiftKey && indexAt(event) >= 0) event.preventDefault();
    },
  };
}
