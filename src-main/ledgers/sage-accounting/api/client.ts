/**
 * API v3.1: bearer token, the business in X-Business, pages of up to 200, refusals as lists of messages. From
 * developer.sage.com/accounting (Making requests, Response codes, Best practices, Idempotency).
 */
import type * as z from 'zod';
import { type LedgerWeb, readJson, requestRefused, type WebAnswer } from '../../web/index.ts';
import { businessGone, noRights, SAGE, signInExpired } from '../failures.ts';
import type { Tokens } from '../tokens.ts';
import { pageOf, RefusalList } from './shapes.ts';

/** A write that Sage judged and refused (422): nothing of it was written. */
export class SageRefusal extends Error {
  override readonly name = 'SageRefusal';
  readonly sources: readonly string[];

  constructor(messages: readonly string[], sources: readonly string[]) {
    super(messages.join(' '));
    this.sources = sources;
  }
}

export type Query = Readonly<Record<string, string>>;

const PER_PAGE = '200';
/** Records that leave a filtered list while it is read pull others to pages already read: then it is read again. */
const MOST_PASSES = 4;

export class SageApi {
  readonly #url: string;
  readonly #business: string;
  readonly #web: LedgerWeb;
  readonly #tokens: Tokens;

  constructor(url: string, business: string, web: LedgerWeb, tokens: Tokens) {
    this.#url = url;
    this.#business = business;
    this.#web = web;
    this.#tokens = tokens;
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
    if (answer.status === 404) throw businessGone();
    return readJson(SAGE, this.#judge(answer), shape);
  }

  /** Null where there is no such record. */
  async find<Shape extends z.ZodType>(
    path: string,
    query: Query,
    shape: Shape,
    signal: AbortSignal,
  ): Promise<z.infer<Shape> | null> {
    const answer = await this.#send('GET', path, query, undefined, signal);
    return answer.status === 404 ? null : readJson(SAGE, this.#judge(answer), shape);
  }

  /** All pages of a list, whole records. A record that moved between two pages is given once and never missed. */
  async *pages<Item extends z.ZodType<{ id: string }>>(
    path: string,
    query: Query,
    item: Item,
    signal: AbortSignal,
  ): AsyncGenerator<z.infer<Item>[]> {
    const seen = new Set<string>();
    for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
      let shrank = false;
      let total: number | null = null;
      for (let page = 1; ; page += 1) {
        signal.throwIfAborted();
        const asked = { ...query, attributes: 'all', items_per_page: PER_PAGE, page: String(page) };
        const answer = await this.get(path, asked, pageOf(item), signal);
        if (total !== null && answer.$total < total) shrank = true;
        total = answer.$total;
        const fresh = (answer.$items as z.infer<Item>[]).filter(({ id }) => !seen.has(id));
        for (const { id } of fresh) seen.add(id);
        if (fresh.length > 0) yield fresh;
        if (answer.$next === null) break;
      }
      if (!shrank) return;
    }
  }

  async all<Item extends z.ZodType<{ id: string }>>(
    path: string,
    query: Query,
    item: Item,
    signal: AbortSignal,
  ): Promise<z.infer<Item>[]> {
    const found: z.infer<Item>[] = [];
    for await (const items of this.pages(path, query, item, signal)) found.push(...items);
    return found;
  }

  /** Throws SageRefusal, or ConnectionError (outcomeUnknown where it may have been written). */
  async write<Shape extends z.ZodType>(
    method: 'POST' | 'PUT',
    path: string,
    body: unknown,
    shape: Shape,
    signal: AbortSignal,
  ): Promise<z.infer<Shape>> {
    const answer = await this.#send(method, path, {}, body, signal);
    if (answer.status === 422 || answer.status === 404) throw refusalOf(answer);
    return readJson(SAGE, this.#judge(answer), shape, true);
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
      const token = await this.#tokens.access(signal);
      const headers: Record<string, string> = {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
      };
      if (this.#business !== '') headers['x-business'] = this.#business;
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
      if (answer.status !== 401) return answer;
      if (tries === 2) throw signInExpired();
      this.#tokens.refused(token);
    }
  }

  #judge(answer: WebAnswer): WebAnswer {
    if (answer.status === 403) throw noRights();
    if (answer.status >= 400)
      throw requestRefused(SAGE, `${refusalOf(answer).message} (status ${answer.status})`);
    return answer;
  }
}

function refusalOf(answer: WebAnswer): SageRefusal {
  const parsed = RefusalList.safeParse(jsonOrNull(answer.text));
  const list = parsed.success ? parsed.data : [];
  const messages = list.map((one) => one.$message ?? one.$dataCode ?? '').filter((message) => message !== '');
  return new SageRefusal(
    messages.length > 0 ? messages : ['Sage gave no reason.'],
    list.map(({ $source }) => $source ?? ''),
  );
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No list of messages: the status alone says that it was refused.
    return null;
  }
}
