/**
 * The one list of the window: virtual rows, columns that a person arranges and Matchbook remembers, sorting by the program,
 * rows selected and copied as cells, printed. Knows shared/ and format/; used by every screen that lists things.
 */
export { ColumnsDialog } from './ColumnsDialog.tsx';
export type { CopiedValue, ListColumn, ListSort } from './column.ts';
export { DaysFilter, FilterButton, FilterChoice } from './FilterButton.tsx';
export { List } from './List.tsx';
export { PrintSheet } from './PrintSheet.tsx';
export { SearchBox } from './SearchBox.tsx';
export { type ListArrangement, useArrangement } from './use-arrangement.ts';
export { useCopy } from './use-copy.ts';
export { usePrint } from './use-print.ts';
