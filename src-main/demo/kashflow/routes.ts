/** The API over one account's books: lists with page, perpage, sortby and order, single records, writes. */
import { type FaultState, type HttpReply, type HttpRequest, jsonReply } from '../http/index.ts';
import type { KashFlowBooks } from './books.ts';
import { createJournal, createPayment, createTransaction, deletePayment, writeCustomer } from './entries.ts';
import { invalid, notFound, Refused } from './refused.ts';
import { bodyOf } from './sessions.ts';
import {
  bankAccountView,
  bankLines,
  customerSummary,
  customerView,
  invoiceSummary,
  invoiceView,
  journalView,
  paymentView,
  transactionView,
} from './views.ts';

type View = Record<string, unknown>;

const noContent: HttpReply = { status: 204, headers: {}, body: '' };

export function answerApi(books: KashFlowBooks, faults: FaultState, request: HttpRequest): HttpReply {
  const path = request.path
    .replace(/^\/v2\//, '')
    .split('/')
    .map(decodeURIComponent);
  switch (request.method) {
    case 'GET':
      return read(books, faults, request, path);
    case 'POST':
      return create(books, path, bodyOf(request));
    case 'PUT':
      if (path[0] === 'customers' && path[1] !== undefined && path.length === 2) {
        if (!books.customers.has(path[1])) throw notFound();
        return jsonReply(200, customerView(books, writeCustomer(books, path[1], bodyOf(request))));
      }
      break;
    case 'DELETE':
      if (path[0] === 'invoices' && path[2] === 'payments' && path.length === 4) {
        deletePayment(books, Number(path[1]), Number(path[3]));
        return noContent;
      }
      break;
  }
  throw new Refused(405, 'MethodNotAllowed', 'The method is not allowed.');
}

function create(
  books: KashFlowBooks,
  [resource, key, sub, ...rest]: readonly string[],
  body: ReturnType<typeof bodyOf>,
): HttpReply {
  if (rest.length > 0) throw notFound();
  if (resource === 'invoices' && sub === 'payments') {
    return jsonReply(201, paymentView(books, createPayment(books, Number(key), body)));
  }
  if (resource === 'bankaccounts' && sub === 'transactions') {
    return jsonReply(201, transactionView(books, createTransaction(books, Number(key), body)));
  }
  if (resource === 'journals' && key === undefined) {
    return jsonReply(201, journalView(books, createJournal(books, body)));
  }
  if (resource === 'customers' && key === undefined) {
    const code = String(body.Code ?? '');
    if (books.customers.has(code))
      throw invalid('DuplicateCode', 'A customer with this code exists already.');
    return jsonReply(201, customerView(books, writeCustomer(books, code, body)));
  }
  throw new Refused(405, 'MethodNotAllowed', 'The method is not allowed.');
}

function read(
  books: KashFlowBooks,
  faults: FaultState,
  request: HttpRequest,
  [resource, key, sub, subKey]: readonly string[],
): HttpReply {
  const found = <Row>(row: Row | undefined): Row => {
    if (row === undefined) throw notFound();
    return row;
  };
  const all = (rows: readonly View[]) => page(faults, request, rows);
  switch (resource) {
    case 'invoices':
      if (key === undefined) return all([...books.invoices.values()].map((it) => invoiceSummary(books, it)));
      if (sub === 'payments') {
        return jsonReply(
          200,
          found(books.invoices.get(Number(key))).payments.map((it) => paymentView(books, it)),
        );
      }
      return jsonReply(200, invoiceView(books, found(books.invoices.get(Number(key)))));
    case 'customers':
      if (key === undefined)
        return all([...books.customers.values()].map((it) => customerSummary(books, it)));
      if (sub === 'advancepayments') {
        found(books.customers.get(key));
        const own = [...books.transactions.values()].filter(({ customerCode }) => customerCode === key);
        return jsonReply(
          200,
          own.map((it) => ({
            Id: it.id,
            Amount: books.asNumber(it.amountMinor),
            Date: it.date,
            Comment: it.comment,
          })),
        );
      }
      return jsonReply(200, customerView(books, found(books.customers.get(key))));
    case 'journals':
      if (key === undefined) return all([...books.journals.values()].map((it) => journalView(books, it)));
      return jsonReply(200, journalView(books, found(books.journals.get(Number(key)))));
    case 'nominals':
      return jsonReply(
        200,
        [...books.nominals].map(([Code, Name]) => ({ Id: Code, Code, Name, Archived: false })),
      );
    case 'bankaccounts': {
      if (key === undefined) {
        return jsonReply(
          200,
          [...books.bankAccounts.values()].map((it) => bankAccountView(books, it)),
        );
      }
      const account = found(books.bankAccounts.get(Number(key)));
      if (sub === undefined) return jsonReply(200, bankAccountView(books, account));
      const lines = bankLines(books, account.id);
      if (subKey === undefined) return all(lines.map(({ view }) => view));
      return jsonReply(200, found(lines.find(({ id }) => String(id) === subKey)).view);
    }
    default:
      throw notFound();
  }
}

function page(faults: FaultState, request: HttpRequest, rows: readonly View[]): HttpReply {
  const query = new URLSearchParams(request.query);
  const at = Math.max(1, Number(query.get('page') ?? 1) || 1);
  const size = Math.min(100, Math.max(1, Number(query.get('perpage') ?? 10) || 10));
  faults.beforePage(at > 1);
  const by = query.get('sortby') ?? 'Id';
  const turned = query.get('order')?.toLowerCase() === 'desc' ? -1 : 1;
  const sorted = [...rows].sort((a, b) => turned * compare(a[by] ?? a.Id, b[by] ?? b.Id));
  const link = (to: number) => {
    const next = new URLSearchParams(query);
    next.set('page', String(to));
    return `${request.path}?${next}`;
  };
  const last = Math.max(1, Math.ceil(sorted.length / size));
  return jsonReply(200, {
    Data: faults.changePage(request.path, sorted.slice((at - 1) * size, at * size)),
    MetaData: {
      FirstPageUrl: link(1),
      LastPageUrl: link(last),
      NextPageUrl: at < last ? link(at + 1) : null,
      PreviousPageUrl: at > 1 ? link(at - 1) : null,
      TotalRecords: sorted.length,
    },
  });
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
