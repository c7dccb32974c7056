// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed one by one can’t be those of a table.
// biome-ignore-all lint/a11y/useFocusableInteractive: one row at a time takes the focus, and the titles’ buttons do.
import { mergeClasses } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronRight16Regular } from '@fluentui/react-icons';
import { memo, type ReactNode, useId } from 'react';
import type { ArrangedColumn } from './column.ts';
import { useListStyles } from './list-styles.ts';

export interface ListRowProps<Row> {
  readonly row: Row;
  readonly rowKey: string;
  readonly index: number;
  readonly columns: readonly ArrangedColumn<Row>[];
  readonly chosen: boolean;
  /** The row that Tab comes to; what is in it can be reached with Tab too. */
  readonly current: boolean;
  readonly last: boolean;
  /** Undefined: this list's rows don't open. */
  readonly open: boolean | undefined;
  readonly detail: ReactNode;
  readonly onToggle: (key: string) => void;
}

function Line<Row>(props: ListRowProps<Row>) {
  const styles = useListStyles();
  const detail = useId();
  const { row, rowKey, index, columns, chosen, current, open } = props;
  const tabIndex = current ? 0 : -1;
  const first = open === undefined ? 1 : 2;
  const name = columns.find(({ control }) => !control)?.text(row) ?? '';
  return (
    <>
      <div
        role="row"
        aria-rowindex={index + 2}
        aria-selected={chosen}
        data-row={rowKey}
        tabIndex={tabIndex}
        className={mergeClasses(
          styles.row,
          chosen && styles.chosen,
          open && styles.opened,
          props.last && styles.last,
        )}
      >
        {open !== undefined && (
          <div role="gridcell" aria-colindex={1}>
            <button
              type="button"
              className={styles.toggle}
              tabIndex={tabIndex}
              aria-label={`Details of ${name}`}
              aria-expanded={open}
              {...(open ? { 'aria-controls': detail } : {})}
              onClick={() => props.onToggle(rowKey)}
            >
              {open ? <ChevronDown16Regular aria-hidden /> : <ChevronRight16Regular aria-hidden />}
            </button>
          </div>
        )}
        {columns.map((column, at) => (
          <div
            key={column.name}
            role="gridcell"
            aria-colindex={at + first}
            className={mergeClasses(
              styles.cell,
              column.wrap && styles.wrap,
              column.align === 'end' && styles.end,
            )}
          >
            {column.cell ? column.cell(row, tabIndex) : column.text(row)}
          </div>
        ))}
      </div>
      {open && (
        <div role="row" id={detail} className={styles.detail}>
          <div role="gridcell" aria-colspan={columns.length + 1} className={styles.detailCell}>
            {props.detail}
          </div>
        </div>
      )}
    </>
  );
}

/** One row, and under it its detail when it is open. Drawn again only when something of its own changed. */
export const ListRow = memo(Line) as typeof Line;
