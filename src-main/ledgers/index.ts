/**
 * Ledgers: one folder per connector behind the port. May import shared/ and the gateway port's CredentialField. Opened by
 * workspace/, described to the connection wizard by their own forms.
 */

export type * from './port.ts';
export { ledgerConnectors } from './registry.ts';
