/** API v2: a session token in each request, pages of 100, refusals as {Error, Message}. From the developer pages and code that runs against it. */
import type * as z from 'zod';
import { type LedgerWeb, readJson, requestRefused, unreadable, type WebAnswer } from '../../web/index.ts';
import { KASHFLOW, noRights, sessionRefused } from '../failures.ts';
import { type Session, throwIfBarred } from '../session.ts';
import { KashFlowRefusal, refusalOf } from './refusal.ts';
import { listOf } from './shapes.ts';

export type Query = Readonly<Record<string, string>>;

const PER_PAGE = '100';
/** Records that leave a list while it is read pull others to pages already read: then it is read again. */
const MOST_PASSES = 4;
/** More than any firm has; a list that never ends is not believed. */
const MOST_PAGES = 10_000;

export class KashFlowApi {
  readonly #url: string;
  readonly #web: LedgerWeb;
  readonly #session: Session;

  constructor(url: string, web: LedgerWeb, session: Session) {
    this.#url = url;
    this.#web = web;
    this.#session = session;
  }

  get companyName(): string {
    return this.#session.companyName;
  }

  theirNow(): Date {
    return this.#web.theirNow();
  }

  async get<Shape extends z.ZodType>(
    path: string,
    query: Query,
    shape: Shape,
    signal: AbortSignal,
  ): Promise<z.infer<Shape>> {
    const answer = await this.#send('GET', path, query, undefined, signal);
    return readJson(KASHFLOW, this.#judge(answer), shape);
  }

  /** Null where there is no such record. */
  async find<Shape extends z.ZodType>(
    path: string,
    shape: Shape,
    signal: AbortSignal,
  ): Promise<z.infer<Shape> | null> {
    const answer = await this.#send('GET', path, {}, undefined, signal);
    // A page of some proxy is not KashFlow saying that there is none.
    if (answer.status === 404 && refusalOf(answer) === null) throw unreadable(KASHFLOW, false, answer.text);
    return answer.status === 404 ? null : readJson(KASHFLOW, this.#judge(answer), shape);
  }

  /** All pages of a list. A record that moved between two pages is given once and never missed. */
  async *pages<Item extends z.ZodType>(
    path: string,
    query: Query,
    item: Item,
    keyOf: (item: z.infer<Item>) => number | string,
    signal: AbortSignal,
  ): AsyncGenerator<z.infer<Item>[]> {
    const seen = new Set<number | string>();
    const shape = listOf(item);
    for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
      let shrank = false;
      let total: number | null = null;
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        signal.throwIfAborted();
        const { Data, MetaData } = await this.get(
          path,
          { ...query, perpage: PER_PAGE, page: String(page) },
          shape,
          signal,
        );
        const count = MetaData.TotalRecords ?? null;
        if (total !== null && count !== null && count < total) shrank = true;
        total = count;
        const fresh = (Data as z.infer<Item>[]).filter((one) => !seen.has(keyOf(one)));
        for (const one of fresh) seen.add(keyOf(one));
        if (fresh.length > 0) yield fresh;
        if (!MetaData.NextPageUrl || Data.length === 0) break;
      }
      if (!shrank) return;
    }
  }

  async list<Item extends z.ZodType>(
    path: string,
    item: Item,
    signal: AbortSignal,
  ): Promise<z.infer<Item>[]> {
    const found: z.infer<Item>[] = [];
    for await (const rows of this.pages(path, {}, item, (row) => JSON.stringify(row), signal))
      found.push(...rows);
    return found;
  }

  /** Throws KashFlowRefusal, or ConnectionError (outcomeUnknown where it may have been written). What it answers is read back instead. */
  async write(method: 'POST' | 'PUT', path: string, body: unknown, signal: AbortSignal): Promise<void> {
    const answer = await this.#send(method, path, {}, body, signal);
    if (answer.status === 400 || answer.status === 404 || answer.status === 409 || answer.status === 422) {
      const refused = refusalOf(answer);
      if (refused === null) throw unreadable(KASHFLOW, true, answer.text);
      throw new KashFlowRefusal(refused.error, refused.message);
    }
    this.#judge(answer);
    if (answer.text.trimStart().startsWith('<')) throw unreadable(KASHFLOW, true, answer.text.slice(0, 200));
  }

  async #send(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    query: Query,
    body: unknown,
    signal: AbortSignal,
  ): Promise<WebAnswer> {
    const text = new URLSearchParams(query).toString();
    const url = `${this.#url}/${path}${text === '' ? '' : `?${text}`}`;
    for (let tries = 1; ; tries += 1) {
      const token = await this.#session.token(signal);
      const headers: Record<string, string> = {
        authorization: `KfToken ${token}`,
        accept: 'application/json',
      };
      if (body !== undefined) headers['content-type'] = 'application/json';
      const answer = await this.#web.send(
        {
          method,
          url,
          headers,
          writes: method !== 'GET',
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        signal,
      );
      throwIfBarred(answer);
      if (answer.status !== 401) return answer;
      this.#session.refused(token);
      if (tries === 2) throw sessionRefused();
    }
  }

  #judge(answer: WebAnswer): WebAnswer {
    if (answer.status === 403) throw noRights();
    if (answer.status >= 400) {
      throw requestRefused(
        KASHFLOW,
        `${refusalOf(answer)?.message ?? 'no reason'} (status ${answer.status})`,
      );
    }
    return answer;
  }
}

/** Safe in a path. */
export const segment = (text: string | number): string => encodeURIComponent(String(text));
