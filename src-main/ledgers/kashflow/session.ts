/**
 * The session token. From kashflow.com/developers/rest-api (Session Token, Authentication) and code that signs in
 * (tipstrade/KashFlowApiClient, CappyTech/KashFlowAPI-CRON-ts): POST /sessiontoken with UserName and Password gives a
 * TemporaryToken and the positions (from 1) of three characters of the memorable word; PUT /sessiontoken with them gives the
 * SessionToken, which goes into `Authorization: KfToken …` and ends after 60 minutes without use. A refusal is {Error, Message};
 * InvalidSessionToken and AccountLocked are published, the names for wrong answers are not, so they are told by the step.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { ConnectionError } from '../../../shared/errors.ts';
import type { LedgerDeps } from '../port.ts';
import { inTurn, type LedgerWeb, readJson, requestRefused, type WebAnswer } from '../web/index.ts';
import { refusalOf } from './api/refusal.ts';
import { accountLocked, apiOff, KASHFLOW, memorableWordWrong, passwordWrong } from './failures.ts';
import type { KashFlowSettings } from './settings.ts';

const FirstStep = z.object({
  TemporaryToken: z.string().min(1),
  MemorableWordList: z.array(z.object({ Position: z.number().int().positive() })).min(1),
});
const SecondStep = z.object({ SessionToken: z.string().min(1), CompanyName: z.string().nullish() });

export interface Session {
  token(signal: AbortSignal): Promise<string>;
  /** The API refused this one: the next is another. */
  refused(token: string): void;
  /** As the last sign-in named it; '' before one. */
  readonly companyName: string;
}

interface Refused {
  readonly at: number;
  readonly error: ConnectionError;
}

/** Wrong answers, by what was answered: asking again and again would lock the user. */
const refusedLately = new Map<string, Refused>();
const REMEMBERED_MS = 10 * 60_000;

export function createSession(
  settings: KashFlowSettings,
  credentials: Readonly<Record<string, string>>,
  web: LedgerWeb,
  deps: Pick<LedgerDeps, 'now'>,
): Session {
  const { username } = settings;
  const { password = '', memorableWord = '' } = credentials;
  const url = `${settings.apiUrl}/sessiontoken`;
  const answers = createHash('sha256')
    .update(JSON.stringify([url, username, password, memorableWord]))
    .digest('hex');
  let current: string | null = null;
  let companyName = '';

  const ask = (method: 'POST' | 'PUT', body: unknown, signal: AbortSignal): Promise<WebAnswer> =>
    web.send(
      {
        method,
        url,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(body),
        // It changes no books, but a second answer to the same question could be counted as a wrong one.
        writes: method === 'PUT',
      },
      signal,
    );

  const wrong = (error: ConnectionError): ConnectionError => {
    refusedLately.set(answers, { at: deps.now().getTime(), error });
    return error;
  };

  /** Null when the temporary token was too old. */
  const signIn = async (signal: AbortSignal): Promise<string | null> => {
    const first = await ask('POST', { UserName: username, Password: password }, signal);
    throwIfBarred(first);
    if (first.status === 400 || first.status === 401) throw wrong(passwordWrong());
    if (first.status !== 200) throw requestRefused(KASHFLOW, saidBy(first));
    const { TemporaryToken, MemorableWordList } = readJson(KASHFLOW, first, FirstStep);
    const word = [...memorableWord];
    const characters = MemorableWordList.map(({ Position }) => ({
      Position,
      Value: word[Position - 1] ?? '',
    }));
    if (characters.some(({ Value }) => Value === '')) throw wrong(memorableWordWrong());
    const second = await ask('PUT', { TemporaryToken, MemorableWordList: characters }, signal);
    throwIfBarred(second);
    if (second.status === 400 || second.status === 401) {
      if (/temporary/i.test(refusalOf(second)?.error ?? '')) return null;
      throw wrong(memorableWordWrong());
    }
    if (second.status !== 200) throw requestRefused(KASHFLOW, saidBy(second));
    const { SessionToken, CompanyName } = readJson(KASHFLOW, second, SecondStep);
    companyName = CompanyName ?? '';
    return SessionToken;
  };

  return {
    get companyName() {
      return companyName;
    },
    token: (signal) =>
      // Whoever comes while somebody signs in gets what that brings.
      inTurn(`session ${url} ${username}`, async () => {
        if (current !== null) return current;
        const before = refusedLately.get(answers);
        if (before && deps.now().getTime() - before.at < REMEMBERED_MS) throw before.error;
        refusedLately.delete(answers);
        current = (await signIn(signal)) ?? (await signIn(signal));
        if (current === null) throw wrong(memorableWordWrong());
        return current;
      }),
    refused: (token) => {
      if (current === token) current = null;
    },
  };
}

/** Whoever the user is: locked, or no API for the account. */
export function throwIfBarred(answer: WebAnswer): void {
  if (answer.status !== 401 && answer.status !== 403) return;
  const error = refusalOf(answer)?.error ?? '';
  if (/locked/i.test(error)) throw accountLocked();
  if (/api|ip.?address/i.test(error)) throw apiOff();
}

const saidBy = (answer: WebAnswer): string =>
  `${refusalOf(answer)?.message ?? 'no reason'} (status ${answer.status})`;
