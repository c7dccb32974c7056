/** The gateways that Matchbook can connect to, one line each. */
import type { GatewayName } from '../../shared/model.ts';
import type { GatewayConnector } from './port.ts';
import { stripeConnector } from './stripe/index.ts';

const CONNECTORS: readonly GatewayConnector[] = [stripeConnector];

export const gatewayConnectors: ReadonlyMap<GatewayName, GatewayConnector> = new Map(
  CONNECTORS.map((connector) => [connector.name, connector]),
);
