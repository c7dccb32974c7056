/** The books of Sage Accounting's simulator, written out in the tables that the checker knows. The connector has no part in it. */
import { type Currency, currency, formatMinor } from '../../../shared/money.ts';
import type { Payment, SageBooks } from '../../../src-main/demo/sage-accounting/index.ts';
import { BASE_CURRENCY, type PlannedCompany } from '../plan/company.ts';
import type { LedgerTables, TableRow } from './books.ts';

const base = currency(BASE_CURRENCY);
const text = (minor: number, code: Currency = base): string => formatMinor(minor || 0, code);

export function tablesOf(
  books: SageBooks,
  company: PlannedCompany,
  markers: ReadonlyMap<string, string>,
  told: ReadonlySet<string>,
): LedgerTables {
  const artefacts = [...books.artefacts.values()];
  const armast = company.items.map((item, at): TableRow => {
    const kind = item.kind === 'credit' ? 'sales_credit_note' : 'sales_invoice';
    const artefact = artefacts.find((it) => it.kind === kind && it.number === item.number);
    const sign = item.kind === 'credit' ? -1 : 1;
    const balance = artefact ? sign * (artefact.totalMinor - books.settledMinor(artefact.id)) : 0;
    return {
      id_col: String(at + 1),
      invno: item.number,
      custno: item.custno,
      artype: item.kind === 'credit' ? 'C' : '',
      arstat: artefact?.voidReason == null ? '' : 'V',
      ponum: artefact?.reference ?? '',
      currency: item.currency,
      invamt: text(item.totalMinor),
      balance: text(balance),
      paidamt: text(item.totalMinor - balance),
    };
  });
  const arcash = [...books.payments.values()].map(
    (payment): TableRow => receiptRow(books, payment, markers, told),
  );
  const ardist = [...books.journals.values()].flatMap((journal) =>
    journal.lines.map(
      (line, at): TableRow => ({
        id_col: `${journal.id}/${at}`,
        tranno: '',
        descrip: journal.reference,
        glacnt: String(books.accounts.get(line.ledgerAccountId)?.nominalCode ?? ''),
        amount: text(line.debitMinor - line.creditMinor),
      }),
    ),
  );
  return new Map([
    ['armast', armast],
    ['arcash', arcash],
    ['ardist', ardist],
  ]);
}

/** A payment as it was first entered: what it was allocated to then, with its discount. */
function receiptRow(
  books: SageBooks,
  payment: Payment,
  markers: ReadonlyMap<string, string>,
  told: ReadonlySet<string>,
): TableRow {
  const sign = payment.type === 'CUSTOMER_REFUND' ? -1 : 1;
  const [token = '', number] = payment.reference.startsWith('MB')
    ? payment.reference.split(/[+-]/)
    : [payment.reference];
  const first = firstLines(books, payment);
  const item = first
    .map(({ artefactId }) => books.artefacts.get(artefactId))
    .find((it) => it?.kind !== 'payment_on_account');
  const given =
    first.reduce((sum, { discountMinor }) => sum + discountMinor, 0) - discountTakenBack(books, payment);
  const marker = markers.get(token.slice(0, 12));
  const held = number === undefined ? undefined : books.onAccountOf(payment);
  return {
    id_col: payment.id,
    custno: books.contacts.get(payment.contactId)?.reference ?? '',
    invno: number ?? item?.number ?? '',
    refno: marker ?? payment.reference,
    left: text(held ? sign * books.outstandingMinor(held) : 0),
    told: marker !== undefined && told.has(marker) ? 'yes' : 'no',
    adduser: token.startsWith('MB') ? 'MBOOK' : 'OFFICE',
    dtepaid: payment.date,
    currency: payment.currency,
    paidamt: text(sign * payment.totalMinor),
    disamt: text(given),
  };
}

function firstLines(books: SageBooks, payment: Payment): Payment['lines'] {
  return books.trail.find(({ paymentId }) => paymentId === payment.id)?.lines ?? payment.lines;
}

/** The discount that went with the receipt which this payment was matched with: it was taken off with it. */
function discountTakenBack(books: SageBooks, payment: Payment): number {
  if (!/^MB.*[+-]/.test(payment.reference)) return 0;
  const own = books.onAccountOf(payment)?.id;
  const matched = [...books.allocations.values()].filter(({ lines }) =>
    lines.some(({ artefactId }) => artefactId === own),
  );
  const others = matched
    .flatMap(({ lines }) => lines.map(({ artefactId }) => artefactId))
    .filter((id) => id !== own);
  return others.reduce((sum, id) => {
    const paid = books.payments.get(books.artefacts.get(id)?.paymentId ?? '');
    const before = paid ? firstLines(books, paid) : [];
    const now = paid?.lines ?? [];
    const total = (lines: Payment['lines']) =>
      lines.reduce((all, { discountMinor }) => all + discountMinor, 0);
    return sum + total(before) - total(now);
  }, 0);
}
