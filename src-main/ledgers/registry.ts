/** The ledgers that Matchbook can post to, one line each. */

import { kashFlow } from './kashflow/index.ts';
import type { LedgerConnector } from './port.ts';
import { sageAccounting } from './sage-accounting/index.ts';
import { sagePro } from './sage-pro/index.ts';

const CONNECTORS: readonly LedgerConnector[] = [sagePro, sageAccounting, kashFlow];

export const ledgerConnectors: ReadonlyMap<string, LedgerConnector> = new Map(
  CONNECTORS.map((connector) => [connector.name, connector]),
);
