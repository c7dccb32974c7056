import type { ConnectionId } from '../../shared/model.ts';
import { type SecretStore, secretsOf } from '../credentials/index.ts';
import { gatewayConnectors } from '../gateways/index.ts';
import { ledgerConnectors } from '../ledgers/index.ts';
import type { ConnectionRow, Store } from '../store/index.ts';

/** The values of all credentials of all connections, those that are no secret (a user's name) too. */
export async function secretsOfConnections(store: Store, secrets: SecretStore): Promise<string[]> {
  const found = await Promise.all(
    rowsOf(store).map(async (row) => Object.values(await secretsOf(secrets, row.id, fieldsOf(row)))),
  );
  return found.flat();
}

/** The connections that lack a password or key on this computer. */
export async function connectionsWithoutSecrets(
  store: Store,
  secrets: SecretStore,
): Promise<{ connectionId: ConnectionId; title: string }[]> {
  const checked = await Promise.all(
    rowsOf(store).map(async (row) => {
      const fields = fieldsOf(row);
      // A CSV connection into which files are brought by hand has no folder to know.
      if ((row.settings as { byHand?: unknown } | null)?.byHand === true) return [];
      const kept = await secretsOf(secrets, row.id, fields);
      return fields.every((field) => kept[field] !== undefined)
        ? []
        : [{ connectionId: row.id, title: row.title }];
    }),
  );
  return checked.flat();
}

function rowsOf({ connections }: Store): ConnectionRow[] {
  const ledger = connections.ledger();
  return [...(ledger ? [ledger] : []), ...connections.gateways()];
}

function fieldsOf(row: ConnectionRow): string[] {
  const connector = (row.role === 'ledger' ? ledgerConnectors : gatewayConnectors).get(row.connector);
  return (connector?.credentials ?? []).map(({ name }) => name);
}
