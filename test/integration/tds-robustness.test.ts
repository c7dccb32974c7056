import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, connect as netConnect } from 'node:net';
import fc from 'fast-check';
import sql from 'mssql';
import { afterEach, describe, expect, it } from 'vitest';
import {
  batch,
  lastDoneStatus,
  loginPayload,
  MESSAGE,
  packet,
  RawTdsClient,
} from '../support/raw-tds-client.ts';
import { scriptedPassword } from '../support/scripted-sql-engine.ts';
import { startFixture, type TdsFixture } from '../support/tds-fixture.ts';

const sa = { user: 'sa', password: scriptedPassword };
let fixture: TdsFixture;
afterEach(() => fixture.close());

const lastReason = () => fixture.server.recentLog().findLast(({ event }) => event === 'closed')?.text;
const closedFor = (reason: string) => expect.poll(lastReason).toContain(reason);

async function loggedIn(): Promise<RawTdsClient> {
  const client = new RawTdsClient(fixture.server.port);
  await client.logIn(sa);
  return client;
}

/** A proxy that hands on every byte by itself, both ways. */
async function byteByByteProxy(port: number): Promise<{ port: number; close: () => void }> {
  const proxy = createServer((client) => {
    const server = netConnect({ host: '127.0.0.1', port, noDelay: true });
    client.setNoDelay(true);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('data', (chunk: Buffer) => {
        for (const byte of chunk) to.write(Buffer.of(byte));
      });
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return { port: (proxy.address() as AddressInfo).port, close: () => proxy.close() };
}

describe('a network that delivers one byte at a time', () => {
  it('changes nothing', async () => {
    fixture = await startFixture();
    const client = new RawTdsClient(fixture.server.port);
    client.byteByByte = true;
    await client.logIn(sa);
    expect(lastDoneStatus(await client.query('anything'))).toBe(0);
    await client.send(packet(MESSAGE.attention, Buffer.alloc(0)));
    expect(lastDoneStatus(await client.receive())).toBe(0x20);
    client.destroy();
  });

  it.each([false, true])('changes nothing for mssql either (encrypted: %s)', async (encrypt) => {
    fixture = await startFixture();
    const proxy = await byteByByteProxy(fixture.server.port);
    const pool = await fixture.pool({ port: proxy.port, options: { encrypt } });
    const text = 'é漢'.repeat(3000);
    const { recordset } = await pool.request().input('a', sql.NVarChar, text).query('echo');
    expect(recordset).toEqual([{ a: text }]);
    await pool.close();
    proxy.close();
  });
});

describe('a stranger', () => {
  it.each([
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['a TLS client', Buffer.from([0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3])],
    ['a batch before the login', packet(MESSAGE.batch, batch('select 1'))],
    ['an empty PRELOGIN', packet(MESSAGE.prelogin, Buffer.alloc(0))],
    ['a PRELOGIN that points outside', packet(MESSAGE.prelogin, Buffer.of(1, 0xff, 0xff, 0, 1, 0xff))],
    ['a login that is too short', packet(MESSAGE.login, Buffer.alloc(20))],
    [
      'a login that points outside',
      packet(
        MESSAGE.login,
        ((bytes) => {
          bytes.writeUInt16LE(60_000, 40);
          return bytes;
        })(loginPayload(sa)),
      ),
    ],
  ])('that sends %s is cut off, with a reason in the log', async (_what, bytes) => {
    fixture = await startFixture();
    const client = new RawTdsClient(fixture.server.port);
    await client.send(bytes);
    await client.closed();
    await expect.poll(lastReason).toBeTruthy();
    expect(lastReason()).not.toBe('the client left');
    expect(fixture.engine.sessions).toEqual([]);
  });

  it('that sends nothing is cut off when its time is up', async () => {
    fixture = await startFixture(undefined, { loginTimeoutMs: 30 });
    const client = new RawTdsClient(fixture.server.port);
    await client.closed();
    await closedFor('no login in time');
  });

  it('that sends garbage of any kind never harms the others', async () => {
    fixture = await startFixture();
    const pool = await fixture.pool();
    for (let round = 0; round < 60; round++) {
      const client = new RawTdsClient(fixture.server.port);
      if (round % 3 === 1) await client.prelogin(round % 6 === 1 ? 1 : 2);
      if (round % 3 === 2) await client.logIn(sa);
      const type = [MESSAGE.batch, MESSAGE.rpc, MESSAGE.transaction, MESSAGE.prelogin][round % 4] ?? 0;
      await client.send(packet(type, randomBytes(1 + ((round * 7) % 300))));
      await client.send(randomBytes(400));
      await client.closed();
    }
    expect((await pool.request().input('a', 1).query('echo')).recordset).toEqual([{ a: 1 }]);
  });
});

describe('a conversation with a few bytes changed', () => {
  const call = Buffer.concat([
    batch(''),
    Buffer.of(0xff, 0xff, 10, 0, 0, 0),
    Buffer.of(0, 0, 0xe7, 20, 0, 9, 4, 0xd0, 0, 0x34, 4, 0, 0x61, 0, 0x62, 0),
    Buffer.of(
      0,
      0,
      0xe7,
      0xff,
      0xff,
      9,
      4,
      0xd0,
      0,
      0x34,
      2,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      2,
      0,
      0,
      0,
      0x61,
      0,
      0,
      0,
      0,
      0,
    ),
    Buffer.of(0, 1, 0x6c, 9, 12, 2, 5, 1, 0x10, 0x27, 0, 0),
    Buffer.of(0, 0, 0x2a, 3, 7, 1, 2, 3, 4, 5, 6, 7),
  ]);
  const conversation = Buffer.concat([
    packet(MESSAGE.prelogin, Buffer.from([1, 0, 6, 0, 1, 0xff, 2])),
    packet(MESSAGE.login, loginPayload(sa)),
    packet(MESSAGE.rpc, call),
  ]);

  it('ends in an answer or a closed connection, never in a defect', async () => {
    fixture = await startFixture();
    let answered = 0;
    const change = fc.tuple(fc.nat(conversation.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(conversation);
        for (const [at, byte] of changes) bytes[at] = byte;
        const client = new RawTdsClient(fixture.server.port);
        await client.send(bytes);
        client.socket.end();
        await client.closed();
        if (client.bytesReceived > 500) answered++;
      }),
      { numRuns: 400 },
    );
    expect(answered).toBeGreaterThan(20);
    expect(fixture.engine.requests.length).toBeGreaterThan(20);
    await expect.poll(() => fixture.server.connections()).toEqual([]);
    expect(fixture.engine.sessions.every(({ isClosed }) => isClosed)).toBe(true);
    expect(fixture.server.recentLog().filter(({ event }) => event === 'defect')).toEqual([]);
  });
});

describe('a client that breaks the protocol after its login', () => {
  it.each([
    ['no request headers', packet(MESSAGE.batch, Buffer.of(1)), 'the message ends'],
    [
      'half a character',
      packet(MESSAGE.batch, Buffer.concat([batch('x'), Buffer.of(1)])),
      'odd number of bytes',
    ],
    ['a message of an unknown type', packet(0x55, batch('')), 'not expected here'],
    [
      'a second login',
      packet(MESSAGE.login, Buffer.concat([batch(''), loginPayload(sa)])),
      'not expected here',
    ],
    ['a packet that is shorter than its header', Buffer.of(1, 1, 0, 7, 0, 0, 0, 0), 'announces 7 bytes'],
  ])('with %s is cut off, and its session ends', async (_what, bytes, reason) => {
    fixture = await startFixture();
    const client = await loggedIn();
    await client.send(bytes);
    await client.closed();
    await closedFor(reason);
    expect(fixture.engine.sessions.at(-1)?.isClosed).toBe(true);
  });

  it('with a message without end is cut off at 64 MiB', async () => {
    fixture = await startFixture();
    const client = await loggedIn();
    const part = packet(MESSAGE.batch, Buffer.alloc(32_000), 0);
    const enough = 66 * 1024 * 1024;
    for (let sent = 0; sent < enough && !client.socket.destroyed; sent += part.length) {
      await new Promise<void>((resolve) => client.socket.write(part, () => resolve()));
    }
    await client.closed();
    await closedFor('longer than 67108864 bytes');
  });

  it('by a second request during the first is cut off', async () => {
    fixture = await startFixture(async (_request, _sink, signal) => {
      if (!signal.aborted) await once(signal, 'abort');
      return true;
    });
    const client = await loggedIn();
    await client.sendBatch('first');
    await client.sendBatch('second');
    await client.closed();
    await closedFor('while another one was running');
  });

  it('with a bulk load gets an error, and may go on', async () => {
    fixture = await startFixture();
    const client = await loggedIn();
    await client.send(packet(7, Buffer.alloc(10)));
    expect((await client.receive()).payload.readInt32LE(3)).toBe(4891);
    expect(lastDoneStatus(await client.query('anything'))).toBe(0);
    client.destroy();
  });
});

describe('the 201st connection', () => {
  it('is refused, and there is room again when one has left', async () => {
    fixture = await startFixture();
    const clients = Array.from({ length: 200 }, () => new RawTdsClient(fixture.server.port));
    await expect.poll(() => fixture.server.connections().length).toBe(200);
    const refused = new RawTdsClient(fixture.server.port);
    await refused.closed();
    expect(fixture.server.recentLog().at(-1)).toMatchObject({ event: 'refused' });
    clients[0]?.destroy();
    await expect.poll(() => fixture.server.connections().length).toBe(199);
    await loggedIn();
    for (const client of clients) client.destroy();
  });
});

describe('a server that is closed', () => {
  it('leaves no connection, no session and no listener behind', async () => {
    fixture = await startFixture();
    const client = await loggedIn();
    const { port } = fixture.server;
    await fixture.server.close();
    await client.closed();
    expect(fixture.engine.sessions.every(({ isClosed }) => isClosed)).toBe(true);
    const late = new RawTdsClient(port);
    expect((await late.closed()).length).toBe(0);
    fixture = await startFixture();
  });
});
