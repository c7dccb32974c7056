/** Whose account a connection reads: learned from its tests, and compared before another key takes its place. */
import { ConnectionError, MatchbookError } from '../../shared/errors.ts';
import type { ConnectionTest, GatewayConnector } from '../gateways/index.ts';
import type { ConnectedAccount, ConnectionRow } from '../store/index.ts';
import { tryGateway } from './connection-tests.ts';

export function accountOf({
  accountId,
  environment,
}: Pick<ConnectionTest, 'accountId' | 'environment'>): ConnectedAccount {
  return { id: accountId, environment };
}

/**
 * The account of the connection as it was kept. Where none was kept yet (it was connected before accounts were), what it
 * signs in with now is asked once more: null when that is refused, or tells nothing, and then nothing can be compared.
 */
export async function accountSoFar(
  row: ConnectionRow,
  connector: GatewayConnector,
  credentials: Readonly<Record<string, string>>,
  now: () => Date,
): Promise<ConnectedAccount | null> {
  if (row.account !== null) return row.account;
  const settings = row.settings as Record<string, unknown>;
  try {
    const { test } = await tryGateway(connector, { settings, credentials: { ...credentials } }, now);
    return test?.ok === true ? accountOf(test) : null;
  } catch (error) {
    if (error instanceof ConnectionError) return null;
    throw error;
  }
}

/** Throws MatchbookError ENVIRONMENT_MISMATCH or OTHER_ACCOUNT. What the gateway does not say is not compared. */
export function assertSameAccount(
  before: ConnectedAccount | null,
  after: ConnectedAccount,
  title: string,
): void {
  if (before === null) return;
  const isOther = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;
  if (isOther(before.environment, after.environment)) {
    throw new MatchbookError('ENVIRONMENT_MISMATCH', {
      happened: `${title} reads the gateway’s ${before.environment} environment, and this key is for its ${after.environment} one.`,
      kept: 'Nothing was changed: the key that was saved stays, and test and live records are never mixed.',
      todo: `Use a ${before.environment} key of the same account.`,
    });
  }
  if (isOther(before.id, after.id)) {
    throw new MatchbookError('OTHER_ACCOUNT', {
      happened: `${title} reads the account ${before.id}, and this key is of another account, ${after.id}.`,
      kept: 'Nothing was changed: the key that was saved stays.',
      todo: 'Use a key of the same account. Another account is connected as a gateway of its own, with Add gateway.',
    });
  }
}

/** What is known of it now: a test that does not say which account it is does not unlearn it. */
export function knownAccount(before: ConnectedAccount | null, after: ConnectedAccount): ConnectedAccount {
  return {
    id: after.id ?? before?.id ?? null,
    environment: after.environment ?? before?.environment ?? null,
  };
}
