import type { CallOutput, FormValues, GatewayTest } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { ConnectionId } from '../../shared/model.ts';
import { secretsOf } from '../credentials/index.ts';
import { gatewayConnectors } from '../gateways/index.ts';
import { ledgerConnectors } from '../ledgers/index.ts';
import type { ConnectedAccount, ConnectionRow } from '../store/index.ts';
import { assertUsable, tryGateway, tryLedger } from './connection-tests.ts';
import type { Hand } from './hand.ts';
import { userOf } from './review.ts';
import { accountOf, accountSoFar, assertSameAccount, knownAccount } from './same-account.ts';
import { savedDeps } from './sign-in.ts';

type Rotated = CallOutput<'setup.rotateSecret'>;

/**
 * New credentials for a connection that stays what it is. They are tried before the old ones are touched; cursor, settings and
 * history stay. Throws MatchbookError when a gateway's new key is of another account, or for another environment.
 */
export async function rotateSecret(
  hand: Hand,
  connectionId: ConnectionId,
  values: FormValues,
): Promise<Rotated> {
  const { company, background } = hand.session();
  const row = company.store.connections.get(connectionId);
  const connector = (row.role === 'ledger' ? ledgerConnectors : gatewayConnectors).get(row.connector);
  if (!connector || row.state === 'removed') throw notConnectedAnyMore(row.title);
  const names = connector.credentials.map(({ name }) => name);
  const before = await secretsOf(company.secrets, connectionId, names);
  const typed = Object.entries(values).filter(([name, value]) => names.includes(name) && value.trim() !== '');
  const credentials = { ...before, ...Object.fromEntries(typed) };
  const { problems, test, account } = await tryCredentials(hand, row, credentials, before);
  if (test?.ok !== true) return { problems, test, replaced: false };
  const changed = typed.flatMap(([name, value]) => (before[name] === value ? [] : [name]));
  for (const name of changed) await company.secrets.set(connectionId, name, credentials[name] ?? '');
  if (account !== null) company.store.connections.setAccount(connectionId, account);
  await company.reopen(connectionId);
  const actor = userOf(company);
  const labels = connector.credentials.filter(({ name }) => changed.includes(name)).map(({ label }) => label);
  company.store.audit.append({
    actor,
    action: 'connection.secret_replaced',
    subjectKind: 'connection',
    subjectId: connectionId,
    sentence: `${actor} replaced what ${row.title} signs in with (${labels.join(', ') || 'nothing changed'}).`,
    detail: { fields: changed, account: test.account },
  });
  background.reschedule();
  company.emit({ type: 'changed', topics: ['status', 'history'] });
  return { problems: [], test, replaced: true };
}

/** `account`: of a gateway, whose it is known to be now. */
async function tryCredentials(
  hand: Hand,
  row: ConnectionRow,
  credentials: Record<string, string>,
  before: Readonly<Record<string, string>>,
): Promise<Pick<Rotated, 'problems' | 'test'> & { readonly account: ConnectedAccount | null }> {
  const values = { settings: row.settings as Record<string, unknown>, credentials };
  const gateway = gatewayConnectors.get(row.connector);
  if (row.role === 'gateway' && gateway) {
    const trial = await tryGateway(gateway, values, hand.now);
    const { problems, test } = trial;
    if (test?.ok !== true) return { problems, test, account: null };
    assertUsable(trial, gateway, hand.session().company.name);
    const soFar = await accountSoFar(row, gateway, before, hand.now);
    const account = accountOf(test);
    assertSameAccount(soFar, account, row.title);
    return { problems, test, account: knownAccount(soFar, account) };
  }
  const ledger = ledgerConnectors.get(row.connector);
  if (!ledger) throw notConnectedAnyMore(row.title);
  const { problems, preflight } = await tryLedger(ledger, values, savedDeps(hand, row.id, credentials));
  if (preflight === null) return { problems, test: null, account: null };
  const test: GatewayTest = {
    ok: preflight.canRead,
    account: preflight.server.database,
    environment: null,
    checks: [
      {
        name: 'Read the company’s tables',
        ok: preflight.canRead,
        detail: preflight.canRead ? 'They can be read.' : 'They cannot be read with this sign-in.',
      },
    ],
  };
  return { problems: [], test, account: null };
}

function notConnectedAnyMore(title: string): MatchbookError {
  return new MatchbookError('NOT_A_CONNECTION', {
    happened: `${title} is not connected any more, so what it signs in with cannot be replaced.`,
    kept: 'Nothing was changed.',
    todo: 'Choose a connection in the list, or connect it again.',
  });
}
