import { type ClipboardEvent, useCallback } from 'react';
import { count } from '../../format/index.ts';
import { type CopiedCells, copiedCells } from './cells.ts';
import type { ListColumn } from './column.ts';

/**
 * Puts rows on the clipboard while the browser's own copy event is on its way: that needs no permission, which Electron's shell
 * would refuse.
 */
export function useCopy<Row>(
  columns: readonly ListColumn<Row>[],
  chosenRows: () => readonly Row[],
  onSaid: (words: string) => void,
) {
  const put = useCallback(
    (clipboard: DataTransfer | null, titles: boolean): boolean => {
      const rows = chosenRows();
      if (rows.length === 0 || clipboard === null) return false;
      const { text, html }: CopiedCells = copiedCells(columns, rows, { titles });
      clipboard.setData('text/plain', text);
      clipboard.setData('text/html', html);
      onSaid(`Copied ${count(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`);
      return true;
    },
    [columns, chosenRows, onSaid],
  );
  /** The user's Ctrl+C. Words marked with the mouse, and what is in a field, are copied as they are. */
  const onCopy = (event: ClipboardEvent<HTMLElement>): void => {
    const marked = document.getSelection()?.isCollapsed === false;
    const field = event.target instanceof HTMLElement && event.target.closest('input, textarea') !== null;
    if (!marked && !field && put(event.clipboardData, false)) event.preventDefault();
  };
  const copy = (titles: boolean): void => {
    const listen = (event: globalThis.ClipboardEvent): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
      put(event.clipboardData, titles);
    };
    document.addEventListener('copy', listen, { capture: true, once: true });
    if (!document.execCommand('copy')) onSaid('Nothing was copied: the browser did not allow it');
    document.removeEventListener('copy', listen, { capture: true });
  };
  return { onCopy, copy };
}
