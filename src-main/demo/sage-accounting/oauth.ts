/**
 * The OAuth server: authorize page, code exchange with PKCE, refresh tokens that are good once, revocation. Facts from
 * developer.sage.com/accounting/guides/authenticating: a code is good for 60 seconds and once, the redirect address must be
 * the registered one to the character, the country of the business comes back with the code, access tokens live five
 * minutes and refresh tokens 31 days. That PKCE is honoured when it is sent is assumed: Sage documents the client's secret alone.
 */
import { createHash } from 'node:crypto';
import { type HttpReply, type HttpRequest, jsonReply } from '../http/index.ts';

export interface OAuthClient {
  readonly id: string;
  readonly secret: string;
  /** As registered; null: any address on this computer. */
  readonly redirectUri: string | null;
}

interface Granted {
  readonly family: number;
  readonly expiresAt: number;
}

const CODE_SECONDS = 60;
const REFRESH_SECONDS = 31 * 24 * 3600;

export class OAuthServer {
  /** auto: sends the browser straight back. ask: a page with two buttons. */
  page: 'auto' | 'ask' = 'auto';
  /** What comes back as the business's country, and what a wrong choice is refused with. */
  country = 'gb';
  accessSeconds = 300;
  /** One code, verifier or token after the other is counted, so that a test can say what was tried. */
  readonly refused: string[] = [];
  readonly #client: OAuthClient;
  readonly #now: () => number;
  readonly #codes = new Map<
    string,
    { redirectUri: string; challenge: string | null; expiresAt: number; used: boolean; family: number }
  >();
  readonly #access = new Map<string, Granted>();
  readonly #refresh = new Map<string, Granted>();
  readonly #spent = new Map<string, number>();
  #given = 0;

  constructor(client: OAuthClient, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  authorize(request: HttpRequest): HttpReply {
    const asked = new URLSearchParams(request.query);
    const redirectUri = asked.get('redirect_uri') ?? '';
    const loopback = ['127.0.0.1', 'localhost'].includes(URL.parse(redirectUri)?.hostname ?? '');
    const registered =
      this.#client.redirectUri === null ? loopback : redirectUri === this.#client.redirectUri;
    if (asked.get('client_id') !== this.#client.id || !registered || asked.get('response_type') !== 'code') {
      return page(400, '<h1>Invalid request</h1><p>The app or its callback address is not registered.</p>');
    }
    const back = (parameters: Record<string, string>): string => {
      const url = new URL(redirectUri);
      const state = asked.get('state');
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      if (state !== null && parameters.reason === undefined) url.searchParams.set('state', state);
      return url.href;
    };
    const wanted = asked.get('country');
    if (wanted !== null && wanted !== this.country) {
      return redirect(back({ error: 'Invalid request', reason: 'Email already in use' }));
    }
    if (this.page === 'ask' && asked.get('decision') === null) {
      const link = (decision: string) => `?${new URLSearchParams([...asked, ['decision', decision]])}`;
      return page(
        200,
        `<h1>Sage sign-in (simulator)</h1><p>Matchbook asks for access to your accounts.</p><p><a href="${escaped(link('allow'))}">Allow</a> <a href="${escaped(link('deny'))}">Deny</a></p>`,
      );
    }
    if (asked.get('decision') === 'deny') return redirect(back({ error: 'access_denied' }));
    const code = this.#token('code');
    this.#given += 1;
    const challenge = asked.get('code_challenge_method') === 'S256' ? asked.get('code_challenge') : null;
    const expiresAt = this.#now() + CODE_SECONDS;
    this.#codes.set(code, { redirectUri, challenge, expiresAt, used: false, family: this.#given });
    return redirect(back({ code, country: this.country }));
  }

  token(request: HttpRequest): HttpReply {
    const form = new URLSearchParams(request.body);
    if (form.get('client_id') !== this.#client.id || form.get('client_secret') !== this.#client.secret) {
      return this.#refuse(401, 'invalid_client');
    }
    if (form.get('grant_type') === 'authorization_code') return this.#redeem(form);
    if (form.get('grant_type') === 'refresh_token') return this.#renew(form);
    return this.#refuse(400, 'unsupported_grant_type');
  }

  revoke(request: HttpRequest): HttpReply {
    const form = new URLSearchParams(request.body);
    if (form.get('client_id') !== this.#client.id || form.get('client_secret') !== this.#client.secret) {
      return this.#refuse(401, 'invalid_client');
    }
    const token = form.get('token') ?? '';
    const family = (this.#refresh.get(token) ?? this.#access.get(token))?.family;
    if (family !== undefined) this.#end(family);
    return jsonReply(200, {});
  }

  /** Null when the bearer token is good. */
  refusal(request: HttpRequest): HttpReply | null {
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const granted = this.#access.get(token);
    if (granted && granted.expiresAt > this.#now()) return null;
    return jsonReply(401, [
      {
        $severity: 'error',
        $dataCode: 'AuthenticationFailed',
        $message: 'Access token expired or invalid.',
        $source: '',
      },
    ]);
  }

  expireAccess(): void {
    this.#access.clear();
  }

  /** As the user does it in Sage: every token given so far is worthless. */
  revokeAll(): void {
    this.#access.clear();
    this.#refresh.clear();
  }

  get liveRefreshTokens(): number {
    return this.#refresh.size;
  }

  #redeem(form: URLSearchParams): HttpReply {
    const code = this.#codes.get(form.get('code') ?? '');
    if (!code || code.expiresAt <= this.#now()) return this.#refuse(400, 'invalid_grant');
    if (code.used) {
      // A code that comes twice was stolen once: what the first use gave is taken back (RFC 6749, 4.1.2).
      this.#end(code.family);
      return this.#refuse(400, 'invalid_grant');
    }
    if (code.redirectUri !== form.get('redirect_uri')) return this.#refuse(400, 'invalid_grant');
    if (code.challenge !== null) {
      const verifier = form.get('code_verifier') ?? '';
      const challenge = createHash('sha256').update(verifier, 'ascii').digest('base64url');
      if (challenge !== code.challenge) return this.#refuse(400, 'invalid_grant');
    }
    code.used = true;
    return this.#grant(code.family);
  }

  #renew(form: URLSearchParams): HttpReply {
    const token = form.get('refresh_token') ?? '';
    const granted = this.#refresh.get(token);
    if (!granted || granted.expiresAt <= this.#now()) return this.#refuse(400, 'invalid_grant');
    this.#refresh.delete(token);
    this.#spent.set(token, granted.family);
    return this.#grant(granted.family);
  }

  #grant(family: number): HttpReply {
    const access = this.#token('access');
    const refresh = this.#token('refresh');
    this.#access.set(access, { family, expiresAt: this.#now() + this.accessSeconds });
    this.#refresh.set(refresh, { family, expiresAt: this.#now() + REFRESH_SECONDS });
    return jsonReply(200, {
      access_token: access,
      expires_in: this.accessSeconds,
      refresh_token: refresh,
      refresh_token_expires_in: REFRESH_SECONDS,
      scope: 'full_access',
      token_type: 'bearer',
      requested_by_id: '0a1b2c3d-demo',
    });
  }

  #end(family: number): void {
    for (const tokens of [this.#access, this.#refresh]) {
      for (const [token, granted] of tokens) if (granted.family === family) tokens.delete(token);
    }
  }

  #refuse(status: number, error: string): HttpReply {
    this.refused.push(error);
    return jsonReply(status, { error });
  }

  #token(kind: string): string {
    this.#given += 1;
    return `${kind}-${createHash('sha256').update(`${this.#client.id}/${kind}/${this.#given}`).digest('hex')}`;
  }
}

function redirect(location: string): HttpReply {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

function page(status: number, body: string): HttpReply {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return {
    status,
    headers,
    body: `<!doctype html><html lang="en"><title>Sage</title><body>${body}</body></html>`,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
