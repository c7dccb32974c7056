/**
 * The wire half of the demo SQL server: the Tabular Data Stream protocol, 7.1 to 7.4, on 127.0.0.1. It knows no SQL:
 * what clients ask for goes to a SqlEngine (../session.ts), and comes back as tokens. It can also misbehave on demand
 * (faults.ts). Imports nothing of the project but ../session.ts; called by the demo company and by tests.
 *
 * Source of every protocol fact: MS-TDS, Microsoft's open specification of the protocol.
 */
export type { ConnectionFacts } from './connection.ts';
export type { FaultDelay, FaultEvent, FaultTrigger, TdsFaults } from './faults.ts';
export type { TlsSetting } from './prelogin.ts';
export type { TdsVersion } from './protocol.ts';
export { startTdsServer, type TdsLogEntry, type TdsServer, type TdsServerOptions } from './server.ts';
