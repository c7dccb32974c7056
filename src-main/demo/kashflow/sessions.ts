/**
 * Session tokens in two steps: user and password give a temporary token and three positions of the memorable word; their
 * characters, in either case, give the session token. It ends after 60 minutes without use, and wrong answers lock the user
 * (kashflow.com/developers/rest-api: Session Token, Authentication). How many wrong ones lock is not said: five here.
 */
import { createHash } from 'node:crypto';
import { type HttpReply, type HttpRequest, jsonReply } from '../http/index.ts';
import { Refused } from './refused.ts';

export interface Login {
  readonly userName: string;
  readonly password: string;
  readonly memorableWord: string;
}

interface Step {
  readonly positions: readonly number[];
  readonly until: number;
}

const TEMPORARY_MS = 5 * 60_000;
const WRONG_ONES_THAT_LOCK = 5;

export class Sessions {
  login: Login;
  /** Settings → API access: whether it is switched on for the account. */
  apiOn = true;
  locked = false;
  idleMs = 60 * 60_000;
  /** How often somebody signed in all the way; the most sign-ins that were under way at one moment. */
  signedIn = 0;
  mostAtOnce = 0;
  readonly companyName: string;
  readonly #clock: () => Date;
  readonly #steps = new Map<string, Step>();
  readonly #tokens = new Map<string, number>();
  #given = 0;
  #wrong = 0;

  constructor(login: Login, companyName: string, clock: () => Date) {
    this.login = login;
    this.companyName = companyName;
    this.#clock = clock;
  }

  /** All sessions end at once, as when the site is restarted. */
  endAll(): void {
    this.#tokens.clear();
  }

  unlock(): void {
    this.locked = false;
    this.#wrong = 0;
  }

  answer(request: HttpRequest): HttpReply {
    const body = bodyOf(request);
    if (request.method === 'POST') return this.#first(body);
    if (request.method === 'PUT') return this.#second(body);
    throw new Refused(405, 'MethodNotAllowed', 'The method is not allowed.');
  }

  /** Throws Refused when the request carries no session that is alive. */
  check(request: HttpRequest): void {
    const [, token = ''] = /^KfToken (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
    const used = this.#tokens.get(token);
    const now = this.#clock().getTime();
    if (used === undefined || now - used > this.idleMs) {
      this.#tokens.delete(token);
      throw new Refused(401, 'InvalidSessionToken', 'Session token provided is invalid.');
    }
    this.#guard();
    this.#tokens.set(token, now);
  }

  #guard(): void {
    if (this.locked) {
      throw new Refused(401, 'AccountLocked', 'User account is locked due to invalid login attempts.');
    }
    if (!this.apiOn)
      throw new Refused(403, 'ApiAccessDisabled', 'API access is not enabled for this account.');
  }

  #first(body: Readonly<Record<string, unknown>>): HttpReply {
    this.#guard();
    if (body.UserName !== this.login.userName || body.Password !== this.login.password) {
      throw this.#wrongOne('InvalidCredentials', 'Username or password is incorrect.');
    }
    const token = this.#newToken('temporary');
    const positions = this.#positions();
    this.#steps.set(token, { positions, until: this.#clock().getTime() + TEMPORARY_MS });
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#steps.size);
    return jsonReply(200, {
      HasTemporaryPassword: false,
      IsAdmin: true,
      PackageName: 'Business',
      SubscriptionExpired: false,
      MemorableWordList: positions.map((Position) => ({ Position, Value: '' })),
      TemporaryToken: token,
    });
  }

  #second(body: Readonly<Record<string, unknown>>): HttpReply {
    this.#guard();
    const token = String(body.TemporaryToken ?? '');
    const step = this.#steps.get(token);
    this.#steps.delete(token);
    if (!step || step.until < this.#clock().getTime()) {
      throw new Refused(401, 'InvalidTemporaryToken', 'Temporary token provided is invalid.');
    }
    const given = Array.isArray(body.MemorableWordList)
      ? (body.MemorableWordList as { Position?: unknown; Value?: unknown }[])
      : [];
    const right = step.positions.every((position) => {
      const one = given.find(({ Position }) => Position === position);
      const wanted = this.login.memorableWord.charAt(position - 1);
      return String(one?.Value ?? '').toLowerCase() === wanted.toLowerCase();
    });
    if (!right) throw this.#wrongOne('InvalidMemorableWord', 'Memorable word characters are incorrect.');
    this.#wrong = 0;
    this.signedIn += 1;
    const session = this.#newToken('session');
    this.#tokens.set(session, this.#clock().getTime());
    return jsonReply(200, {
      CompanyName: this.companyName,
      IsAdmin: true,
      SubscriptionExpired: false,
      SessionToken: session,
    });
  }

  #wrongOne(error: string, message: string): Refused {
    this.#wrong += 1;
    if (this.#wrong >= WRONG_ONES_THAT_LOCK) this.locked = true;
    return new Refused(401, error, message);
  }

  /** Three different positions, others each time, in no order. */
  #positions(): number[] {
    const { length } = this.login.memorableWord;
    const all = Array.from({ length }, (_, at) => at + 1);
    const weight = (position: number) => this.#digest(`position ${position}`);
    return all.sort((a, b) => (weight(a) < weight(b) ? -1 : 1)).slice(0, 3);
  }

  #newToken(kind: string): string {
    this.#given += 1;
    const hex = this.#digest(kind);
    return [8, 12, 16, 20, 32].map((end, at, ends) => hex.slice(ends[at - 1] ?? 0, end)).join('-');
  }

  #digest(text: string): string {
    return createHash('sha256').update(`${text} ${this.#given}`).digest('hex');
  }
}

export function bodyOf(request: HttpRequest): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(request.body) as Record<string, unknown>;
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Refused(400, 'InvalidRequest', 'The request is no JSON.');
    throw cause;
  }
}
