/** Who may ask: the key as bearer token or basic user name; a restricted key only what its permissions name. */
import { redactKey, StripeFailure } from './errors.ts';

export interface Keys {
  readonly apiKey: string;
  /** Restricted keys, each with what it may do, e.g. ['rak_charge_read', 'rak_payout_read']. */
  readonly restricted: Readonly<Record<string, readonly string[]>>;
}

function presentedKey(authorization: string | undefined): string {
  const [scheme = '', value = ''] = (authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return value.trim();
  if (scheme.toLowerCase() === 'basic') {
    return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '';
  }
  return '';
}

function refuse(status: 401 | 403, message: string): StripeFailure {
  return new StripeFailure({ status, type: 'invalid_request_error', message });
}

/** Returns the key. Throws StripeFailure 401 for a key that is missing or unknown, 403 for one that may not do this. */
export function authorise(
  keys: Keys,
  authorization: string | undefined,
  permission: string | null,
  accountId: string,
): string {
  const key = presentedKey(authorization);
  if (key === '') {
    throw refuse(
      401,
      'You did not provide an API key. Send it in the Authorization header, as a bearer token.',
    );
  }
  if (key === keys.apiKey) return key;
  const permissions = keys.restricted[key];
  if (!permissions) throw refuse(401, `Invalid API Key provided: ${redactKey(key)}`);
  if (permission !== null && !permissions.includes(permission)) {
    const may = `does not have the required permissions for this endpoint on account '${accountId}'`;
    const hint = `Having the '${permission}' permission would allow this request to continue.`;
    throw refuse(403, `The provided key '${redactKey(key)}' ${may}. ${hint}`);
  }
  return key;
}
