/** The API of one business: lists with filters and pages, single records, writes that are remembered by idempotency_id. */
import { type FaultState, type HttpReply, type HttpRequest, jsonReply } from '../http/index.ts';
import type { SageBooks } from './books.ts';
import { type Body, changePayment, createAllocation, createPayment, deletePayment } from './entries.ts';
import { createJournal } from './journals.ts';
import { invalid, notFound, Refused } from './refused.ts';
import {
  accountView,
  allocationView,
  artefactView,
  bankView,
  contactView,
  journalView,
  paymentView,
  settingsView,
  statusOf,
} from './views.ts';

interface Row {
  readonly view: Record<string, unknown>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt: string | null;
}

/** Developer guide, Idempotency: the same request within seven days gives the first one's result. */
const REMEMBERED_MS = 7 * 24 * 3_600_000;

export interface Remembered {
  readonly resource: string;
  readonly id: string;
  readonly at: number;
}

export interface BusinessApi {
  readonly books: SageBooks;
  readonly remembered: Map<string, Remembered>;
}

export function answerApi(api: BusinessApi, faults: FaultState, request: HttpRequest): HttpReply {
  const [resource = '', id, ...rest] = request.path.replace(/^\/v3\.1\//, '').split('/');
  if (rest.length > 0) throw notFound();
  const query = new URLSearchParams(request.query);
  const { books } = api;
  if (request.method === 'GET') {
    if (resource === 'financial_settings') return jsonReply(200, settingsView(books));
    if (id !== undefined) return jsonReply(200, one(books, resource, id, query));
    return list(books, faults, resource, query, request.path);
  }
  if (request.method === 'POST' && id === undefined) return create(api, resource, bodyOf(request));
  if (request.method === 'PUT' && resource === 'contact_payments' && id !== undefined) {
    const body = bodyOf(request).contact_payment;
    return jsonReply(200, paymentView(books, changePayment(books, id, (body ?? {}) as Body)));
  }
  if (request.method === 'DELETE' && resource === 'contact_payments' && id !== undefined) {
    deletePayment(books, id);
    return { status: 204, headers: {}, body: '' };
  }
  throw new Refused(405, 'MethodNotAllowed', 'The method is not allowed.');
}

function bodyOf(request: HttpRequest): Body {
  try {
    return JSON.parse(request.body) as Body;
  } catch (cause) {
    if (cause instanceof SyntaxError) throw invalid('The request is no JSON.', 'base');
    throw cause;
  }
}

const WRITERS = {
  contact_payments: {
    namespace: 'contact_payment',
    write: (books: SageBooks, body: Body) => createPayment(books, body).id,
  },
  contact_allocations: {
    namespace: 'contact_allocation',
    write: (books: SageBooks, body: Body) => createAllocation(books, body).id,
  },
  journals: { namespace: 'journal', write: (books: SageBooks, body: Body) => createJournal(books, body).id },
} as const;

function create(api: BusinessApi, resource: string, body: Body): HttpReply {
  const writer = resource in WRITERS ? WRITERS[resource as keyof typeof WRITERS] : null;
  if (!writer) throw new Refused(405, 'MethodNotAllowed', 'The method is not allowed.');
  const given = body[writer.namespace];
  if (typeof given !== 'object' || given === null)
    throw invalid('The parameter is missing.', writer.namespace);
  const { books, remembered } = api;
  const key = (given as Body).idempotency_id;
  const now = Date.parse(books.now());
  if (typeof key === 'string') {
    const before = remembered.get(key);
    if (before && now - before.at < REMEMBERED_MS) {
      if (before.resource !== resource) {
        throw new Refused(422, 'IdempotencyResourceMismatch', 'Entity type mismatch');
      }
      return jsonReply(201, one(books, resource, before.id, new URLSearchParams()));
    }
  }
  const id = writer.write(books, given as Body);
  if (typeof key === 'string') remembered.set(key, { resource, id, at: now });
  return jsonReply(201, one(books, resource, id, new URLSearchParams()));
}

function rowsOf(books: SageBooks, resource: string, query: URLSearchParams): Row[] {
  const artefacts = (kind: string): Row[] =>
    [...books.artefacts.values()]
      .filter((artefact) => artefact.kind === kind)
      .filter((artefact) => {
        const status = query.get('status_id');
        return status === null || (artefact.deletedAt === null && statusOf(books, artefact) === status);
      })
      .map((artefact) => ({ ...artefact, view: artefactView(books, artefact) }));
  switch (resource) {
    case 'contacts':
      return [...books.contacts.values()].map((it) => ({
        ...it,
        createdAt: it.updatedAt,
        view: contactView(books, it),
      }));
    case 'sales_invoices':
      return artefacts('sales_invoice');
    case 'sales_credit_notes':
      return artefacts('sales_credit_note');
    case 'contact_payments':
      return [...books.payments.values()].map((it) => ({ ...it, view: paymentView(books, it) }));
    case 'contact_allocations':
      return [...books.allocations.values()].map((it) => ({ ...it, view: allocationView(books, it) }));
    case 'journals':
      return [...books.journals.values()].map((it) => ({ ...it, view: journalView(books, it) }));
    case 'ledger_accounts':
    case 'bank_accounts':
      return [...books.accounts.values()]
        .filter(({ bankAccountId }) => resource === 'ledger_accounts' || bankAccountId !== null)
        .map((it) => ({
          view: resource === 'ledger_accounts' ? accountView(it) : bankView(books, it),
          createdAt: '',
          updatedAt: '',
          deletedAt: null,
        }));
    default:
      throw notFound();
  }
}

function one(
  books: SageBooks,
  resource: string,
  id: string,
  query: URLSearchParams,
): Record<string, unknown> {
  const artefact = books.artefacts.get(id);
  if (artefact && resource === `${artefact.kind}s`) {
    return artefactView(books, artefact, query.get('show_payments_allocations') === 'true');
  }
  const row = rowsOf(books, resource, new URLSearchParams()).find(({ view }) => view.id === id);
  if (!row) throw notFound();
  return row.view;
}

function list(
  books: SageBooks,
  faults: FaultState,
  resource: string,
  query: URLSearchParams,
  path: string,
): HttpReply {
  const page = Math.max(1, Number(query.get('page') ?? 1) || 1);
  const size = Math.min(200, Math.max(1, Number(query.get('items_per_page') ?? 20) || 20));
  faults.beforePage(page > 1);
  const since = Date.parse(query.get('updated_or_created_since') ?? '');
  const deletedSince = Date.parse(query.get('deleted_since') ?? '');
  const search = (query.get('search') ?? '').toLowerCase();
  const idOf = (view: Record<string, unknown>, field: string) =>
    (view[field] as { id?: string } | undefined)?.id;
  const rows = rowsOf(books, resource, query)
    .filter(({ deletedAt }) =>
      Number.isNaN(deletedSince)
        ? deletedAt === null
        : deletedAt !== null && Date.parse(deletedAt) > deletedSince,
    )
    .filter(({ updatedAt }) => Number.isNaN(since) || Date.parse(updatedAt) >= since)
    .filter(
      ({ view }) => query.get('contact_id') === null || idOf(view, 'contact') === query.get('contact_id'),
    )
    .filter(
      ({ view }) =>
        query.get('bank_account_id') === null || idOf(view, 'bank_account') === query.get('bank_account_id'),
    )
    .filter(
      ({ view }) =>
        query.get('transaction_type_id') === null ||
        idOf(view, 'transaction_type') === query.get('transaction_type_id'),
    )
    .filter(
      ({ view }) =>
        search === '' ||
        [view.displayed_as, view.reference, view.contact_name, view.name].some((it) =>
          String(it ?? '')
            .toLowerCase()
            .includes(search),
        ),
    )
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0));
  const all = query.get('attributes') === 'all';
  const items = rows
    .slice((page - 1) * size, page * size)
    .map(({ view }) => (all ? view : { id: view.id, displayed_as: view.displayed_as, $path: view.$path }));
  const link = (to: number) => {
    const next = new URLSearchParams(query);
    next.set('page', String(to));
    return `${path.replace(/^\/v3\.1/, '')}?${next}`;
  };
  return jsonReply(200, {
    $total: rows.length,
    $page: page,
    $next: page * size < rows.length ? link(page + 1) : null,
    $back: page > 1 ? link(page - 1) : null,
    $items_per_page: size,
    $items: faults.changePage(`${resource}?${query.get('status_id') ?? ''}`, items),
  });
}
