/**
 * The diagnostics bundle and the redaction that it and the log share. May import store/, gateways/redact.ts and shared/;
 * called by handlers/ and log.ts.
 */
export { type DiagnosticsInput, diagnosticsBundle } from './bundle.ts';
export { redactLogged, redactSent } from './redact.ts';
