/** The gateways that Matchbook can connect to, one line each. */
import type { GatewayName } from '../../shared/model.ts';
import { csvConnector } from './csv/index.ts';
import { opayoConnector } from './opayo/index.ts';
import { payTraceConnector } from './paytrace/index.ts';
import type { GatewayConnector } from './port.ts';
import { shopifyConnector } from './shopify/index.ts';
import { stripeConnector } from './stripe/index.ts';
import { wooshPayConnector } from './wooshpay/index.ts';

const CONNECTORS: readonly GatewayConnector[] = [
  stripeConnector,
  payTraceConnector,
  opayoConnector,
  wooshPayConnector,
  shopifyConnector,
  csvConnector,
];

export const gatewayConnectors: ReadonlyMap<GatewayName, GatewayConnector> = new Map(
  CONNECTORS.map((connector) => [connector.name, connector]),
);
