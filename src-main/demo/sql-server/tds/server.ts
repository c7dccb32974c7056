import { createServer, type Socket } from 'node:net';
import { createSecureContext, type SecureVersion } from 'node:tls';
import type { SqlEngine } from '../session.ts';
import { createSelfSignedCertificate } from './certificate.ts';
import { Connection, type ConnectionFacts } from './connection.ts';
import { strikes, type TdsFaults } from './faults.ts';
import { LIMITS } from './limits.ts';
import type { TlsSetting } from './prelogin.ts';
import type { TdsVersion } from './protocol.ts';

export interface TdsLogEntry {
  readonly connectionId: number;
  readonly event: 'opened' | 'refused' | 'login' | 'login refused' | 'defect' | 'closed';
  /** A sentence without statements, values or passwords. */
  readonly text: string;
}

export interface TdsServerOptions {
  readonly engine: SqlEngine;
  /** 0 (the default): any free port. The server listens on 127.0.0.1 only. */
  readonly port?: number;
  /** off: encryption is declined. on (the default): clients get what they ask for. required: nobody logs in unencrypted. */
  readonly tls?: TlsSetting;
  /** The only TLS version that the server offers, as an old server does. Default TLSv1.2, the newest that TDS 7 can carry. */
  readonly tlsVersion?: Exclude<SecureVersion, 'TLSv1.3'>;
  /** The newest protocol offered: 71 is SQL Server 2000, 72 is 2005, 73 is 2008, 74 (the default) is 2012 and later. */
  readonly newestTdsVersion?: TdsVersion;
  readonly loginTimeoutMs?: number;
  readonly faults?: TdsFaults;
  readonly log?: (entry: TdsLogEntry) => void;
}

export interface TdsServer {
  readonly port: number;
  /** The server's self-signed certificate, for clients that check it; null when TLS is off. */
  readonly certificatePem: string | null;
  /** Change it at any time: the server asks it at every event. */
  readonly faults: TdsFaults;
  connections(): readonly ConnectionFacts[];
  /** The latest log entries, oldest first. */
  recentLog(): readonly TdsLogEntry[];
  /** Cuts every connection at once, as a server restarted at night does, and goes on listening. */
  dropAll(): Promise<void>;
  /** Cuts every connection and stops listening. The engine stays open: it belongs to whoever made it. */
  close(): Promise<void>;
}

const KEPT_LOG_ENTRIES = 500;

function tlsOf(options: TdsServerOptions) {
  if (options.tls === 'off') return null;
  const version = options.tlsVersion ?? 'TLSv1.2';
  const { certificatePem, privateKeyPem } = createSelfSignedCertificate(new Date());
  const secureContext = createSecureContext({
    cert: certificatePem,
    key: privateKeyPem,
    minVersion: version,
    maxVersion: version,
    // OpenSSL 3 speaks TLS 1.0 and 1.1 at security level 0 only.
    ...(version === 'TLSv1.2' ? {} : { ciphers: 'DEFAULT@SECLEVEL=0' }),
  });
  return { certificatePem, secureContext };
}

/**
 * Starts the demo SQL server's network side on 127.0.0.1.
 * @throws the system's error (EADDRINUSE …) when it can't listen on the port.
 */
export async function startTdsServer(options: TdsServerOptions): Promise<TdsServer> {
  const { engine, faults = {} } = options;
  const tls = tlsOf(options);
  const open = new Map<number, Connection>();
  const entries: TdsLogEntry[] = [];
  let lastId = 0;

  const log = (connectionId: number, event: TdsLogEntry['event'], text: string): void => {
    const entry = { connectionId, event, text };
    if (entries.push(entry) > KEPT_LOG_ENTRIES) entries.shift();
    options.log?.(entry);
  };

  const accept = (socket: Socket): void => {
    const id = ++lastId;
    const event = { connectionId: id, user: '', request: null, requestNumber: 0, rowNumber: 0 };
    const refusal =
      open.size >= LIMITS.connections
        ? `more than ${LIMITS.connections} connections`
        : strikes(faults, 'refuseConnections', event)
          ? 'fault: refuseConnections'
          : null;
    if (refusal !== null) {
      socket.on('error', (error) => log(id, 'refused', error.message));
      socket.destroy();
      log(id, 'refused', refusal);
      return;
    }
    const connection = new Connection({
      id,
      socket,
      engine,
      tls: options.tls ?? 'on',
      secureContext: tls?.secureContext ?? null,
      newestVersion: options.newestTdsVersion ?? 74,
      loginTimeoutMs: options.loginTimeoutMs ?? LIMITS.loginTimeoutMs,
      faults,
      log,
    });
    open.set(id, connection);
    log(id, 'opened', 'a client connected');
    void connection.closed.then(() => open.delete(id));
  };

  const dropAll = async (reason: string): Promise<void> => {
    const connections = [...open.values()];
    for (const connection of connections) connection.close(reason);
    await Promise.all(connections.map((connection) => connection.closed));
  };

  const server = createServer(accept);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.on('error', (error) => log(0, 'defect', error.message));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');

  return {
    port: address.port,
    certificatePem: tls?.certificatePem ?? null,
    faults,
    connections: () => [...open.values()].map((connection) => connection.facts),
    recentLog: () => [...entries],
    dropAll: () => dropAll('every connection was dropped'),
    close: async () => {
      const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
      await dropAll('the server was closed');
      await stopped;
    },
  };
}
