/** The books of KashFlow's simulator, written out in the tables that the checker knows. The connector has no part in it. */
import { currency, formatMinor } from '../../../shared/money.ts';
import type { KashFlowBooks } from '../../../src-main/demo/kashflow/index.ts';
import { BASE_CURRENCY, type PlannedCompany } from '../plan/company.ts';
import type { LedgerTables, TableRow } from './books.ts';
import { ACCOUNTS } from './company-rows.ts';

const base = currency(BASE_CURRENCY);
/** Discounts and write-offs are payments into this one. */
export const GIVEN_UP = ACCOUNTS.writeOff;
const text = (minor: number): string => formatMinor(minor || 0, base);
const MARKER = /^(MB[0-9A-HJKMNP-TV-Z]{18})\b/;
const BACK = / back (\d+)/;

/** A movement of money as the books have it: of an invoice, or of a customer's account ('' for no invoice). */
interface Movement {
  readonly id: number;
  readonly invno: string;
  readonly custno: string;
  readonly note: string;
  readonly date: string;
  readonly accountId: number;
  readonly amountMinor: number;
  readonly currency: string;
}

function movementsOf(books: KashFlowBooks): Movement[] {
  const paid = [...books.invoices.values()].flatMap((invoice) =>
    invoice.payments.map(
      ({ id, note, date, accountId, amountMinor }): Movement => ({
        id,
        invno: String(invoice.number),
        custno: invoice.customerCode,
        note,
        date,
        accountId,
        amountMinor,
        currency: invoice.currency,
      }),
    ),
  );
  const held = [...books.transactions.values()].map(
    ({ id, customerCode, comment, date, accountId, amountMinor }): Movement => ({
      id,
      invno: '',
      custno: customerCode,
      note: comment,
      date,
      accountId,
      amountMinor,
      currency: base,
    }),
  );
  return [...paid, ...held];
}

/** What was taken back, and the taking back: its money must come to nothing, and then neither is an entry. */
function withoutPairs<Row extends { readonly id: number; readonly note: string }>(
  rows: readonly Row[],
  cancels: (row: Row, back: Row) => boolean,
): Row[] {
  const gone = new Set<number>();
  for (const back of rows) {
    const of = Number(BACK.exec(back.note)?.[1] ?? Number.NaN);
    const row = rows.find(({ id }) => id === of);
    // Taken back twice, or by another amount, both stay and are judged.
    if (!row || gone.has(row.id) || !cancels(row, back)) continue;
    gone.add(row.id).add(back.id);
  }
  return rows.filter(({ id }) => !gone.has(id));
}

export function tablesOf(books: KashFlowBooks, company: PlannedCompany): LedgerTables {
  const armast = company.items.map((item, at): TableRow => {
    const invoice = books.invoices.get(Number(item.number));
    const balance = invoice ? books.dueMinor(invoice) : 0;
    return {
      id_col: String(at + 1),
      invno: item.number,
      custno: item.custno,
      artype: item.kind === 'credit' ? 'C' : '',
      arstat: invoice?.archived ? 'V' : '',
      ponum: invoice?.reference ?? '',
      currency: item.currency,
      invamt: text(item.totalMinor),
      balance: text(balance),
      paidamt: text(item.totalMinor - balance),
    };
  });
  const movements = withoutPairs(
    movementsOf(books),
    (row, back) =>
      row.amountMinor === -back.amountMinor && row.accountId === back.accountId && row.invno === back.invno,
  );
  const givenUp = [...books.bankAccounts.values()].find(({ code }) => String(code) === GIVEN_UP)?.id;
  const journals = [...books.journals.values()].map((journal) => ({
    ...journal,
    id: journal.number,
    note: journal.description,
  }));
  const standing = withoutPairs(journals, (row, back) =>
    row.lines.every(
      (line, at) =>
        line.debitMinor === back.lines[at]?.creditMinor && line.creditMinor === back.lines[at]?.debitMinor,
    ),
  );
  const ardist = standing.flatMap(({ number, description, lines }) =>
    lines.map(
      (line, at): TableRow => ({
        id_col: `${number}/${at}`,
        tranno: '',
        descrip: description,
        glacnt: String(line.nominalCode),
        amount: text(line.debitMinor - line.creditMinor),
      }),
    ),
  );
  return new Map([
    ['armast', armast],
    ['arcash', receiptRows(movements, givenUp)],
    ['ardist', ardist],
  ]);
}

/** A payment, with what was given up beside it; each other one is a row of its own, so that none is counted as part of another. */
function receiptRows(movements: readonly Movement[], givenUp: number | undefined): TableRow[] {
  const cash = movements.filter(({ accountId }) => accountId !== givenUp);
  const rest = new Set(movements.filter(({ accountId }) => accountId === givenUp));
  const rowOf = (movement: Movement, paid: number, given: number): TableRow => {
    const marker = MARKER.exec(movement.note)?.[1];
    return {
      id_col: String(movement.id),
      custno: movement.custno,
      invno: movement.invno,
      refno: marker ?? movement.note,
      adduser: marker ? 'MBOOK' : 'OFFICE',
      dtepaid: movement.date,
      currency: movement.currency,
      paidamt: text(paid),
      disamt: text(given),
    };
  };
  const rows = cash.map((movement) => {
    const marker = MARKER.exec(movement.note)?.[1];
    const beside = [...rest].find(
      (other) => marker !== undefined && other.note.startsWith(marker) && other.invno === movement.invno,
    );
    if (beside) rest.delete(beside);
    return rowOf(movement, movement.amountMinor, beside?.amountMinor ?? 0);
  });
  return [...rows, ...[...rest].map((movement) => rowOf(movement, 0, movement.amountMinor))];
}
