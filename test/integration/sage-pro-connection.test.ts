import { afterEach, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import { sagePro } from '../../src-main/ledgers/sage-pro/index.ts';
import { CONTRACT_ROWS } from '../support/contract-company.ts';
import { PRO01_TABLES } from '../support/pro01-tables.ts';
import {
  SAGE_USER,
  type SageCompany,
  type SageCompanyOptions,
  startSageCompany,
} from '../support/sage-company.ts';

const never = new AbortController().signal;
let company: SageCompany | undefined;
afterEach(async () => {
  await company?.close();
  company = undefined;
});

async function start(options: Partial<SageCompanyOptions> = {}): Promise<SageCompany> {
  company = await startSageCompany({ batches: [...PRO01_TABLES, ...CONTRACT_ROWS], ...options });
  return company;
}

async function failure(work: Promise<unknown>): Promise<ConnectionError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ConnectionError) return error;
    throw error;
  }
  throw new Error('expected it to fail');
}

describe('a login that the server refuses', () => {
  it('with a wrong password says so, and keeps the password out of every message', async () => {
    const there = await start();
    const wrong = ['not', 'the', 'password'].join('-');
    const ledger = sagePro.open(
      { server: 'localhost', port: there.port, user: SAGE_USER, encrypt: false },
      { password: wrong },
      { now: () => new Date() },
    );
    const error = await failure(ledger.preflight(never));
    expect([error.code, error.transient]).toEqual(['LEDGER_LOGIN_FAILED', false]);
    expect(JSON.stringify(there.tds.recentLog()) + error.message + String(error.stack)).not.toContain(wrong);
    await ledger.close();
  });

  it('names the database that is not there', async () => {
    const error = await failure((await start()).ledger({ database: 'PRO77' }).preflight(never));
    expect(error.code).toBe('LEDGER_DATABASE_NOT_FOUND');
    expect(error.message).toContain('PRO77');
  });
});

describe('a server that is not there', () => {
  it('is told apart from one that refuses', async () => {
    const there = await start();
    const { port } = there;
    await there.tds.close();
    const error = await failure(there.ledger({ port }).preflight(never));
    expect([error.code, error.transient]).toEqual(['LEDGER_UNREACHABLE', true]);
  });

  it('whose name nobody knows', async () => {
    const error = await failure((await start()).ledger({ server: 'no-such-host.invalid' }).preflight(never));
    expect(error.code).toBe('LEDGER_HOST_UNKNOWN');
  });

  it('works again with the same ledger as soon as it is back', async () => {
    const there = await start();
    const ledger = there.ledger();
    there.faults.refuseConnections = 1;
    expect((await failure(ledger.preflight(never))).transient).toBe(true);
    expect((await ledger.preflight(never)).canPost).toBe(true);
  });
});

describe('encryption', () => {
  it('is the default, and a certificate of the server’s own making is refused with the way out', async () => {
    const error = await failure((await start()).ledger({ encrypt: true }).preflight(never));
    expect(error.code).toBe('LEDGER_CERTIFICATE_REFUSED');
    expect(error.message).toContain('--trust-certificate');
    expect(sagePro.settings.parse({})).toMatchObject({ encrypt: true, trustCertificate: false });
  });

  it('with a certificate that is deliberately trusted works, and is recorded as a warning', async () => {
    const preflight = await (await start())
      .ledger({ encrypt: true, trustCertificate: true })
      .preflight(never);
    expect(preflight.server.encrypted).toBe(true);
    expect(preflight.findings.map(({ code }) => code)).toContain('CERTIFICATE_NOT_CHECKED');
  });

  it('that the server demands is asked for in the message', async () => {
    const there = await start({ tds: { tls: 'required' } });
    expect((await failure(there.ledger({ encrypt: false }).preflight(never))).code).toBe(
      'LEDGER_ENCRYPTION_REQUIRED',
    );
  });

  it('that the server does not have is not given up silently', async () => {
    const there = await start({ tds: { tls: 'off' } });
    const error = await failure(there.ledger({ encrypt: true, trustCertificate: true }).preflight(never));
    expect(error.code).toBe('LEDGER_ENCRYPTION_NOT_OFFERED');
    expect(
      (await there.ledger({ encrypt: false }).preflight(never)).findings.map(({ code }) => code),
    ).toContain('NOT_ENCRYPTED');
  });

  it('of a server that knows TLS 1.0 only is refused, and works when it is deliberately allowed', async () => {
    const there = await start({ tds: { tlsVersion: 'TLSv1' } });
    const encrypted = { encrypt: true, trustCertificate: true };
    expect((await failure(there.ledger(encrypted).preflight(never))).code).toBe('LEDGER_TLS_TOO_OLD');
    const preflight = await there.ledger({ ...encrypted, oldestTls: 'TLSv1' }).preflight(never);
    expect(preflight.findings.map(({ code }) => code)).toContain('OLD_TLS');
  });
});

describe('old servers', () => {
  it.each(['7_1', '7_2', '7_3_A', '7_4'] as const)('are spoken to in TDS %s', async (tdsVersion) => {
    const preflight = await (await start()).ledger({ tdsVersion }).preflight(never);
    expect(preflight.canPost).toBe(true);
  });

  it('choose an older version by themselves: SQL Server 2005 knows 7.2', async () => {
    const there = await start({
      tds: { newestTdsVersion: 72 },
      engine: { serverVersion: { major: 9, minor: 0, build: 5000 } },
    });
    const preflight = await there.ledger().preflight(never);
    expect([preflight.canPost, preflight.server.version.includes('2005')]).toEqual([true, true]);
  });
});

describe('what a login may do', () => {
  const grants = (more: Record<string, ('SELECT' | 'INSERT' | 'UPDATE')[]>): Partial<SageCompanyOptions> => ({
    reader: {
      grants: {
        'PRO01.dbo.armast': ['SELECT'],
        'PRO01.dbo.arcust': ['SELECT'],
        'PRO01.dbo.arcash': ['SELECT'],
        ...more,
      },
    },
  });

  it('to read alone leaves import files', async () => {
    const there = await start(grants({}));
    const preflight = await there.ledger({ user: 'reader' }).preflight(never);
    expect(preflight).toMatchObject({ canRead: true, canPost: false, importFilesOnly: true });
    const messages = preflight.findings
      .filter(({ code }) => code === 'PERMISSION')
      .map(({ message }) => message);
    expect(messages.join()).toMatch(/INSERT on arcash.*UPDATE on armast.*UPDATE on arcust/);
  });

  it('to read not even that says so', async () => {
    const there = await start({ reader: { grants: { 'PRO01.dbo.arcust': ['SELECT'] } } });
    expect(await there.ledger({ user: 'reader' }).preflight(never)).toMatchObject({
      canRead: false,
      canPost: false,
      importFilesOnly: false,
    });
  });

  it('to post is enough with the rights of docs/sql/grants.sql', async () => {
    const there = await start(
      grants({
        'PRO01.dbo.armast': ['SELECT', 'UPDATE'],
        'PRO01.dbo.arcust': ['SELECT', 'UPDATE'],
        'PRO01.dbo.arcash': ['SELECT', 'INSERT'],
      }),
    );
    expect(await there.ledger({ user: 'reader' }).preflight(never)).toMatchObject({
      canRead: true,
      canPost: true,
    });
  });
});

describe('the server’s clock', () => {
  it('that is ten minutes off is told', async () => {
    const there = await start({ engine: { clock: () => new Date(Date.now() + 600_000) } });
    const preflight = await there.ledger().preflight(never);
    expect(preflight.server.clockDifferenceMs).toBeGreaterThan(590_000);
    expect(preflight.findings.map(({ code }) => code)).toContain('CLOCK');
  });
});
