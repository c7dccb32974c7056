import { afterEach, describe, expect, it } from 'vitest';
import { lastDoneStatus, loginPayload, MESSAGE, packet, RawTdsClient } from '../support/raw-tds-client.ts';
import { scriptedPassword } from '../support/scripted-sql-engine.ts';
import { rejection, startFixture, type TdsFixture } from '../support/tds-fixture.ts';

const sa = { user: 'sa', password: scriptedPassword };
let fixture: TdsFixture;
afterEach(() => fixture.close());

describe('a login', () => {
  it('tells the engine who, what and why', async () => {
    fixture = await startFixture();
    await fixture.pool({
      database: 'PRO02',
      options: { appName: 'Matchbook', readOnlyIntent: true, workstationId: 'office-pc' },
    });
    expect(fixture.engine.sessions.at(-1)?.login).toEqual({
      user: 'sa',
      password: scriptedPassword,
      database: 'PRO02',
      applicationName: 'Matchbook',
      hostName: 'office-pc',
      readOnlyIntent: true,
    });
  });

  it('with a wrong password gets error 18456, and the server logs no password', async () => {
    fixture = await startFixture();
    const error = await rejection(fixture.pool({ password: 'wrong-one' }));
    expect(error).toMatchObject({ code: 'ELOGIN', message: "Login failed for user 'sa'." });
    expect(JSON.stringify(fixture.server.recentLog())).not.toContain('wrong-one');
    expect(fixture.server.recentLog().map(({ event }) => event)).toContain('login refused');
  });

  it('with Windows authentication gets error 18452', async () => {
    fixture = await startFixture();
    const client = new RawTdsClient(fixture.server.port);
    const answer = await client.logIn({ ...sa, integrated: true });
    expect(answer.payload[0]).toBe(0xaa);
    expect(answer.payload.readInt32LE(3)).toBe(18_452);
    await client.closed();
    expect(fixture.engine.sessions).toEqual([]);
  });

  it.each(['7_1', '7_2', '7_3_A', '7_3_B', '7_4'])('works with TDS %s', async (tdsVersion) => {
    fixture = await startFixture();
    const pool = await fixture.pool({ options: { tdsVersion } });
    const result = await pool.request().input('a', 5).query('echo');
    expect(result.recordset).toEqual([{ a: 5 }]);
    expect(fixture.server.connections().map((c) => c.tdsVersion)).toEqual([
      tdsVersion.slice(0, 3).replace('_', '.'),
    ]);
  });

  it('works with a server that knows TDS 7.2 only, as SQL Server 2005', async () => {
    fixture = await startFixture(undefined, { newestTdsVersion: 72 });
    const pool = await fixture.pool();
    expect((await pool.request().input('a', 'é').query('echo')).recordset).toEqual([{ a: 'é' }]);
    expect(fixture.server.connections()[0]?.tdsVersion).toBe('7.2');
  });

  it('from a client older than TDS 7.1 is turned away', async () => {
    fixture = await startFixture();
    const client = new RawTdsClient(fixture.server.port);
    await client.prelogin(2);
    await client.send(packet(MESSAGE.login, loginPayload({ ...sa, version: 0x70000000 })));
    await client.closed();
    expect(fixture.server.recentLog().at(-1)?.text).toContain('TDS 7.0');
  });

  it.each([
    [0, 4096],
    [512, 512],
    [100, 512],
    [8000, 8000],
    [65_000, 32_767],
  ])('that asks for packets of %i bytes gets %i', async (asked, given) => {
    fixture = await startFixture((_request, sink) => {
      sink.columns([
        { name: 'x', type: { name: 'varchar', length: 'max' }, nullable: true, identity: false },
      ]);
      void sink.row(['x'.repeat(100_000)]);
      sink.statementDone(1, false);
      return true;
    });
    const client = new RawTdsClient(fixture.server.port);
    await client.logIn({ ...sa, packetSize: asked });
    const answer = await client.query('long');
    expect(answer.packets.slice(0, -1).every((size) => size === given)).toBe(true);
    expect(answer.packets.length).toBeGreaterThan(1);
    expect(lastDoneStatus(answer)).toBe(0x10);
    client.destroy();
  });
});

describe('encryption', () => {
  it('is given to a client that asks, and its certificate can be checked', async () => {
    fixture = await startFixture();
    const ca = fixture.server.certificatePem ?? '';
    const pool = await fixture.pool({
      options: { encrypt: true, trustServerCertificate: false, cryptoCredentialsDetails: { ca } },
    });
    expect((await pool.request().input('a', 1).query('echo')).recordset).toEqual([{ a: 1 }]);
    expect(fixture.server.connections()[0]?.encrypted).toBe(true);
  });

  it('is refused by a client that checks the certificate and does not know it', async () => {
    fixture = await startFixture();
    const error = await rejection(
      fixture.pool({ options: { encrypt: true, trustServerCertificate: false } }),
    );
    expect(error.message).toContain('self-signed certificate');
  });

  it('carries long messages both ways', async () => {
    fixture = await startFixture();
    const pool = await fixture.pool({ options: { encrypt: true } });
    const long = 'é漢'.repeat(300_000);
    expect((await pool.request().input('a', long).query('echo')).recordset).toEqual([{ a: long }]);
  });

  it('is declined when the server has none; tedious goes on in the clear, which only the server shows', async () => {
    fixture = await startFixture(undefined, { tls: 'off' });
    expect(fixture.server.certificatePem).toBeNull();
    await fixture.pool({ options: { encrypt: true } });
    expect(fixture.server.connections().map(({ encrypted }) => encrypted)).toEqual([false]);
  });

  it('is required by a server set so: a client without it is turned away', async () => {
    fixture = await startFixture(undefined, { tls: 'required' });
    await rejection(fixture.pool({ options: { encrypt: false } }));
    const client = new RawTdsClient(fixture.server.port);
    await client.prelogin(2);
    await client.send(packet(MESSAGE.login, loginPayload(sa)));
    await client.closed();
    expect(fixture.server.recentLog().some(({ text }) => text === 'the login is not encrypted')).toBe(true);
    expect(fixture.engine.sessions).toEqual([]);
    const pool = await fixture.pool({ options: { encrypt: true } });
    expect((await pool.request().input('a', 1).query('echo')).recordset).toEqual([{ a: 1 }]);
  });

  it('of an old server, TLS 1.0 only, is refused by default and taken by a client told to', async () => {
    fixture = await startFixture(undefined, { tlsVersion: 'TLSv1' });
    await rejection(fixture.pool({ options: { encrypt: true } }));
    const cryptoCredentialsDetails = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const pool = await fixture.pool({ options: { encrypt: true, cryptoCredentialsDetails } });
    expect((await pool.request().input('a', 1).query('echo')).recordset).toEqual([{ a: 1 }]);
  });
});
