/**
 * Access tokens of five minutes from a refresh token that is good once (developer.sage.com/accounting, Authentication). Its
 * successor is kept before the access token that came with it is used; a refused one is compared with what is kept now,
 * because another process of Matchbook may have renewed it in the meantime.
 */
import * as z from 'zod';
import type { LedgerDeps } from '../port.ts';
import { inTurn } from '../web/in-turn.ts';
import { type LedgerWeb, readJson, requestRefused } from '../web/index.ts';
import { appRefused, SAGE, signInExpired } from './failures.ts';
import type { SignInSettings } from './settings.ts';

export const REFRESH_TOKEN = 'refreshToken';

export const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1),
});
const OAuthRefusal = z.object({ error: z.string() });

export interface Tokens {
  access(signal: AbortSignal): Promise<string>;
  /** The API refused this one: the next is another. */
  refused(token: string): void;
}

/** A margin, so that a token does not end on its way. */
const EARLY_MS = 20_000;
/** How long another process that has just renewed it may take to keep what it got. */
const OTHERS_WAIT_MS = [300, 1_000, 2_000];

export function createTokens(
  settings: SignInSettings,
  credentials: Readonly<Record<string, string>>,
  web: LedgerWeb,
  deps: LedgerDeps,
): Tokens {
  let latest = credentials[REFRESH_TOKEN] ?? '';
  let unkept = false;
  let access: { token: string; until: number } | null = null;

  const keep = async (): Promise<void> => {
    if (!unkept) return;
    await deps.keep(REFRESH_TOKEN, latest);
    unkept = false;
  };

  const renew = async (signal: AbortSignal): Promise<void> => {
    if (!unkept) latest = (await deps.kept(REFRESH_TOKEN)) ?? latest;
    for (const waitMs of [...OTHERS_WAIT_MS, null]) {
      const form = {
        client_id: credentials.clientId ?? '',
        client_secret: credentials.clientSecret ?? '',
        grant_type: 'refresh_token',
        refresh_token: latest,
      };
      const answer = await askForTokens(web, settings.tokenUrl, form, signal);
      if (answer !== null) {
        latest = answer.refresh_token;
        unkept = true;
        const until = deps.now().getTime() + answer.expires_in * 1000 - EARLY_MS;
        access = { token: answer.access_token, until };
        // Given to nobody before this: a keychain that refuses is asked again with the next request.
        await keep();
        return;
      }
      const now = unkept ? latest : ((await deps.kept(REFRESH_TOKEN)) ?? latest);
      if (now !== latest) latest = now;
      else if (waitMs === null) break;
      else await deps.sleep(waitMs, signal);
    }
    throw signInExpired();
  };

  return {
    access: (signal) =>
      inTurn(`tokens ${settings.tokenUrl} ${credentials.clientId}`, async () => {
        await keep();
        if (access === null || access.until <= deps.now().getTime()) await renew(signal);
        if (access === null) throw signInExpired();
        return access.token;
      }),
    refused: (token) => {
      if (access?.token === token) access = null;
    },
  };
}

/** Null when the code or the refresh token is not accepted. Throws ConnectionError for everything else. */
export async function askForTokens(
  web: LedgerWeb,
  url: string,
  form: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<z.infer<typeof TokenAnswer> | null> {
  const answer = await web.send(
    {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(form).toString(),
      // Asking twice for what is good once would spend it; the books are not touched.
      writes: true,
    },
    signal,
  );
  if (answer.status === 200) return readJson(SAGE, answer, TokenAnswer);
  const { error } = readJson(SAGE, answer, OAuthRefusal);
  if (error === 'invalid_grant') return null;
  if (error === 'invalid_client' || error === 'unauthorized_client') throw appRefused();
  throw requestRefused(SAGE, error);
}
