import { once } from 'node:events';
import type sql from 'mssql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { batch, lastDoneStatus, MESSAGE, packet, RawTdsClient } from '../support/raw-tds-client.ts';
import { type Script, scriptedPassword, sqlOf } from '../support/scripted-sql-engine.ts';
import { rejection, startFixture, type TdsFixture } from '../support/tds-fixture.ts';

const DONE_ERROR = 0x02;
const DONE_ATTENTION = 0x20;
const attention = packet(MESSAGE.attention, Buffer.alloc(0));

let rowsGiven = 0;
const script: Script = async (request, sink, signal) => {
  const text = sqlOf(request);
  if (text === 'wait') {
    if (!signal.aborted) await once(signal, 'abort');
    return true;
  }
  if (text !== 'endless') return false;
  sink.columns([{ name: 'n', type: { name: 'int' }, nullable: false, identity: false }]);
  for (rowsGiven = 0; !signal.aborted; rowsGiven++) await sink.row([rowsGiven]);
  sink.statementDone(null, true);
  return true;
};

let fixture: TdsFixture;
beforeEach(async () => {
  fixture = await startFixture(script);
});
afterEach(() => fixture.close());

async function rawClient(): Promise<RawTdsClient> {
  const client = new RawTdsClient(fixture.server.port);
  await client.logIn({ user: 'sa', password: scriptedPassword });
  return client;
}

describe('a request that is cancelled', () => {
  const works = async (pool: sql.ConnectionPool) => {
    expect((await pool.request().input('a', 1).query('echo')).recordset).toEqual([{ a: 1 }]);
    expect(fixture.server.connections()).toHaveLength(1);
    expect(fixture.engine.sessions.filter(({ isClosed }) => !isClosed)).toHaveLength(1);
  };

  it.each([false, true])(
    'while the engine waits stops, and the same connection goes on (encrypted: %s)',
    async (encrypt) => {
      const pool = await fixture.pool({ options: { encrypt } });
      for (let round = 0; round < 3; round++) {
        const request = pool.request();
        const result = rejection(request.query('wait'));
        await expect.poll(() => fixture.engine.requests.map(sqlOf).at(-1)).toBe('wait');
        request.cancel();
        expect(await result).toMatchObject({ code: 'ECANCEL' });
        await works(pool);
      }
    },
  );

  it('in the middle of its rows stops between two of them', async () => {
    const pool = await fixture.pool();
    const request = pool.request();
    request.stream = true;
    let seen = 0;
    request.on('row', () => {
      seen++;
      if (seen === 5000) request.cancel();
    });
    const ended = Promise.race([once(request, 'error'), once(request, 'done')]);
    void request.query('endless');
    await ended;
    expect(seen).toBeGreaterThanOrEqual(5000);
    await works(pool);
  });

  it('by the timeout of the driver stops too', async () => {
    const pool = await fixture.pool({ requestTimeout: 50 });
    expect(await rejection(pool.request().query('wait'))).toMatchObject({ code: 'ETIMEOUT' });
    await works(pool);
  });
});

describe('an attention on the wire', () => {
  it('ends the response with an error, then is acknowledged in a message of its own', async () => {
    const client = await rawClient();
    await client.send(packet(MESSAGE.batch, batch('wait')));
    await client.send(attention);
    expect(lastDoneStatus(await client.receive())).toBe(DONE_ERROR);
    expect(lastDoneStatus(await client.receive())).toBe(DONE_ATTENTION);
    expect(lastDoneStatus(await client.query('anything'))).toBe(0);
    client.destroy();
  });

  it('that comes after the response is acknowledged, once', async () => {
    const client = await rawClient();
    expect(lastDoneStatus(await client.query('anything'))).toBe(0);
    await client.send(attention);
    expect(lastDoneStatus(await client.receive())).toBe(DONE_ATTENTION);
    expect(lastDoneStatus(await client.query('anything'))).toBe(0);
    client.destroy();
  });

  it('in the middle of a request message cancels that message', async () => {
    const client = await rawClient();
    const before = fixture.engine.requests.length;
    await client.send(packet(MESSAGE.batch, batch('half a'), 0));
    await client.send(attention);
    expect(lastDoneStatus(await client.receive())).toBe(DONE_ATTENTION);
    expect(fixture.engine.requests.length).toBe(before);
    client.destroy();
  });

  it('stops a response that the client does not read', async () => {
    const client = await rawClient();
    client.socket.pause();
    await client.send(packet(MESSAGE.batch, batch('endless')));
    await expect.poll(() => rowsGiven).toBeGreaterThan(1000);
    await client.send(attention);
    client.socket.resume();
    expect(lastDoneStatus(await client.receive())).toBe(DONE_ERROR);
    expect(lastDoneStatus(await client.receive())).toBe(DONE_ATTENTION);
    client.destroy();
  });
});

describe('a request that the client gives up while sending it', () => {
  it('is not run, and is answered by one DONE with an error', async () => {
    const client = await rawClient();
    const before = fixture.engine.requests.length;
    await client.send(packet(MESSAGE.batch, batch('half a'), 0));
    await client.send(packet(MESSAGE.batch, Buffer.alloc(0), 3));
    expect(lastDoneStatus(await client.receive())).toBe(DONE_ERROR);
    expect(fixture.engine.requests.length).toBe(before);
    expect(lastDoneStatus(await client.query('anything'))).toBe(0);
    client.destroy();
  });
});

describe('a client that leaves in the middle of a request', () => {
  it('makes the engine stop and the session close', async () => {
    const client = await rawClient();
    await client.send(packet(MESSAGE.batch, batch('wait')));
    await expect.poll(() => fixture.engine.requests.map(sqlOf).at(-1)).toBe('wait');
    client.destroy();
    await expect.poll(() => fixture.engine.sessions.at(-1)?.isClosed).toBe(true);
    await expect.poll(() => fixture.server.connections()).toEqual([]);
  });
});
