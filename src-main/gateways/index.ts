/**
 * Payment gateways: one folder per connector behind the port, and what connectors share (polite requests, failures in
 * words, redaction, the checked record). May import shared/ only. Called by sync/ and the connection wizard.
 */
export type * from './port.ts';
export { gatewayConnectors } from './registry.ts';
