import sql from 'mssql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ColumnMeta, SqlType } from '../../src-main/demo/sql-server/session.ts';
import { batch, lastDoneStatus, MESSAGE, packet, RawTdsClient } from '../support/raw-tds-client.ts';
import { type Script, scriptedPassword, sqlError, sqlOf } from '../support/scripted-sql-engine.ts';
import { rejection, startFixture, type TdsFixture } from '../support/tds-fixture.ts';

const column = (name: string, type: SqlType): ColumnMeta => ({ name, type, nullable: true, identity: false });

const script: Script = (request, sink, _signal, session) => {
  switch (sqlOf(request)) {
    case 'two results':
      sink.columns([column('a', { name: 'int' })]);
      void sink.row([1]);
      void sink.row([null]);
      sink.statementDone(2, false);
      sink.statementDone(7, false);
      sink.columns([column('b', { name: 'varchar', length: 10 })]);
      sink.statementDone(0, false);
      return true;
    case 'an error between':
      sink.statementDone(1, false);
      sink.message(sqlError(2627, 'Violation of PRIMARY KEY constraint.', 14));
      sink.statementDone(null, true);
      sink.statementDone(1, false);
      return true;
    case 'an error alone':
      sink.message({
        ...sqlError(102, "Incorrect syntax near 'x'.", 15),
        procedure: 'proc',
        line: 7,
        state: 3,
      });
      return true;
    case 'print':
      sink.message({ ...sqlError(0, 'hello', 0) });
      sink.statementDone(null, false);
      return true;
    case 'use PRO02':
      session.use('PRO02');
      sink.databaseChanged('PRO02', 'PRO01');
      return true;
    case 'fatal':
      sink.message(sqlError(21, 'The server is going down.', 21));
      return true;
    case 'a value that breaks the contract':
      sink.columns([column('a', { name: 'int' })]);
      void sink.row([1]);
      void sink.row(['not an int']);
      return true;
    case 'output':
      if (request.kind !== 'rpc') return false;
      sink.statementDone(null, false);
      for (const parameter of request.parameters) {
        if (parameter.output) sink.returnValue({ ...parameter, value: 42 });
      }
      sink.returnStatus(5);
      return true;
    default:
      return false;
  }
};

let fixture: TdsFixture;
let pool: sql.ConnectionPool;
beforeEach(async () => {
  fixture = await startFixture(script);
  pool = await fixture.pool();
});
afterEach(() => fixture.close());

describe('a batch', () => {
  it('gives every result set and every count', async () => {
    const result = await pool.request().batch('two results');
    expect(result.recordsets).toEqual([[{ a: 1 }, { a: null }], []]);
    expect(result.rowsAffected).toEqual([2, 7, 0]);
  });

  it('gives the same when it comes as a call of sp_executesql', async () => {
    const result = await pool.request().query('two results');
    expect(result.recordsets).toEqual([[{ a: 1 }, { a: null }], []]);
    expect(result.rowsAffected).toEqual([2, 7, 0]);
  });

  it.each(['batch', 'query'] as const)(
    'with an error in the middle rejects, after it ran to its end (%s)',
    async (way) => {
      const error = await rejection(pool.request()[way]('an error between'));
      expect(error).toMatchObject({ number: 2627, class: 14, code: 'EREQUEST' });
    },
  );

  it('with an error says where it was', async () => {
    const error = await rejection(pool.request().batch('an error alone'));
    expect(error).toMatchObject({
      number: 102,
      class: 15,
      state: 3,
      procName: 'proc',
      lineNumber: 7,
      serverName: 'SCRIPTED',
    });
    expect((await pool.request().input('a', 1).query('echo')).recordset).toEqual([{ a: 1 }]);
  });

  it('gives messages that are no errors', async () => {
    const messages: string[] = [];
    const request = pool.request();
    request.on('info', (info: { message: string }) => messages.push(info.message));
    await request.batch('print');
    expect(messages).toEqual(['hello']);
  });

  it('that changes the database changes it for the server and the client', async () => {
    await pool.request().batch('use PRO02');
    expect(fixture.server.connections()[0]?.database).toBe('PRO02');
  });

  it('with an error of class 20 or more ends the connection after the error was sent', async () => {
    const error = await rejection(pool.request().batch('fatal'));
    expect(error).toMatchObject({ number: 21 });
    await expect.poll(() => fixture.server.connections()).toEqual([]);
    expect(fixture.engine.sessions.every(({ isClosed }) => isClosed)).toBe(true);
  });

  it('that makes the engine break its contract ends in error 3624, a closed connection and a log line', async () => {
    const error = await rejection(pool.request().batch('a value that breaks the contract'));
    expect(error).toMatchObject({ number: 3624 });
    await expect.poll(() => fixture.server.connections()).toEqual([]);
    expect(fixture.server.recentLog().find(({ event }) => event === 'defect')?.text).toContain('int');
  });
});

describe('a call', () => {
  it('gives output values and the return status', async () => {
    const request = pool.request().output('x', sql.Int);
    const result = await request.query('output');
    expect(result.output).toEqual({ x: 42 });
  });

  it('by name gives them too', async () => {
    fixture.engine.script = (request, sink) => {
      if (request.kind !== 'rpc' || request.procedure !== 'dbo.post') return false;
      sink.returnStatus(5);
      sink.statementDone(3, false);
      const output = request.parameters.find((parameter) => parameter.output);
      if (output) sink.returnValue({ ...output, value: 'done' });
      return true;
    };
    const request = pool.request().input('a', sql.Int, 1).output('b', sql.NVarChar(20));
    const result = await request.execute('dbo.post');
    expect(result.returnValue).toBe(5);
    expect(result.output).toEqual({ b: 'done' });
    expect(result.rowsAffected).toEqual([3]);
  });

  it('of a server cursor is refused', async () => {
    const error = await rejection(pool.request().input('a', sql.Int, 1).execute('sp_cursoropen'));
    expect(error).toMatchObject({ number: 16_937 });
  });

  it('with a table-valued parameter is refused, and the connection lives', async () => {
    const table = new sql.Table('dbo.lines');
    table.columns.add('a', sql.Int);
    table.rows.add(1);
    const error = await rejection(pool.request().input('t', sql.TVP('dbo.lines'), table).query('echo'));
    expect(error).toMatchObject({ number: 2732 });
    expect((await pool.request().input('a', 1).query('echo')).recordset).toEqual([{ a: 1 }]);
  });
});

describe('a prepared statement', () => {
  it('is prepared, executed with values, and unprepared, without the engine knowing', async () => {
    const prepared = new sql.PreparedStatement(pool);
    prepared.input('a', sql.Int);
    prepared.input('b', sql.VarChar(20));
    await prepared.prepare('echo @a @b');
    expect((await prepared.execute({ a: 1, b: 'x' })).recordset).toEqual([{ a: 1, b: 'x' }]);
    expect((await prepared.execute({ a: null, b: 'é' })).recordset).toEqual([{ a: null, b: 'é' }]);
    await prepared.unprepare();
    const procedures = fixture.engine.requests.flatMap((r) => (r.kind === 'rpc' ? [r.procedure] : []));
    expect(new Set(procedures)).toEqual(new Set(['sp_executesql']));
    const last = fixture.engine.requests.findLast((request) => request.kind === 'rpc');
    const [statement, declarations] = last?.parameters ?? [];
    expect(statement?.value).toBe('echo @a @b');
    expect(String(declarations?.value).replaceAll(' ', '')).toBe('@aint,@bvarchar(20)');
  });
});

describe('a transaction', () => {
  it('is begun, committed and rolled back by transaction requests, and its descriptor follows', async () => {
    const transaction = pool.transaction();
    await transaction.begin(sql.ISOLATION_LEVEL.READ_COMMITTED);
    expect(fixture.server.connections()[0]?.inTransaction).toBe(true);
    expect((await transaction.request().input('a', 1).query('echo')).recordset).toEqual([{ a: 1 }]);
    await transaction.commit();
    expect(fixture.server.connections()[0]?.inTransaction).toBe(false);
    const second = pool.transaction();
    await second.begin(sql.ISOLATION_LEVEL.SERIALIZABLE);
    await second.rollback();
    const kinds = fixture.engine.requests.flatMap((r) => {
      if (r.kind === 'begin') return [`begin ${r.isolation}`];
      return r.kind === 'commit' || r.kind === 'rollback' ? [r.kind] : [];
    });
    expect(kinds).toEqual(['begin read committed', 'commit', 'begin serializable', 'rollback']);
  });

  it('that the server does not have is refused with error 3971', async () => {
    const client = new RawTdsClient(fixture.server.port);
    await client.logIn({ user: 'sa', password: scriptedPassword });
    await client.send(packet(MESSAGE.batch, batch('anything', 99n)));
    const answer = await client.receive();
    expect(answer.payload[0]).toBe(0xaa);
    expect(answer.payload.readInt32LE(3)).toBe(3971);
    expect(lastDoneStatus(answer)).toBe(0x02);
    client.destroy();
  });

  it('shows in the status of every DONE', async () => {
    const client = new RawTdsClient(fixture.server.port);
    await client.logIn({ user: 'sa', password: scriptedPassword });
    const begin = Buffer.concat([batch(''), Buffer.of(5, 0, 2, 0)]);
    await client.send(packet(MESSAGE.transaction, begin));
    const begun = await client.receive();
    expect(lastDoneStatus(begun)).toBe(0x04);
    expect([...begun.payload.subarray(0, 5)]).toEqual([0xe3, 11, 0, 8, 8]);
    expect(lastDoneStatus(await client.query('anything'))).toBe(0x04);
    const savepoint = Buffer.concat([batch(''), Buffer.of(9, 0, 0, 0)]);
    await client.send(packet(MESSAGE.transaction, savepoint));
    expect((await client.receive()).payload.readInt32LE(3)).toBe(628);
    client.destroy();
  });
});

describe('a request that asks for a reset of the connection', () => {
  it('resets the session first, and says so', async () => {
    const client = new RawTdsClient(fixture.server.port);
    await client.logIn({ user: 'sa', password: scriptedPassword });
    await client.send(packet(MESSAGE.batch, batch('anything'), 0x09));
    const answer = await client.receive();
    expect([...answer.payload.subarray(0, 6)]).toEqual([0xe3, 3, 0, 18, 0, 0]);
    expect(fixture.engine.sessions.at(-1)?.resets).toBe(1);
    client.destroy();
  });
});

describe('several calls in one message', () => {
  it('are run in order, and only the last DONE ends the response', async () => {
    const client = new RawTdsClient(fixture.server.port);
    await client.logIn({ user: 'sa', password: scriptedPassword });
    const call = (value: number) => {
      const name = Buffer.from('p', 'utf16le');
      return Buffer.concat([Buffer.of(1, 0), name, Buffer.of(0, 0), Buffer.of(0, 0, 0x26, 1, 1, value)]);
    };
    const message = Buffer.concat([batch(''), call(7), Buffer.of(0xff), call(8)]);
    await client.send(packet(MESSAGE.rpc, message));
    const answer = await client.receive();
    expect(
      fixture.engine.requests.slice(-2).map((r) => (r.kind === 'rpc' ? r.parameters[0]?.value : null)),
    ).toEqual([7, 8]);
    const doneProcedures = [...answer.payload.keys()].filter(
      (at) => answer.payload[at] === 0xfe && answer.payload[at + 2] === 0,
    );
    expect(doneProcedures.map((at) => answer.payload.readUInt16LE(at + 1) & 1)).toEqual([1, 0]);
    client.destroy();
  });
});
