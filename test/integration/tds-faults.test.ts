import sql from 'mssql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isCommit } from '../../src-main/demo/sql-server/tds/commit-text.ts';
import { RawTdsClient } from '../support/raw-tds-client.ts';
import { type Script, scriptedPassword, sqlOf } from '../support/scripted-sql-engine.ts';
import { rejection, startFixture, type TdsFixture } from '../support/tds-fixture.ts';

let committed = 0;
const script: Script = (request, sink, _signal, session) => {
  const text = sqlOf(request).toLowerCase();
  if (text === 'begin tran') sink.transactionBegan(session.begin());
  if (isCommit(request) && session.transaction !== 0n) {
    const descriptor = session.transaction;
    session.end();
    committed++;
    sink.transactionCommitted(descriptor);
  }
  if (text === 'rows') {
    sink.columns([{ name: 'text', type: { name: 'char', length: 100 }, nullable: false, identity: false }]);
    for (let n = 0; n < 10; n++) void sink.row([String(n).padEnd(100, 'x')]);
    sink.statementDone(10, false);
    return true;
  }
  if (text === '' || text.startsWith('echo')) return request.kind === 'commit';
  sink.statementDone(null, false);
  return true;
};

let fixture: TdsFixture;
beforeEach(async () => {
  committed = 0;
  fixture = await startFixture(script);
});
afterEach(() => fixture.close());

const echoes = async (): Promise<unknown> => {
  const pool = await fixture.pool();
  return (await pool.request().input('a', 1).query('echo')).recordset;
};
const reasons = (): string[] =>
  fixture.server.recentLog().flatMap(({ event, text }) => (event === 'closed' ? [text] : []));

/** The ways in which a client commits. */
const commits = [
  {
    way: 'a transaction request',
    act: async () => {
      const transaction = (await fixture.pool()).transaction();
      await transaction.begin();
      await transaction.commit();
    },
  },
  {
    way: 'the text of a batch',
    act: async () => {
      const pool = await fixture.pool();
      await pool.request().batch('begin tran');
      await pool.request().batch('if @@trancount > 0 commit tran');
    },
  },
  {
    way: 'an sp_executesql',
    act: async () => {
      const pool = await fixture.pool();
      await pool.request().query('begin tran');
      await pool.request().query('COMMIT;');
    },
  },
];

describe.each(commits)('a commit by $way', ({ act }) => {
  it('goes through without faults', async () => {
    await act();
    expect(committed).toBe(1);
  });

  it('is not run when the connection drops before it', async () => {
    fixture.server.faults.dropBeforeCommit = 1;
    await rejection(act());
    expect(committed).toBe(0);
    await expect.poll(() => fixture.engine.sessions.every(({ isClosed }) => isClosed)).toBe(true);
    expect(reasons()).toContain('fault: dropBeforeCommit');
    expect(fixture.server.faults.dropBeforeCommit).toBe(0);
    await act();
    expect(committed).toBe(1);
  });

  it('is run, and the client never hears of it, when the connection drops after it', async () => {
    fixture.server.faults.dropAfterCommit = 1;
    await rejection(act());
    expect(committed).toBe(1);
    await expect.poll(reasons).toContain('fault: dropAfterCommit');
    await act();
    expect(committed).toBe(2);
  });

  it('is answered late, past the patience of the client', async () => {
    fixture.server.faults.delayCommitAckMs = ({ request }) => (request && isCommit(request) ? 60_000 : 0);
    const patient = fixture.pool;
    fixture.pool = (change) => patient({ ...change, requestTimeout: 100 });
    expect(await rejection(act())).toMatchObject({ code: 'ETIMEOUT' });
    expect(committed).toBe(1);
  });
});

describe('a commit that commits nothing', () => {
  it('is not what dropAfterCommit waits for', async () => {
    fixture.server.faults.dropAfterCommit = 1;
    const pool = await fixture.pool();
    await pool.request().batch('commit');
    expect(fixture.server.faults.dropAfterCommit).toBe(1);
  });
});

describe('a server that is not there', () => {
  it('refuses as many connections as told', async () => {
    fixture.server.faults.refuseConnections = 2;
    await rejection(fixture.pool());
    await rejection(fixture.pool());
    expect(await echoes()).toEqual([{ a: 1 }]);
  });

  it('comes back after a restart at night: every connection is gone, a new one works', async () => {
    const pool = await fixture.pool();
    await pool.request().batch('something');
    await echoes();
    expect(fixture.server.connections()).toHaveLength(2);
    await fixture.server.dropAll();
    expect(fixture.server.connections()).toEqual([]);
    expect(fixture.engine.sessions.every(({ isClosed }) => isClosed)).toBe(true);
    expect((await pool.request().input('a', 1).query('echo')).recordset).toEqual([{ a: 1 }]);
  });
});

describe('a login', () => {
  it('fails as often as told, then works', async () => {
    fixture.server.faults.loginFailure = 1;
    expect(await rejection(fixture.pool())).toMatchObject({ code: 'ELOGIN' });
    expect(await echoes()).toEqual([{ a: 1 }]);
  });

  it('fails for whom the predicate says', async () => {
    fixture.server.faults.loginFailure = ({ user }) => user === 'sa';
    await rejection(fixture.pool());
    await rejection(fixture.pool());
    fixture.server.faults.loginFailure = undefined;
    expect(await echoes()).toEqual([{ a: 1 }]);
  });

  it('is answered by half an answer, and its session ends', async () => {
    fixture.server.faults.truncateLoginAck = 1;
    const client = new RawTdsClient(fixture.server.port);
    await rejection(client.logIn({ user: 'sa', password: scriptedPassword }));
    expect(client.bytesReceived).toBeGreaterThan(100);
    await expect.poll(() => fixture.engine.sessions.at(-1)?.isClosed).toBe(true);
    expect(await echoes()).toEqual([{ a: 1 }]);
  });
});

describe('statements', () => {
  it('run until the Nth, whose answer is lost', async () => {
    const pool = await fixture.pool();
    await pool.request().batch('first');
    fixture.server.faults.dropAfterNStatements = 2;
    const client = new RawTdsClient(fixture.server.port);
    await client.logIn({ user: 'sa', password: scriptedPassword });
    await client.query('second');
    await rejection(client.query('third'));
    expect(fixture.engine.requests.map(sqlOf)).toContain('third');
    expect(reasons()).toContain('fault: dropAfterNStatements');
    expect(fixture.server.faults.dropAfterNStatements).toBeUndefined();
  });

  it('lose their connection in the middle of a row', async () => {
    fixture.server.faults.dropMidRow = ({ rowNumber }) => rowNumber === 7;
    const client = new RawTdsClient(fixture.server.port);
    await client.logIn({ user: 'sa', password: scriptedPassword });
    await rejection(client.query('rows'));
    fixture.server.faults.dropMidRow = 1;
    const pool = await fixture.pool();
    await rejection(pool.request().batch('rows'));
    expect((await pool.request().batch('rows')).recordset).toHaveLength(10);
  });

  it('send exactly the rows before the cut, and half of the next', async () => {
    fixture.server.faults.dropMidRow = ({ rowNumber }) => rowNumber === 7;
    const client = new RawTdsClient(fixture.server.port);
    await client.logIn({ user: 'sa', password: scriptedPassword });
    await client.sendBatch('rows');
    const bytes = (await client.closed()).toString('latin1');
    expect(bytes).toContain('6xxx');
    expect(bytes).toContain('7xxx');
    expect(bytes).not.toContain('8xxx');
    expect(bytes.endsWith('x')).toBe(true);
  });

  it('wait for the latency, which a cancellation cuts short', async () => {
    const pool = await fixture.pool({ requestTimeout: 100 });
    fixture.server.faults.latencyMs = ({ request }) => (request && sqlOf(request) === 'late' ? 60_000 : 0);
    expect(await rejection(pool.request().batch('late'))).toMatchObject({ code: 'ETIMEOUT' });
    expect(fixture.engine.requests.map(sqlOf)).not.toContain('late');
    fixture.server.faults.latencyMs = 1;
    await pool.request().batch('soon');
    expect(fixture.engine.requests.map(sqlOf).at(-1)).toBe('soon');
  });
});

describe('a storm of faults with a seed', () => {
  /** A small generator (mulberry32), so that a failing storm can be repeated. */
  const generator = (seed: number) => {
    let state = seed;
    return (): number => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    };
  };

  it.each([1, 2, 3, 4, 5])(
    'number %i loses acknowledgements, but never invents one, and leaves nothing behind',
    async (seed) => {
      const random = generator(seed);
      const { faults } = fixture.server;
      faults.dropBeforeCommit = () => random() < 0.15;
      faults.dropAfterCommit = () => random() < 0.15;
      faults.dropMidRow = () => random() < 0.01;
      faults.dropAfterNStatements = () => random() < 0.03;
      faults.refuseConnections = () => random() < 0.1;
      faults.latencyMs = () => (random() < 0.2 ? 1 : 0);
      let acknowledged = 0;
      let failed = 0;
      const worker = async (): Promise<void> => {
        for (let round = 0; round < 25; round++) {
          let transaction: sql.Transaction | null = null;
          try {
            const pool = await fixture.pool();
            transaction = pool.transaction();
            await transaction.begin();
            expect((await transaction.request().batch('rows')).recordset).toHaveLength(10);
            await transaction.commit();
            acknowledged++;
          } catch (error) {
            if (!(error instanceof sql.MSSQLError) && !(error instanceof sql.ConnectionError)) throw error;
            failed++;
            // Gives the connection back to its pool; on a dead connection it fails in its turn.
            await Promise.allSettled([transaction?.rollback()]);
          }
        }
      };
      await Promise.all([worker(), worker(), worker(), worker()]);
      expect(acknowledged + failed).toBe(100);
      expect(acknowledged).toBeGreaterThan(0);
      expect(failed).toBeGreaterThan(0);
      const lost = reasons().filter((reason) => reason === 'fault: dropAfterCommit').length;
      expect(committed).toBeGreaterThanOrEqual(acknowledged + lost);
      expect(committed).toBeLessThanOrEqual(acknowledged + failed);
      for (const name of Object.keys(faults)) delete faults[name as keyof typeof faults];
      expect(await echoes()).toEqual([{ a: 1 }]);
      await fixture.server.dropAll();
      expect(fixture.engine.sessions.every(({ isClosed }) => isClosed)).toBe(true);
      expect(fixture.server.recentLog().filter(({ event }) => event === 'defect')).toEqual([]);
    },
  );
});
