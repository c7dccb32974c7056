import { createPortal } from 'react-dom';
import type { Report } from '../../shared/api.ts';
import { amount, count, day, moment } from '../format/index.ts';
import { alignOf, cellText, withColumns } from './cells.ts';
import { differenceSentences } from './difference.ts';
import './report-sheet.css';

/** From here on, the paper lies on its side. */
const WIDE_COLUMNS = 8;

/** The report for paper, outside the window's own tree so that nothing else is printed with it. */
export function PrintSheet({ report }: { report: Report }) {
  const { timeZone } = report;
  const { columns, rows, totals } = withColumns(report, false);
  const rest = report.rowCount - report.rows.length;
  return createPortal(
    <div className="report-sheet" data-wide={columns.length > WIDE_COLUMNS}>
      <h1>{report.title}</h1>
      <p>
        {report.company}, {day(report.from)} to {day(report.to)}
      </p>
      <p>
        As of {moment(report.generatedAt, timeZone)} ({timeZone})
      </p>
      {report.tieOut.map((line) => (
        <p key={line.currency} className="equation">
          Gateways {amount(line.gatewayMinor, line.currency)} = posted{' '}
          {amount(line.postedMinor, line.currency)} + awaiting {amount(line.awaitingMinor, line.currency)} +
          explained {amount(line.explainedMinor, line.currency)}
          {line.differenceMinor !== 0 && ` + unexplained ${amount(line.differenceMinor, line.currency)}`}
        </p>
      ))}
      {report.tieOut.length > 0 &&
        differenceSentences(report.tieOut).map((sentence) => <p key={sentence}>{sentence}</p>)}
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" data-align={alignOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows, ...totals].map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: drawn once for paper; its lines never move.
            <tr key={line} {...(row.emphasis === 'none' ? {} : { 'data-emphasis': row.emphasis })}>
              {columns.map((column, at) => (
                <td key={column.name} data-align={alignOf(column)} data-kind={column.kind}>
                  {cellText(row.cells[at] ?? null, column, row, timeZone)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="notes">
        {rest > 0 && (
          <p>{count(rest)} more lines are not on this paper: export the report to have them all.</p>
        )}
        {report.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
    </div>,
    document.body,
  );
}
