/** Settings to the driver's options. */
import { isIP } from 'node:net';
import type sql from 'mssql';
import type { SageProSettings } from '../settings.ts';
import { guardEncryption } from './encryption-guard.ts';

export interface ServerAddress {
  readonly host: string;
  readonly instance: string | null;
  /** null: looked up by the instance's name. */
  readonly port: number | null;
}

/** Takes HOST, HOST\INSTANCE, HOST,PORT, HOST:PORT and tcp:HOST, as people copy them from other tools. */
export function addressOf(settings: Pick<SageProSettings, 'server' | 'port' | 'instance'>): ServerAddress {
  const text = settings.server.replace(/^tcp:/i, '');
  const named = /^([^\\]+)\\(.+)$/.exec(text);
  const withPort = /^(.+?)[,:](\d{1,5})$/.exec(named?.[2] ?? text);
  const instance = settings.instance || (named ? (withPort?.[1] ?? named[2] ?? '') : '');
  const host = named?.[1] ?? (isIpv6(text) ? text : (withPort?.[1] ?? text));
  const ownPort = withPort && !isIpv6(text) ? Number(withPort[2]) : 0;
  const port = settings.port || ownPort;
  if (port !== 0) return { host: local(host), instance: instance || null, port };
  return { host: local(host), instance: instance || null, port: instance ? null : 1433 };
}

const isIpv6 = (host: string): boolean => (host.match(/:/g)?.length ?? 0) > 1;

/** SQL Server's own tools call this machine "." and "(local)". */
function local(host: string): string {
  return host === '.' || /^\(local\)$/i.test(host) ? 'localhost' : host.trim();
}

/** Takes the domain from DOMAIN\\user where it is written that way. */
export function loginOf(settings: Pick<SageProSettings, 'user' | 'domain'>): {
  user: string;
  domain: string;
} {
  const written = /^([^\\]+)\\(.+)$/.exec(settings.user);
  if (settings.domain !== '' || !written) return { user: settings.user, domain: settings.domain };
  return { user: written[2] ?? '', domain: written[1] ?? '' };
}

export function driverConfig(
  settings: SageProSettings,
  password: string,
  use: { readonly readOnly: boolean; readonly connections: number },
): sql.config {
  const address = addressOf(settings);
  const { user, domain } = loginOf(settings);
  return {
    server: address.host,
    ...(address.port === null ? {} : { port: address.port }),
    database: settings.database,
    user,
    password,
    ...(domain === '' ? {} : { domain }),
    connectionTimeout: settings.connectTimeoutMs,
    requestTimeout: settings.requestTimeoutMs,
    ...(settings.encrypt ? { beforeConnect: guardEncryption } : {}),
    // min 0 and a short idle time: after a night, a sleeping laptop or a server restart the next request simply dials anew.
    pool: { min: 0, max: use.connections, idleTimeoutMillis: 30_000 },
    options: {
      encrypt: settings.encrypt,
      trustServerCertificate: settings.trustCertificate,
      // TLS has no name for a server that is addressed by number; with a certificate that is not checked any will do.
      ...(settings.trustCertificate && isIP(address.host) !== 0 ? { serverName: 'localhost' } : {}),
      ...(address.port === null && address.instance !== null ? { instanceName: address.instance } : {}),
      ...(settings.oldestTls === 'TLSv1.2'
        ? {}
        : {
            // OpenSSL 3 speaks TLS 1.0 and 1.1 at security level 0 only.
            cryptoCredentialsDetails: { minVersion: settings.oldestTls, ciphers: 'DEFAULT@SECLEVEL=0' },
          }),
      tdsVersion: settings.tdsVersion,
      readOnlyIntent: use.readOnly && settings.readOnlyIntent,
      appName: 'Matchbook',
      enableArithAbort: true,
      // A datetime has no zone: read and written as if it were UTC, it keeps its digits on every machine.
      useUTC: true,
    },
  };
}
