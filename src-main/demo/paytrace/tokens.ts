/** PayTrace's OAuth: user name and password for a bearer token that lasts two hours. */
import { BASE62, createRandom } from '../company/random.ts';
import { type HttpReply, type HttpRequest, jsonReply } from '../http/index.ts';

const LIFETIME_SECONDS = 7_200;

export interface PayTraceTokens {
  /** Answers POST /oauth/token. */
  grant(request: HttpRequest, now: number): HttpReply;
  /** The answer that refuses the request, or null when its token is good. */
  refusal(request: HttpRequest, now: number): HttpReply | null;
  /** Every token given so far stops working, as when PayTrace restarts. */
  expireAll(): void;
}

export function createTokens(username: string, password: string, seed: number): PayTraceTokens {
  const expiries = new Map<string, number>();
  let given = 0;
  return {
    grant(request, now) {
      const form = new URLSearchParams(request.body);
      if (form.get('grant_type') !== 'password') {
        const description = 'The authorization grant type is not supported by the authorization server.';
        return jsonReply(400, { error: 'unsupported_grant_type', error_description: description });
      }
      if (form.get('username') !== username || form.get('password') !== password) {
        const description = 'The provided authorization grant is invalid, expired or revoked.';
        return jsonReply(401, { error: 'invalid_grant', error_description: description });
      }
      given += 1;
      const token = createRandom(`paytrace-token/${seed}/${given}`).text(40, BASE62);
      expiries.set(token, now + LIFETIME_SECONDS);
      return jsonReply(200, {
        access_token: token,
        token_type: 'Bearer',
        expires_in: LIFETIME_SECONDS,
        created_at: now,
      });
    },
    refusal(request, now) {
      const [scheme = '', token = ''] = (request.headers.authorization ?? '').split(' ');
      const expiry = scheme.toLowerCase() === 'bearer' ? expiries.get(token) : undefined;
      if (expiry !== undefined && expiry > now) return null;
      const description = expiry === undefined ? 'The access token is invalid' : 'The access token expired';
      const headers = {
        'www-authenticate': `Bearer realm="PayTrace", error="invalid_token", error_description="${description}"`,
      };
      return jsonReply(401, { error: 'invalid_token', error_description: description }, headers);
    },
    expireAll: () => expiries.clear(),
  };
}
