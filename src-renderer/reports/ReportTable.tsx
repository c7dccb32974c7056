import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { Report, ReportRow } from '../../shared/api.ts';
import { useTableStyles } from '../components/table-styles.ts';
import { alignOf, cellText, columnWidths } from './cells.ts';
import { measureText } from './measure-text.ts';
import { openRow } from './open-row.ts';

const ROW_PX = 37;
/** Narrower, the longest text would be a ribbon. */
const GIVES_TO_PX = 200;

const useStyles = makeStyles({
  scroller: {
    overflow: 'auto',
    flex: '0 1 auto',
    minHeight: '200px',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  short: { minHeight: 'auto', flexShrink: 0 },
  table: {
    tableLayout: 'fixed',
    '& thead th': {
      position: 'sticky',
      top: 0,
      zIndex: 1,
      whiteSpace: 'normal',
      verticalAlign: 'bottom',
      backgroundColor: tokens.colorNeutralBackground1,
      // A collapsed border scrolls away from under a cell that stays.
      boxShadow: `inset 0 -1px ${tokens.colorNeutralStroke2}`,
      borderBottom: 'none',
    },
    '& thead tr th, & tbody tr td, & tfoot tr td': { paddingInline: '8px' },
    '& tr > :is(td, th):first-child': { paddingInlineStart: '24px' },
    '& tr > :is(td, th):last-child': { paddingInlineEnd: '24px' },
    '& tbody td': { overflowWrap: 'anywhere' },
    '& td[data-kind=date], & td[data-kind=instant]': { whiteSpace: 'nowrap' },
    '& tbody tr[data-emphasis] td': { fontWeight: tokens.fontWeightSemibold },
    '& tfoot td': {
      position: 'sticky',
      bottom: 0,
      paddingBlock: '8px',
      backgroundColor: tokens.colorNeutralBackground2,
      boxShadow: `inset 0 1px ${tokens.colorNeutralStroke1}`,
      fontWeight: tokens.fontWeightSemibold,
    },
    '& tfoot td[data-align=end]': { textAlign: 'end', whiteSpace: 'nowrap' },
  },
  // Several totals (currencies) would lie on top of each other.
  several: { '& tfoot td': { position: 'static' } },
  subtotal: { backgroundColor: tokens.colorNeutralBackground2 },
  opens: { ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover } },
  gap: { '& > td': { padding: 0, borderBottom: 'none' } },
});

/** The report as it is on the screen: only the lines in view are drawn, the heads and the totals stay. */
export function ReportTable({ report }: { report: Report }) {
  const styles = useStyles();
  const table = useTableStyles();
  const scroller = useRef<HTMLElement>(null);
  const { columns, rows, totals, timeZone } = report;
  const widths = useMemo(
    () => columnWidths(columns, [...rows, ...totals], timeZone, measureText),
    [columns, rows, totals, timeZone],
  );
  // The longest text takes what room there is, and gives way where there is little.
  const giving = widestText(columns, widths);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 16,
  });
  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <section
      ref={scroller}
      className={mergeClasses(table.scroller, styles.scroller, rows.length < 8 && styles.short)}
      aria-label={`${report.title}, table`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
      tabIndex={0}
    >
      <table
        className={mergeClasses(table.table, styles.table, totals.length > 1 && styles.several)}
        style={{
          minWidth: widths.reduce(
            (sum, width, at) => sum + (at === giving ? Math.min(width, GIVES_TO_PX) : width),
            0,
          ),
        }}
        aria-label={report.title}
        aria-rowcount={rows.length + totals.length + 1}
      >
        <colgroup>
          {columns.map(({ name }, at) => (
            <col key={name} {...(at === giving ? {} : { style: { width: widths[at] } })} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column.name} scope="col" data-align={alignOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Gap height={above} columns={columns.length} />}
          {items.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <tr
                key={index}
                ref={virtualizer.measureElement}
                data-index={index}
                {...(row.emphasis === 'none' ? {} : { 'data-emphasis': row.emphasis })}
                aria-rowindex={index + 2}
                className={mergeClasses(
                  row.emphasis !== 'none' && styles.subtotal,
                  row.transactionId !== null && styles.opens,
                )}
              >
                <Cells report={report} row={row} />
              </tr>
            );
          })}
          {below > 0 && <Gap height={below} columns={columns.length} />}
        </tbody>
        {totals.length > 0 && (
          <tfoot>
            {totals.map((row, at) => (
              <tr key={row.currency ?? 'all'} aria-rowindex={rows.length + at + 2}>
                <Cells report={report} row={row} />
              </tr>
            ))}
          </tfoot>
        )}
      </table>
    </section>
  );
}

function widestText(columns: Report['columns'], widths: readonly number[]): number {
  const texts = columns.map(({ kind }, at) => (kind === 'text' ? (widths[at] ?? 0) : -1));
  return texts.indexOf(Math.max(...texts));
}

/** In place of the lines that are not drawn. */
function Gap(props: { height: number; columns: number }) {
  const styles = useStyles();
  return (
    <tr aria-hidden className={styles.gap}>
      <td colSpan={props.columns} style={{ height: props.height }} />
    </tr>
  );
}

function Cells({ report, row }: { report: Report; row: ReportRow }) {
  const opened = row.transactionId === null ? -1 : leadOf(report);
  return report.columns.map((column, at) => {
    const text = cellText(row.cells[at] ?? null, column, row, report.timeZone);
    return (
      <td key={column.name} data-align={alignOf(column)} data-kind={column.kind}>
        {at === opened ? (
          <Link as="button" onClick={() => openRow(report, row)} title="Show this payment">
            {text === '' ? 'Show' : text}
          </Link>
        ) : (
          text
        )}
      </td>
    );
  });
}

/** The column that names what a line is about, and opens it. */
function leadOf({ columns }: Report): number {
  const named = columns.findIndex(({ name }) => LEADS.has(name));
  return named === -1 ? 0 : named;
}

const LEADS = new Set(['marker', 'externalId', 'action']);
