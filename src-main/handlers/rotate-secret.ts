import type { CallOutput, FormValues } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { ConnectionId } from '../../shared/model.ts';
import { secretsOf } from '../credentials/index.ts';
import { gatewayConnectors } from '../gateways/index.ts';
import { assertUsable, tryGateway } from './connection-tests.ts';
import type { Hand } from './hand.ts';
import { userOf } from './review.ts';
import { accountOf, accountSoFar, assertSameAccount, knownAccount } from './same-account.ts';

/**
 * New credentials for a gateway that is connected. They are tried before the old ones are touched; cursor, settings and
 * history stay. Throws MatchbookError when the new key is of another account, or for another environment.
 */
export async function rotateSecret(
  hand: Hand,
  connectionId: ConnectionId,
  values: FormValues,
): Promise<CallOutput<'setup.rotateSecret'>> {
  const { company, background } = hand.session();
  const row = company.store.connections.get(connectionId);
  const connector = gatewayConnectors.get(row.connector);
  if (!connector || row.state === 'removed') throw notAGateway(row.title);
  const names = connector.credentials.map(({ name }) => name);
  const before = await secretsOf(company.secrets, connectionId, names);
  const typed = Object.entries(values).filter(([name, value]) => names.includes(name) && value.trim() !== '');
  const credentials = { ...before, ...Object.fromEntries(typed) };
  const settings = row.settings as Record<string, unknown>;
  const trial = await tryGateway(connector, { settings, credentials }, hand.now);
  const { problems, test } = trial;
  if (test?.ok !== true) return { problems, test, replaced: false };
  assertUsable(trial, connector, company.name);
  const soFar = await accountSoFar(row, connector, before, hand.now);
  const account = accountOf(test);
  assertSameAccount(soFar, account, row.title);
  const changed = typed.flatMap(([name, value]) => (before[name] === value ? [] : [name]));
  for (const name of changed) await company.secrets.set(connectionId, name, credentials[name] ?? '');
  company.store.connections.setAccount(connectionId, knownAccount(soFar, account));
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

function notAGateway(title: string): MatchbookError {
  return new MatchbookError('NOT_A_GATEWAY', {
    happened: `${title} is not a gateway that is connected, so its key cannot be replaced here.`,
    kept: 'Nothing was changed.',
    todo: 'Choose a gateway that is connected, or connect it again.',
  });
}
