/**
 * CSV that a spreadsheet opens safely (RFC 4180 by papaparse): a text that a spreadsheet would run as a formula gets an
 * apostrophe in front (the advice of OWASP's page on CSV injection); plain numbers, negative ones too, stay numbers.
 */
import Papa from 'papaparse';

export type CsvCell = string | number | null;

/** What starts like a formula and is not simply a number below zero. */
const FORMULA = /^(?:[=+@\t\r\n]|-(?!\d+(?:\.\d+)?$))/;

export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  return `${Papa.unparse([[...header], ...cells], { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`;
}
