import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { batch, lastDoneStatus, MESSAGE, packet, RawTdsClient } from '../support/raw-tds-client.ts';
import { type Script, scriptedPassword, sqlOf } from '../support/scripted-sql-engine.ts';
import { startFixture, type TdsFixture } from '../support/tds-fixture.ts';

const ROWS = 200_000;
const ROW_BYTES = 500;
const MEBIBYTE = 1024 * 1024;

let rowsGiven = 0;
const script: Script = async (request, sink, signal) => {
  if (sqlOf(request) !== 'many rows') return false;
  sink.columns([
    { name: 'n', type: { name: 'int' }, nullable: false, identity: false },
    { name: 'text', type: { name: 'char', length: ROW_BYTES }, nullable: false, identity: false },
  ]);
  const text = 'x'.repeat(ROW_BYTES);
  for (rowsGiven = 0; rowsGiven < ROWS && !signal.aborted; rowsGiven++) await sink.row([rowsGiven, text]);
  sink.statementDone(rowsGiven, false);
  return true;
};

let fixture: TdsFixture;
beforeEach(async () => {
  fixture = await startFixture(script);
});
afterEach(() => fixture.close());

/** Waits until the engine stands still because nobody takes its rows. */
async function standstill(): Promise<number> {
  let before = -1;
  await expect
    .poll(
      () => {
        const stands = rowsGiven > 0 && rowsGiven === before;
        before = rowsGiven;
        return stands;
      },
      { interval: 200, timeout: 20_000 },
    )
    .toBe(true);
  return rowsGiven;
}

describe('a result of 200,000 rows', () => {
  it.each([false, true])(
    'reaches a client that streams it, row by row and in order (encrypted: %s)',
    async (encrypt) => {
      const pool = await fixture.pool({ options: { encrypt } });
      const request = pool.request();
      request.stream = true;
      let seen = 0;
      let inOrder = true;
      request.on('row', (row: { n: number }) => {
        inOrder &&= row.n === seen;
        seen++;
      });
      const failed = once(request, 'error').then(([error]) => {
        throw error;
      });
      void request.query('many rows');
      await Promise.race([once(request, 'done'), failed]);
      expect({ seen, inOrder }).toEqual({ seen: ROWS, inOrder: true });
    },
  );

  it('waits for a client that does not read, and holds little of it in memory', async () => {
    const client = new RawTdsClient(fixture.server.port);
    await client.logIn({ user: 'sa', password: scriptedPassword });
    client.socket.pause();
    await client.send(packet(MESSAGE.batch, batch('many rows')));
    const given = await standstill();
    // The rest is in the buffers of the operating system, a few MiB on loopback.
    expect(given * ROW_BYTES).toBeLessThan(32 * MEBIBYTE);
    client.socket.resume();
    const answer = await client.receive();
    expect(lastDoneStatus(answer)).toBe(0x10);
    expect(answer.payload.length).toBeGreaterThan(ROWS * ROW_BYTES);
    client.destroy();
  });

  it('is not waited for by the engine when the client leaves', async () => {
    const client = new RawTdsClient(fixture.server.port);
    await client.logIn({ user: 'sa', password: scriptedPassword });
    client.socket.pause();
    await client.send(packet(MESSAGE.batch, batch('many rows')));
    await standstill();
    client.destroy();
    await expect.poll(() => fixture.engine.sessions.at(-1)?.isClosed).toBe(true);
    expect(rowsGiven).toBeLessThan(ROWS);
  });
});

describe('a value of several MiB', () => {
  it('travels both ways', async () => {
    const pool = await fixture.pool();
    const value = Buffer.alloc(5 * MEBIBYTE, 'matchbook');
    const { recordset } = await pool.request().input('v', value).query('echo');
    expect(Buffer.compare(recordset[0].v, value)).toBe(0);
  });
});
