import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RpcParameter } from '../../src-main/demo/sql-server/session.ts';
import { containsCommit, isCommit } from '../../src-main/demo/sql-server/tds/commit-text.ts';
import { RequestRefusedError, TdsProtocolError } from '../../src-main/demo/sql-server/tds/errors.ts';
import { dropsAfterStatement, strikes, type TdsFaults } from '../../src-main/demo/sql-server/tds/faults.ts';
import { readLogin7 } from '../../src-main/demo/sql-server/tds/login7.ts';
import {
  agreeOnEncryption,
  ENCRYPTION,
  readPrelogin,
  writePrelogin,
} from '../../src-main/demo/sql-server/tds/prelogin.ts';
import { PreparedStatements } from '../../src-main/demo/sql-server/tds/prepared-statements.ts';
import { negotiate, PACKET, type TdsVersion } from '../../src-main/demo/sql-server/tds/protocol.ts';
import { readRequestMessage } from '../../src-main/demo/sql-server/tds/request-message.ts';

const nvarchar = (name: string, value: string | null): RpcParameter => {
  return { name, type: { name: 'nvarchar', length: 4000 }, value, output: false };
};
const int = (name: string, value: number | null, output = false): RpcParameter => {
  return { name, type: { name: 'int' }, value, output };
};

describe('bytes from nobody knows where', () => {
  const message = (type: number, payload: Buffer) => {
    return { type, ignored: false, reset: false, resetKeepsTransaction: false, payload };
  };
  const onlyKnownErrors = (run: () => unknown): void => {
    try {
      run();
    } catch (error) {
      if (!(error instanceof TdsProtocolError) && !(error instanceof RequestRefusedError)) throw error;
    }
  };
  const readRequest = (type: number, payload: Buffer, version: TdsVersion) =>
    onlyKnownErrors(() => readRequestMessage(message(type, payload), version).work());

  it('are refused as a protocol error or an unknown request, never by another exception', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(PACKET.sqlBatch, PACKET.rpc, PACKET.transaction, PACKET.bulkLoad, 0x55),
        fc.constantFrom<TdsVersion>(71, 72, 73, 74),
        (bytes, type, version) => readRequest(type, Buffer.from(bytes), version),
      ),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        onlyKnownErrors(() => readPrelogin(Buffer.from(bytes)));
        onlyKnownErrors(() => readLogin7(Buffer.from(bytes)));
      }),
      { numRuns: 2000 },
    );
  });

  it('are refused as well when only the parameters of a call are broken', () => {
    const head = Buffer.from([0xff, 0xff, 10, 0, 0, 0]);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (bytes) => {
        readRequest(PACKET.rpc, Buffer.concat([head, Buffer.of(0, 0), Buffer.from(bytes)]), 71);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a COMMIT in a batch', () => {
  it.each([
    ['COMMIT', true],
    ['if @@trancount > 0 commit tran x', true],
    ['BEGIN TRAN; UPDATE t SET a = 1; COMMIT TRANSACTION;', true],
    ['ROLLBACK', false],
    ["SELECT 'COMMIT'", false],
    ["SELECT N'it''s a commit'", false],
    ['SELECT [commit] FROM t -- commit\n', false],
    ['/* commit */ SELECT 1', false],
    ['SELECT commitments FROM t', false],
    ['SELECT @commit', false],
  ])('%s', (sql, found) => {
    expect(containsCommit(sql)).toBe(found);
  });

  it('is found in the statement of an sp_executesql too', () => {
    expect(
      isCommit({ kind: 'rpc', procedure: 'sp_executesql', parameters: [nvarchar('@stmt', 'commit')] }),
    ).toBe(true);
    expect(isCommit({ kind: 'rpc', procedure: 'sp_getapplock', parameters: [nvarchar('', 'commit')] })).toBe(
      false,
    );
    expect(isCommit({ kind: 'commit', name: '' })).toBe(true);
    expect(isCommit({ kind: 'rollback', name: '' })).toBe(false);
  });
});

describe('what both sides say about encryption', () => {
  it.each([
    [ENCRYPTION.off, 'off', ENCRYPTION.notSupported, 'nothing'],
    [ENCRYPTION.on, 'off', ENCRYPTION.notSupported, 'nothing'],
    [ENCRYPTION.off, 'on', ENCRYPTION.off, 'login'],
    [ENCRYPTION.on, 'on', ENCRYPTION.on, 'everything'],
    [ENCRYPTION.notSupported, 'on', ENCRYPTION.notSupported, 'nothing'],
    [ENCRYPTION.off, 'required', ENCRYPTION.required, 'everything'],
    [ENCRYPTION.on, 'required', ENCRYPTION.on, 'everything'],
    [ENCRYPTION.notSupported, 'required', ENCRYPTION.required, 'nothing'],
  ] as const)('client %i, server %s: answer %i, encrypted: %s', (client, setting, answer, scope) => {
    expect(agreeOnEncryption(client, setting)).toEqual({ answer, scope });
  });

  it('is read back from the PRELOGIN that carries it', () => {
    const prelogin = writePrelogin({ major: 10, minor: 50, build: 6000 }, ENCRYPTION.on);
    expect(readPrelogin(prelogin)).toEqual({ encryption: ENCRYPTION.on });
  });
});

describe('the protocol version', () => {
  it.each([
    [0x70000000, 74, null],
    [0x71000000, 74, 71],
    [0x71000001, 74, 71],
    [0x72090002, 74, 72],
    [0x730a0003, 74, 73],
    [0x730b0003, 74, 73],
    [0x74000004, 74, 74],
    [0x74000004, 72, 72],
    [0x71000001, 72, 71],
    [0x08000000, 74, null],
  ] as const)('asked %i, newest here %i: %s', (requested, newest, agreed) => {
    expect(negotiate(requested, newest)).toBe(agreed);
  });
});

describe('prepared handles', () => {
  const call = (procedure: string, ...parameters: RpcParameter[]) => ({ procedure, parameters });

  it('are executed as sp_executesql with the declarations and the values', () => {
    const prepared = new PreparedStatements();
    const { run, handle } = prepared.resolve(
      call(
        'sp_prepare',
        int('@handle', null, true),
        nvarchar('@params', '@a int'),
        nvarchar('@stmt', 'select @a'),
      ),
    );
    expect(run).toBeNull();
    expect(handle).toEqual(int('@handle', 1, true));
    expect(prepared.resolve(call('sp_execute', int('', 1), int('@a', 7))).run).toEqual({
      procedure: 'sp_executesql',
      parameters: [nvarchar('@stmt', 'select @a'), nvarchar('@params', '@a int'), int('@a', 7)],
    });
  });

  it('without declarations are executed with the statement alone', () => {
    const prepared = new PreparedStatements();
    const first = prepared.resolve(
      call('sp_prepexec', int('', null, true), nvarchar('', null), nvarchar('', 'select 1')),
    );
    expect(first.run?.parameters).toEqual([nvarchar('@stmt', 'select 1')]);
    expect(first.handle?.value).toBe(1);
  });

  it('are gone after sp_unprepare and after a reset, with the error of SQL Server', () => {
    const prepared = new PreparedStatements();
    const prepare = () =>
      prepared.resolve(call('sp_prepare', int('', null, true), nvarchar('', ''), nvarchar('', 'select 1')));
    prepare();
    prepared.resolve(call('sp_unprepare', int('', 1)));
    const number = (run: () => unknown): number | null => {
      try {
        run();
      } catch (error) {
        if (error instanceof RequestRefusedError) return error.sqlMessage.number;
        throw error;
      }
      return null;
    };
    expect(number(() => prepared.resolve(call('sp_execute', int('', 1))))).toBe(8179);
    prepare();
    prepared.clear();
    expect(number(() => prepared.resolve(call('sp_execute', int('', 2))))).toBe(8179);
    expect(number(() => prepared.resolve(call('sp_cursoropen', int('', 1))))).toBe(16_937);
    expect(number(() => prepared.resolve(call('[sys].sp_cursorfetch', int('', 1))))).toBe(16_937);
  });

  it('leave other procedures to the engine, as the client named them', () => {
    const other = call('PRO01.dbo.[sp_getapplock]', nvarchar('@Resource', 'x'));
    expect(new PreparedStatements().resolve(other)).toEqual({ run: other, handle: null });
  });
});

describe('fault triggers', () => {
  const event = { connectionId: 1, user: 'sa', request: null, requestNumber: 3, rowNumber: 0 };

  it('with a number strike that many times', () => {
    const faults: TdsFaults = { dropBeforeCommit: 2 };
    const struck = [1, 2, 3].map(() => strikes(faults, 'dropBeforeCommit', event));
    expect(struck).toEqual([true, true, false]);
    expect(faults.dropBeforeCommit).toBe(0);
  });

  it('with a predicate strike when it says so', () => {
    const faults: TdsFaults = { loginFailure: ({ user }) => user === 'sa' };
    expect(strikes(faults, 'loginFailure', event)).toBe(true);
    expect(strikes(faults, 'loginFailure', { ...event, user: 'other' })).toBe(false);
  });

  it('after N statements strike at the Nth, once', () => {
    const faults: TdsFaults = { dropAfterNStatements: 3 };
    const struck = [1, 2, 3, 4].map(() => dropsAfterStatement(faults, event));
    expect(struck).toEqual([false, false, true, false]);
  });
});
