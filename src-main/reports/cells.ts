/** A report's cells as text. */
import { DateTime } from 'luxon';
import type { ReportCell, ReportColumn, ReportRow } from '../../shared/api/reports.ts';
import { type Currency, formatMinor } from '../../shared/money.ts';

/** Plain: 1234.50, 2.90, 2026-03-05, and instants as the company's own clock showed them: 2026-03-05 13:30:00. */
export function plainText(
  cell: ReportCell,
  { kind }: ReportColumn,
  { currency }: ReportRow,
  timeZone: string,
): string {
  if (cell === null) return '';
  if (typeof cell === 'number') {
    if (kind === 'money' && currency !== null) return formatMinor(cell, currency);
    return kind === 'rate' ? hundredths(cell) : String(cell);
  }
  return kind === 'instant' ? localTime(cell, timeZone).toFormat('yyyy-MM-dd HH:mm:ss') : cell;
}

/** For paper: thousands are grouped. */
export function printedText(
  cell: ReportCell,
  column: ReportColumn,
  row: ReportRow,
  timeZone: string,
): string {
  const text = plainText(cell, column, row, timeZone);
  if (typeof cell !== 'number') return column.kind === 'instant' ? text.slice(0, 16) : text;
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const written = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return column.kind === 'rate' ? `${written} %` : written;
}

export function localTime(instant: string, timeZone: string): DateTime {
  return DateTime.fromISO(instant, { zone: timeZone });
}

export function moneyFormat(currency: Currency | null): string {
  const decimals = currency === null ? 0 : (formatMinor(0, currency).split('.')[1]?.length ?? 0);
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}

function hundredths(rate: number): string {
  const digits = Math.abs(rate).toString().padStart(3, '0');
  return `${rate < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
