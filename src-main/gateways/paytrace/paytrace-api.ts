/** PayTrace's calls: a token by user name and password, renewed before it ends or when it is refused, then JSON. */
import * as z from 'zod';
import type { ConnectionError } from '../../../shared/errors.ts';
import { credentialsRefused, requestRefused } from '../failures.ts';
import type { GatewayDeps } from '../port.ts';
import { createWeb, readJson, type WebAnswer } from '../web.ts';
import type { PayTraceSettings } from './settings.ts';

export const PAYTRACE = 'PayTrace';
/** Renewed this long before it ends, against clocks that differ. */
const MARGIN_MS = 60_000;

const Token = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const Refusal = z.looseObject({
  success: z.boolean().optional(),
  response_code: z.number().optional(),
  status_message: z.string().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
  errors: z.record(z.string(), z.array(z.string())).optional().catch(undefined),
});
const Answer = z.looseObject({ success: z.boolean().optional(), response_code: z.number().optional() });

export interface PayTraceLogin {
  readonly username: string;
  readonly password: string;
  readonly integratorId: string;
}

export interface PayTraceApi {
  /** PayTrace's credentials do not say; its sandbox has an address of its own. */
  readonly environment: 'test' | 'live';
  /** POST with the integrator's id; the answer's JSON, whose `success` is not false. */
  call<Shape extends z.ZodType>(
    path: string,
    body: Readonly<Record<string, unknown>>,
    shape: Shape,
    signal: AbortSignal,
  ): Promise<z.infer<Shape>>;
}

export function createPayTraceApi(
  login: PayTraceLogin,
  settings: PayTraceSettings,
  deps: GatewayDeps,
): PayTraceApi {
  const { baseUrl, timeoutMs, ratePerSecond } = settings;
  const web = createWeb({ gateway: PAYTRACE, baseUrl, timeoutMs, ratePerSecond }, deps);
  let token: { readonly text: string; readonly until: number } | null = null;

  async function tokenFor(signal: AbortSignal): Promise<string> {
    if (token !== null && token.until > deps.now().getTime()) return token.text;
    const form = new URLSearchParams({
      grant_type: 'password',
      username: login.username,
      password: login.password,
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    const request = { method: 'POST', path: '/oauth/token', headers, body: form.toString() } as const;
    const given = await web.ask(request, signal, (answer) => {
      if (answer.status === 401 || answer.status === 400) {
        throw credentialsRefused(PAYTRACE, 'user name and password');
      }
      return readJson(PAYTRACE, answer, Token);
    });
    token = { text: given.access_token, until: deps.now().getTime() + given.expires_in * 1000 - MARGIN_MS };
    return token.text;
  }

  async function post(path: string, body: string, signal: AbortSignal): Promise<WebAnswer> {
    const bearer = await tokenFor(signal);
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${bearer}`,
    };
    return web.ask({ method: 'POST', path, headers, body }, signal, (answer) => {
      // Read here, so that half a document or a web page is asked for again.
      if (answer.status !== 401) readJson(PAYTRACE, answer, Answer);
      return answer;
    });
  }

  return {
    environment: /^https:\/\/api\.paytrace\.com$/.test(baseUrl) ? 'live' : 'test',
    async call(path, body, shape, signal) {
      const text = JSON.stringify({ ...body, integrator_id: login.integratorId });
      let answer = await post(path, text, signal);
      if (answer.status === 401) {
        token = null;
        answer = await post(path, text, signal);
      }
      if (answer.status === 401) throw credentialsRefused(PAYTRACE, 'access token');
      const refusal = readJson(PAYTRACE, answer, Refusal);
      if (answer.status >= 400 || refusal.success === false) throw refusalOf(refusal);
      return readJson(PAYTRACE, answer, shape);
    },
  };
}

function refusalOf(refusal: z.infer<typeof Refusal>): ConnectionError {
  const details = Object.values(refusal.errors ?? {}).flat();
  const said = [
    refusal.status_message ?? refusal.error_description ?? refusal.error ?? 'no reason given',
    ...details,
  ].join(' ');
  if (/integrator/i.test(said)) return credentialsRefused(PAYTRACE, 'integrator ID');
  return requestRefused(PAYTRACE, said);
}
