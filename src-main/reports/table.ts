/** What every report is made of: columns, rows, totals. */
import type { Report, ReportCell, ReportColumn, ReportName, ReportRow } from '../../shared/api/reports.ts';
import type { AccountingDate, TransactionId } from '../../shared/model.ts';
import { type Currency, type Minor, sumMinor } from '../../shared/money.ts';

export interface ReportRequest {
  readonly name: ReportName;
  /** Days of the company's calendar, both included. */
  readonly from: AccountingDate;
  readonly to: AccountingDate;
  readonly search: string;
}

export interface ReportFrame {
  readonly company: string;
  readonly timeZone: string;
  readonly now: () => Date;
}

export type ReportTable = Pick<Report, 'title' | 'columns' | 'rows' | 'totals' | 'notes'> &
  Partial<Pick<Report, 'tieOut'>>;

export const column = (name: string, title: string, kind: ReportColumn['kind'] = 'text'): ReportColumn => ({
  name,
  title,
  kind,
  printed: true,
});

export const unprinted = (of: ReportColumn): ReportColumn => ({ ...of, printed: false });

export function row(
  currency: Currency | null,
  cells: readonly ReportCell[],
  more: { emphasis?: ReportRow['emphasis']; transactionId?: TransactionId | null } = {},
): ReportRow {
  return {
    currency,
    cells: [...cells],
    emphasis: more.emphasis ?? 'none',
    transactionId: more.transactionId ?? null,
  };
}

/** One total row per currency, alphabetical: `columns` are summed, `labels` name the row, all else stays empty. */
export function totalsOf(
  columns: readonly ReportColumn[],
  rows: readonly ReportRow[],
  summed: readonly string[],
  label: { readonly column: string; readonly text: string },
): ReportRow[] {
  const currencies = [...new Set(rows.flatMap(({ currency }) => (currency === null ? [] : [currency])))];
  return currencies.sort().map((currency) => {
    const own = rows.filter((it) => it.currency === currency && it.emphasis === 'none');
    const cells = columns.map(({ name }, at) => {
      if (name === label.column) return label.text;
      if (name === 'currency') return currency;
      return summed.includes(name) ? sumMinor(own.map(({ cells: of }) => wholeNumber(of[at]))) : null;
    });
    return row(currency, cells, { emphasis: 'total' });
  });
}

const wholeNumber = (cell: ReportCell | undefined): Minor => (typeof cell === 'number' ? cell : 0);
