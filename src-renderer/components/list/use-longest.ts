import { useMemo, useRef } from 'react';
import { type Longest, longestOf } from './arrangement.ts';
import type { ListColumn } from './column.ts';

/** The longest numbers so far; rows that were added are looked at, those before them not again. */
export function useLongest<Row>(columns: readonly ListColumn<Row>[], rows: readonly Row[]): Longest {
  const seen = useRef<{ columns: readonly ListColumn<Row>[]; rows: readonly Row[]; longest: Longest } | null>(
    null,
  );
  return useMemo(() => {
    const { current } = seen;
    const grew =
      current !== null &&
      current.columns === columns &&
      rows[0] === current.rows[0] &&
      rows.length >= current.rows.length;
    const longest = longestOf(
      columns,
      grew ? rows.slice(current.rows.length) : rows,
      grew ? current.longest : {},
    );
    seen.current = { columns, rows, longest };
    return longest;
  }, [columns, rows]);
}
