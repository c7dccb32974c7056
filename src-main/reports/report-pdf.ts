/**
 * A report on paper (pdfmake, Roboto embedded): company, title and period on every page, the head of the table repeated,
 * no line torn in two, pages numbered. Reaches for nothing but pdfmake's own font files.
 */
import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import pdfMake from 'pdfmake';
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Report, ReportColumn, ReportRow } from '../../shared/api/reports.ts';
import { localTime, printedText } from './cells.ts';
import { assertFits } from './limits.ts';

/** Laying out paper takes a while for every line, and nobody reads thirty pages. */
export const MAX_PRINTED_LINES = 1_000;

export type Paper = 'LETTER' | 'A4';

const INK = '#1f1f1f';
const FAINT = '#616161';
const RULE = '#d1d1d1';
/** Wide texts share what the other columns leave. */
const FLEXIBLE = new Set(['line', 'customer', 'sentence', 'feeKind', 'band', 'externalId']);
/** What Roboto has letters for. */
const WITHOUT_LETTERS =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u;

let fontsReady = false;

function prepareFonts(): void {
  if (fontsReady) return;
  const fonts = createRequire(import.meta.url)('pdfmake/fonts/Roboto.js') as Parameters<
    typeof pdfMake.setFonts
  >[0];
  const [first = {}] = Object.values(fonts);
  const folder = `${dirname(String(first.normal))}${sep}`;
  pdfMake.setFonts(fonts);
  pdfMake.setUrlAccessPolicy(() => false);
  pdfMake.setLocalAccessPolicy((path) => path.startsWith(folder));
  fontsReady = true;
}

/** Throws MatchbookError REPORT_TOO_LONG_FOR_FORMAT above MAX_PRINTED_LINES. */
export async function reportPdf(report: Report, paper: Paper): Promise<Buffer> {
  assertFits(report, 'a PDF', MAX_PRINTED_LINES);
  prepareFonts();
  return pdfMake.createPdf(documentOf(report, paper)).getBuffer();
}

function documentOf(report: Report, paper: Paper): TDocumentDefinitions {
  const printed = report.columns.flatMap((column, at) => (column.printed ? [{ column, at }] : []));
  const wide = printed.length > 8;
  const line = (row: ReportRow): TableCell[] =>
    printed.map(({ column, at }) => ({
      text: printedText(row.cells[at] ?? null, column, row, report.timeZone),
      alignment: isNumber(column) ? 'right' : 'left',
      noWrap: !FLEXIBLE.has(column.name),
      bold: row.emphasis !== 'none',
      ...(row.emphasis === 'total' ? { fillColor: '#f3f3f3' } : {}),
    }));
  const head = printed.map(
    ({ column }): TableCell => ({
      text: column.title,
      alignment: isNumber(column) ? 'right' : 'left',
      bold: true,
      color: FAINT,
    }),
  );
  const made = localTime(report.generatedAt, report.timeZone).toFormat('yyyy-MM-dd HH:mm');
  return {
    pageSize: paper,
    pageOrientation: wide ? 'landscape' : 'portrait',
    pageMargins: [36, 76, 36, 44],
    info: { title: `${report.title}, ${report.from} to ${report.to}`, author: report.company },
    defaultStyle: { font: 'Roboto', fontSize: printed.length > 9 ? 7 : 8.5, color: INK },
    header: {
      margin: [36, 26, 36, 0],
      columns: [
        [
          { text: report.company, fontSize: 9, color: FAINT },
          { text: report.title, fontSize: 15, bold: true },
        ],
        { text: `${report.from} to ${report.to}`, fontSize: 10, alignment: 'right', margin: [0, 13, 0, 0] },
      ],
    },
    footer: (page, pages) => ({
      margin: [36, 14, 36, 0],
      fontSize: 7.5,
      color: FAINT,
      columns: [
        { text: `Made ${made} (${report.timeZone}) by Matchbook` },
        { text: `Page ${page} of ${pages}`, alignment: 'right' },
      ],
    }),
    content: [
      tableOf(report, [head, ...[...report.rows, ...report.totals].map(line)], printed),
      ...notesOf(report),
    ],
  };
}

const isNumber = ({ kind }: ReportColumn): boolean => kind === 'money' || kind === 'count' || kind === 'rate';

function tableOf(
  report: Report,
  body: TableCell[][],
  printed: readonly { readonly column: ReportColumn }[],
): Content {
  if (report.rows.length === 0) {
    return { text: 'There is nothing to report for this period.', margin: [0, 8, 0, 8] };
  }
  const flexible = printed.some(({ column }) => FLEXIBLE.has(column.name));
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: printed.map(({ column }, at) =>
        FLEXIBLE.has(column.name) || (!flexible && at === 0) ? '*' : 'auto',
      ),
      body,
    },
    layout: {
      hLineWidth: (at, { table }) => (at === 0 || at === table.body.length ? 0 : at === 1 ? 0.8 : 0.3),
      vLineWidth: () => 0,
      hLineColor: (at) => (at === 1 ? FAINT : RULE),
      paddingLeft: (at) => (at === 0 ? 0 : 4),
      paddingRight: (at, { table }) => (at === (table.widths?.length ?? 0) - 1 ? 0 : 4),
      paddingTop: () => 2.5,
      paddingBottom: () => 2.5,
    },
  };
}

function notesOf(report: Report): Content[] {
  const unwritable = report.rows.some(({ cells }) =>
    cells.some((cell) => typeof cell === 'string' && WITHOUT_LETTERS.test(cell)),
  );
  const notes = unwritable
    ? [
        ...report.notes,
        'Some names are in letters that this font does not have; the XLSX and CSV exports show them.',
      ]
    : report.notes;
  return notes.length === 0
    ? []
    : [
        {
          stack: notes.map((text) => ({ text, margin: [0, 0, 0, 2] })),
          color: FAINT,
          fontSize: 8,
          margin: [0, 12, 0, 0],
        },
      ];
}
