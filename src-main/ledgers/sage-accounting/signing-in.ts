/**
 * Signing in at Sage: OAuth 2 authorization code. From developer.sage.com/accounting/guides/authenticating (authentication,
 * troubleshooting, frequently raised errors): the addresses, `country` and `filter=apiv3.1` on the authorize page, the country
 * that comes back with the code, a code's 60 seconds, `invalid_grant`. The revoke address is from code that uses it. Sage's
 * pages do not speak of PKCE: the challenge is sent and the verifier too, beside the client's secret that Sage asks for; a
 * server that does not know them ignores them (RFC 6749, 3.1). That a loopback address can be registered is assumed.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { LedgerSignIn, SignedIn } from '../port.ts';
import { createLedgerWeb } from '../web/index.ts';
import { SageApi } from './api/client.ts';
import { BusinessList, User } from './api/shapes.ts';
import { codeRefused, noBusiness, SAGE, wrongRegion } from './failures.ts';
import { COUNTRIES, type Country, SignInSettings } from './settings.ts';
import { askForTokens, REFRESH_TOKEN } from './tokens.ts';

/** Before a ledger is open: the program's own clock. */
const CLOCKS = {
  now: () => new Date(),
  sleep: async (ms: number, signal: AbortSignal): Promise<void> => {
    await wait(ms, undefined, { signal });
  },
};

function webOf({ timeoutMs, requestsPerMinute }: SignInSettings) {
  return createLedgerWeb({ ledger: SAGE, timeoutMs, requestsPerMinute }, CLOCKS);
}

export const SAGE_SIGN_IN: LedgerSignIn = {
  redirect: (settings) => ({ port: SignInSettings.parse(settings).redirectPort, path: '/signed-in' }),
  authorizeUrl: (given, credentials, { redirectUri, state, challenge }) => {
    const settings = SignInSettings.parse(given);
    const query = new URLSearchParams({
      filter: 'apiv3.1',
      response_type: 'code',
      client_id: credentials.clientId ?? '',
      redirect_uri: redirectUri,
      scope: 'full_access',
      country: settings.country,
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    return `${settings.authorizeUrl}?${query}`;
  },
  redeem: async (given, credentials, returned, signal) => {
    const settings = SignInSettings.parse(given);
    const { answer } = returned;
    if (answer.country !== undefined && answer.country.toLowerCase() !== settings.country) {
      throw wrongRegion(settings.country, answer.country);
    }
    const web = webOf(settings);
    const form = {
      client_id: credentials.clientId ?? '',
      client_secret: credentials.clientSecret ?? '',
      grant_type: 'authorization_code',
      code: returned.code,
      redirect_uri: returned.redirectUri,
      code_verifier: returned.verifier,
    };
    const tokens = await askForTokens(web, settings.tokenUrl, form, signal);
    if (tokens === null) throw codeRefused();
    const once = { access: async () => tokens.access_token, refused: () => undefined };
    const api = new SageApi(settings.apiUrl, '', web, once);
    const user = await api.get('user', {}, User, signal);
    const { $items: businesses } = await api.get('businesses', { attributes: 'all' }, BusinessList, signal);
    return signedIn(settings.country, tokens.refresh_token, user.email ?? user.displayed_as, businesses);
  },
  revoke: async (given, credentials, signal) => {
    const settings = SignInSettings.parse(given);
    await webOf(settings).send(
      {
        method: 'POST',
        url: settings.revokeUrl,
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: new URLSearchParams({
          client_id: credentials.clientId ?? '',
          client_secret: credentials.clientSecret ?? '',
          token: credentials[REFRESH_TOKEN] ?? '',
          token_type_hint: 'refresh_token',
        }).toString(),
        writes: false,
      },
      signal,
    );
  },
};

function signedIn(
  country: Country,
  refreshToken: string,
  account: string,
  businesses: BusinessList['$items'],
): SignedIn {
  if (businesses.length === 0) throw noBusiness();
  const here = businesses.filter((it) => it.country === undefined || it.country.id.toLowerCase() === country);
  const [elsewhere] = businesses;
  if (here.length === 0) throw wrongRegion(country, elsewhere?.country?.id ?? '');
  return {
    credentials: { [REFRESH_TOKEN]: refreshToken },
    account,
    choices: here.map((it) => ({
      value: it.id,
      label: `${it.name ?? it.displayed_as} (${COUNTRIES[country].name})`,
      sets: { baseCurrency: COUNTRIES[country].currency },
    })),
  };
}
