/** The ledgers that Matchbook can post to, one line each. */
import type { LedgerConnector } from './port.ts';
import { sagePro } from './sage-pro/index.ts';

const CONNECTORS: readonly LedgerConnector[] = [sagePro];

export const ledgerConnectors: ReadonlyMap<string, LedgerConnector> = new Map(
  CONNECTORS.map((connector) => [connector.name, connector]),
);
