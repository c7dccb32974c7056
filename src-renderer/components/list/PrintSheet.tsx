import { createPortal } from 'react-dom';
import { Instant } from '../../../shared/model.ts';
import { count, moment } from '../../format/index.ts';
import { useApp } from '../../stores/app-store.ts';
import type { ArrangedColumn } from './column.ts';
import './print.css';

/** The list on paper: a plain table beside the page, which print.css shows in place of it. */
export function PrintSheet<Row>(props: {
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  columns: readonly ArrangedColumn<Row>[];
  /** In words: what the list is narrowed to, and how it is sorted. */
  filters: readonly string[];
  total: number | null;
  hasMore: boolean;
}) {
  const { rows, total } = props;
  const company = useApp((state) => state.status?.company);
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const columns = props.columns.filter(({ control }) => !control);
  const all = total === null ? '' : ` of ${count(total)}`;
  return createPortal(
    <section className="list-sheet" aria-label={`${props.label}, on paper`}>
      <h1>{props.label}</h1>
      <p>{[company, ...props.filters].filter(Boolean).join(' · ')}</p>
      <table>
        <thead>
          <tr>
            {columns.map(({ name, title, align }) => (
              <th key={name} scope="col" data-align={align ?? 'start'}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={props.rowKey(row)}>
              {columns.map((column) => (
                <td key={column.name} data-align={column.align ?? 'start'}>
                  {column.text(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {props.hasMore
          ? `The first ${count(rows.length)}${all} rows. The others were not read when this was printed.`
          : `${count(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}, complete.`}{' '}
        Printed {moment(Instant.parse(new Date().toISOString()), zone)}.
      </p>
    </section>,
    document.body,
  );
}
