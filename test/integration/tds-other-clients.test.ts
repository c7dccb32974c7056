import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ColumnMeta, SqlType, SqlValue } from '../../src-main/demo/sql-server/session.ts';
import { type Script, scriptedPassword, sqlError, sqlOf } from '../support/scripted-sql-engine.ts';
import { startFixture, type TdsFixture } from '../support/tds-fixture.ts';

const run = promisify(execFile);
const TSQL = '/usr/bin/tsql';
const PYTHON = '/usr/bin/python3';
const hasTsql = spawnSync(TSQL, ['-C']).status === 0;
const hasPytds = spawnSync(PYTHON, ['-c', 'import pytds']).status === 0;
const hasPytdsTls = hasPytds && spawnSync(PYTHON, ['-c', 'import OpenSSL']).status === 0;
const VERSIONS = ['7.1', '7.2', '7.3', '7.4'] as const;

const typed: readonly (readonly [string, SqlType, SqlValue])[] = [
  ['bit', { name: 'bit' }, true],
  ['int', { name: 'int' }, -7],
  ['bigint', { name: 'bigint' }, 2n ** 60n],
  ['float', { name: 'float' }, 0.25],
  ['money', { name: 'money' }, '-1234.5600'],
  ['numeric', { name: 'numeric', precision: 20, scale: 3 }, '12345678901234567.890'],
  ['datetime', { name: 'datetime' }, '2024-02-29T23:59:59.997'],
  ['smalldatetime', { name: 'smalldatetime' }, '2024-02-29T23:58:00'],
  ['date', { name: 'date' }, '2024-02-29'],
  ['datetime2', { name: 'datetime2', scale: 3 }, '2024-02-29T23:59:59.123'],
  ['char', { name: 'char', length: 6 }, 'é€    '],
  ['nvarchar', { name: 'nvarchar', length: 20 }, 'é漢'],
  ['max', { name: 'nvarchar', length: 'max' }, 'é漢'.repeat(3000)],
  ['text', { name: 'text' }, 'é€'],
  ['image', { name: 'image' }, Uint8Array.of(0, 255)],
  ['varbinary', { name: 'varbinary', length: 10 }, Uint8Array.of(1, 2)],
  ['guid', { name: 'uniqueidentifier' }, '01234567-89AB-CDEF-0123-456789ABCDEF'],
];

const script: Script = (request, sink) => {
  const text = sqlOf(request).trim();
  if (text === 'typed rows') {
    sink.columns(typed.map(([name, type]): ColumnMeta => ({ name, type, nullable: true, identity: false })));
    void sink.row(typed.map(([, , value]) => value));
    void sink.row(typed.map(() => null));
    sink.statementDone(2, false);
    return true;
  }
  if (text === 'an error') {
    sink.message({ ...sqlError(50_001, 'No such invoice.'), procedure: 'post', line: 7, state: 3 });
    sink.statementDone(null, true);
    return true;
  }
  return false;
};

let fixture: TdsFixture;
let folder: string;
beforeEach(async () => {
  fixture = await startFixture(script);
  folder = await mkdtemp(join(tmpdir(), 'matchbook-tds-'));
});
afterEach(async () => {
  await fixture.close();
  await rm(folder, { recursive: true });
});

const logins = (): string[] =>
  fixture.server.recentLog().flatMap(({ event, text }) => (event === 'login' ? [text] : []));

/** Feeds batches to FreeTDS's tsql, and gives back all it wrote. */
async function tsql(version: string, encryption: string, batches: readonly string[]): Promise<string> {
  const settings = join(folder, 'freetds.conf');
  const { port } = fixture.server;
  const lines = [
    '[demo]',
    'host=127.0.0.1',
    `port=${port}`,
    `tds version=${version}`,
    `encryption=${encryption}`,
  ];
  await writeFile(settings, [...lines, 'client charset=UTF-8', ''].join('\n'));
  const child = run(TSQL, ['-S', 'demo', '-U', 'sa', '-P', scriptedPassword, '-D', 'PRO01', '-o', 'q'], {
    env: { FREETDSCONF: settings, LC_ALL: 'C.UTF-8' },
    timeout: 20_000,
  });
  child.child.stdin?.end(`${batches.map((batch) => `${batch}\ngo\n`).join('')}exit\n`);
  const { stdout, stderr } = await child;
  return stdout + stderr;
}

describe('FreeTDS', () => {
  describe.each(VERSIONS)('speaking TDS %s', (version) => {
    it.for([
      ['off', 'not encrypted'],
      ['request', 'login encrypted'],
      ['require', 'encrypted'],
    ] as const)(
      'with encryption %s logs in, reads every type and sees errors',
      async ([setting, covered], { skip }) => {
        skip(!hasTsql, 'FreeTDS (tsql) is not installed');
        const output = await tsql(version, setting, ['typed rows', 'an error', 'typed rows']);
        const rows = output.split('\n').filter((line) => line.includes('12345678901234567.890'));
        expect(rows).toHaveLength(2);
        const values = rows[0]?.replace(/^(\d+> )+/, '').split('\t') ?? [];
        const numbers = ['1', '-7', '1152921504606846976', '0.25', '-1234.5600', '12345678901234567.890'];
        expect(values.slice(0, 6)).toEqual(numbers);
        expect(values[10]).toBe('é€    ');
        expect(values[11]).toBe('é漢');
        expect(values[12]).toBe('é漢'.repeat(3000));
        expect(values[16]).toBe('01234567-89AB-CDEF-0123-456789ABCDEF');
        expect(output).toContain('50001');
        expect(output).toContain('No such invoice.');
        expect(logins()).toEqual([`sa in PRO01, TDS ${version}, ${covered}`]);
      },
    );
  });
});

/** Runs the journey of test/support/pytds-client.py, and gives back what it saw, by name. */
async function pytds(version: string, tls: 'none' | 'login' | 'all'): Promise<ReadonlyMap<string, unknown>> {
  const cafile = join(folder, 'ca.pem');
  await writeFile(cafile, fixture.server.certificatePem ?? '');
  const settings = {
    port: fixture.server.port,
    password: scriptedPassword,
    version,
    cafile: tls === 'none' ? '' : cafile,
    loginOnly: tls === 'login',
  };
  const journey = fileURLToPath(new URL('../support/pytds-client.py', import.meta.url));
  const { stdout } = await run(PYTHON, [journey, JSON.stringify(settings)], {
    timeout: 30_000,
    env: { PYTHONIOENCODING: 'utf-8' },
  });
  const seen = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  return new Map(
    seen.flatMap((entry) => (Array.isArray(entry) ? [[String(entry[0]), entry[1]] as const] : [])),
  );
}

describe('pytds', () => {
  describe.each(VERSIONS)('speaking TDS %s', (version) => {
    it.for([
      ['none', 'not encrypted'],
      ['login', 'login encrypted'],
      ['all', 'encrypted'],
    ] as const)(
      'with TLS for %s reads every type, sends parameters, sees errors, commits',
      async ([tls, covered], { skip }) => {
        skip(!hasPytds, 'python3-tds is not installed');
        skip(tls !== 'none' && !hasPytdsTls, 'pyOpenSSL, which pytds needs for TLS, is not installed');
        const seen = await pytds(version, tls);
        const old = version === '7.1' || version === '7.2';
        expect(seen.get('typed rows')).toEqual([
          [
            true,
            -7,
            2 ** 60,
            0.25,
            'Decimal -1234.56',
            'Decimal 12345678901234567.89',
            'datetime 2024-02-29 23:59:59.997000',
            'datetime 2024-02-29 23:58:00',
            old ? '2024-02-29' : 'date 2024-02-29',
            old ? '2024-02-29 23:59:59.123' : 'datetime 2024-02-29 23:59:59.123000',
            'é€    ',
            'é漢',
            'é漢'.repeat(3000),
            'é€',
            'bytes 00ff',
            'bytes 0102',
            'UUID 01234567-89ab-cdef-0123-456789abcdef',
          ],
          typed.map(() => null),
        ]);
        expect(seen.get('echo')).toEqual([
          [
            5,
            2 ** 40,
            1.5,
            'hé漢',
            'bytes 00ff',
            'Decimal -1234567890123456789.0123',
            version === '7.2' ? '2024-02-29 01:02:03.000000' : 'datetime 2024-02-29 01:02:03',
            'UUID 01234567-89ab-cdef-0123-456789abcdef',
            true,
            9000,
          ],
        ]);
        const where = 'SQL Server message 50001, severity 16, state 3, procedure post, line 7:';
        expect(seen.get('error')).toEqual([[50_001, `${where}\nNo such invoice.`]]);
        expect(seen.get('after the error')).toEqual([[2]]);
        const commits = fixture.engine.requests.filter((r) => r.kind === 'commit' || /COMMIT/.test(sqlOf(r)));
        expect(commits.length).toBeGreaterThan(0);
        expect(logins()).toEqual([`sa in PRO01, TDS ${version}, ${covered}`]);
      },
    );
  });
});
