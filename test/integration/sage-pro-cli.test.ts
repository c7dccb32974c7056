import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Preflight } from '../../shared/preflight.ts';
import { checkCommand } from '../../src-main/cli/check.ts';
import type { Command } from '../../src-main/cli/io.ts';
import { postCommand } from '../../src-main/cli/post.ts';
import { CONTRACT_ROWS } from '../support/contract-company.ts';
import { invoice, PRO01_TABLES } from '../support/pro01-tables.ts';
import { SAGE_USER, type SageCompany, sagePassword, startSageCompany } from '../support/sage-company.ts';

const HEADER = 'transaction_id,gateway,occurred_at,currency,amount,customer_no,invoice_no,allocated';
let company: SageCompany;
let folder: string;

beforeEach(async () => {
  company = await startSageCompany({ batches: [...PRO01_TABLES, ...CONTRACT_ROWS] });
  folder = mkdtempSync(path.join(tmpdir(), 'matchbook-cli-'));
});
afterEach(async () => {
  await company.close();
  rmSync(folder, { recursive: true, force: true });
});

const login = (): string[] => [
  '--ledger',
  'sage-pro',
  '--server',
  '127.0.0.1',
  '--port',
  String(company.port),
  '--database',
  'PRO01',
  '--user',
  SAGE_USER,
];

async function run(
  command: Command,
  args: string[],
  env: Record<string, string> = { MATCHBOOK_SQL_PASSWORD: sagePassword },
) {
  const written = { stdout: '', stderr: '' };
  const status = await command(args, {
    stdout: { write: (text: string) => (written.stdout += text) },
    stderr: { write: (text: string) => (written.stderr += text) },
    env,
  });
  return { status, ...written };
}

function receipts(...rows: string[]): string {
  const file = path.join(folder, 'receipts.csv');
  writeFileSync(file, `${[HEADER, ...rows].join('\n')}\n`);
  return file;
}

interface Line {
  readonly line: number;
  readonly status: string;
  readonly code: string | null;
  readonly reason: string | null;
  readonly invoice_no: string;
  readonly amount: string;
  readonly marker: string;
}

async function post(file: string, ...more: string[]) {
  const result = await run(postCommand, [...login(), '--receipts', file, '--json', ...more]);
  const parsed = result.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const summary = parsed.pop()?.summary;
  return { ...result, lines: parsed as Line[], summary };
}

describe('check', () => {
  it('prints the preflight as one JSON object, and exits 0 when reading and posting are possible', async () => {
    const { status, stdout } = await run(checkCommand, [...login(), '--json']);
    expect(status).toBe(0);
    expect(Preflight.parse(JSON.parse(stdout))).toMatchObject({ canRead: true, canPost: true });
  });

  it('prints a table with the tables, columns and answers', async () => {
    const { stdout } = await run(checkCommand, login());
    expect(stdout).toMatch(/armast: PRO01\.dbo\.armast/);
    expect(stdout).toMatch(/refno +char\(20\) not null, default +optional +used: carries the marker/);
    expect(stdout).toMatch(/can read: yes {3}can post directly: yes {3}import files only: no/);
  });

  it('exits 1 with the table’s name when one is missing', async () => {
    await company.run('DROP TABLE dbo.arcash');
    const { status, stdout } = await run(checkCommand, login());
    expect(status).toBe(1);
    expect(stdout).toContain('The table arcash is missing');
  });

  it.each([
    ['a wrong password', { MATCHBOOK_SQL_PASSWORD: 'wrong' }, [], 'refused the login'],
    ['no password', {}, [], 'MATCHBOOK_SQL_PASSWORD is not set'],
    ['a server that is not there', undefined, ['--port', '1'], 'does not answer'],
    [
      'an instance, without the SQL Browser',
      undefined,
      ['--server', '127.0.0.1\\SAGEPRO', '--port', '1'],
      'does not answer',
    ],
    ['another ledger', undefined, ['--ledger', 'ledger-9'], 'There is no ledger "ledger-9"'],
    ['a port that is none', undefined, ['--port', 'x'], '--port takes a number'],
    ['an option that is none', undefined, ['--nonsense'], 'nonsense'],
    ['a time zone that is none', undefined, ['--time-zone', 'Mars/Olympus'], 'a time zone is a name'],
  ])('exits 2 with a sentence for %s', async (_what, env, more, words) => {
    const { status, stderr } = await run(checkCommand, [...login(), ...more], env);
    expect(status).toBe(2);
    expect(stderr).toContain(words);
  });

  it('takes the self-signed certificate with --trust-certificate, and not with --encrypt alone', async () => {
    expect((await run(checkCommand, [...login(), '--encrypt'])).stderr).toContain(
      'LEDGER_CERTIFICATE_REFUSED',
    );
    const trusted = await run(checkCommand, [...login(), '--encrypt', '--trust-certificate', '--json']);
    expect([trusted.status, JSON.parse(trusted.stdout).server.encrypted]).toEqual([0, true]);
  });
});

describe('post', () => {
  it('posts each row once, with padded keys found, several payments on one invoice, a credit and money on account', async () => {
    const file = receipts(
      'ch_1,stripe,2026-03-10T15:04:05Z,USD,50.00,BLUE01,10423,50.00',
      'ch_2,stripe,2026-03-11T15:04:05Z,USD,75.50,BLUE01,10423,75.50',
      'ch_3,stripe,2026-03-11T15:04:05Z,USD,200.00,BLUE01,10424,200.00',
      'ch_3,stripe,2026-03-11T15:04:05Z,USD,200.00,BLUE01,900,-40.00',
      'ch_3,stripe,2026-03-11T15:04:05Z,USD,200.00,BLUE01,,40.00',
    );
    const first = await post(file);
    expect(first.lines.map(({ status }) => status)).toEqual(Array(5).fill('posted'));
    expect(first.summary).toMatchObject({
      receipts: 5,
      posted: 5,
      already_posted: 0,
      refused: 0,
      failed: 0,
      amount: '325.50',
    });
    expect(first.status).toBe(0);
    const second = await post(file);
    expect([second.status, second.summary.posted, second.summary.already_posted]).toEqual([0, 0, 5]);
    expect(second.lines.map(({ marker }) => marker)).toEqual(first.lines.map(({ marker }) => marker));
    expect(
      await company.rows(
        "SELECT invno, paidamt, dtepaid FROM dbo.arcash WHERE refno LIKE 'MB%' ORDER BY id_col",
      ),
    ).toEqual([
      { invno: '10423', paidamt: '50.00', dtepaid: '2026-03-10' },
      { invno: '10423', paidamt: '75.50', dtepaid: '2026-03-11' },
      { invno: '10424', paidamt: '200.00', dtepaid: '2026-03-11' },
      { invno: '900', paidamt: '-40.00', dtepaid: '2026-03-11' },
      { invno: '', paidamt: '40.00', dtepaid: '2026-03-11' },
    ]);
    expect(await company.rows('SELECT COUNT(*) AS n FROM dbo.ardist')).toEqual([{ n: 0 }]);
  });

  it('writes the distribution when both accounts are given', async () => {
    const file = receipts('ch_1,stripe,2026-03-10T15:04:05Z,USD,50.00,BLUE01,10423,50.00');
    await post(file, '--clearing-account', '1015', '--receivable-account', '1200');
    expect(await company.rows('SELECT tranno, glacnt, amount FROM dbo.ardist ORDER BY id_col')).toEqual([
      { tranno: '10423', glacnt: '1015', amount: '50.00' },
      { tranno: '10423', glacnt: '1200', amount: '-50.00' },
    ]);
  });

  it('refuses with a code and a reason, rejects malformed rows by line, and posts the rest', async () => {
    const { status, lines, summary } = await post(
      receipts(
        'ch_1,stripe,2026-03-10T15:04:05Z,USD,130.00,BLUE01,10423,130.00',
        'ch_2,stripe,2026-03-10T15:04:05Z,USD,50.00,BLUE01,10400,50.00',
        'ch_3,stripe,2026-03-10T15:04:05Z,USD,50.00,PINE02,10424,50.00',
        'ch_4,stripe,2026-03-10T15:04:05Z,USD,50.00,BLUE01,10300,50.00',
        'ch_5,stripe,not a day,USD,50.00,BLUE01,10424,50.00',
        'ch_6,stripe,2026-03-10T15:04:05Z,USD,50.00,BLUE01,10424,60.00',
        'ch_7,stripe,2026-03-10T15:04:05Z,EUR,50.00,BLUE01,10424,50.00',
        'ch_8,stripe,2026-03-10T15:04:05Z,USD,50.001,BLUE01,10424,50.00',
        'ch_9,stripe,2026-03-10T15:04:05Z,USD,50.00,BLUE01,10424,50.00',
      ),
    );
    expect(status).toBe(1);
    const byLine = new Map(lines.map((it) => [it.line, it.code ?? it.status]));
    expect(Object.fromEntries([...byLine].sort(([a], [b]) => a - b))).toEqual({
      2: 'AMOUNT_EXCEEDS_BALANCE',
      3: 'ITEM_VOID',
      4: 'CUSTOMER_MISMATCH',
      5: 'ITEM_IN_HISTORY',
      6: 'rejected',
      7: 'ALLOCATED_MORE_THAN_AMOUNT',
      8: 'CURRENCY_MISMATCH',
      9: 'rejected',
      10: 'posted',
    });
    expect(summary).toMatchObject({ receipts: 9, posted: 1, refused: 6, rejected: 2 });
  });

  it('says that a row under the same marker with another amount is a conflict', async () => {
    await post(receipts('ch_1,stripe,2026-03-10T15:04:05Z,USD,50.00,BLUE01,10423,50.00'));
    const { lines } = await post(receipts('ch_1,stripe,2026-03-10T15:04:05Z,USD,50.00,BLUE01,10423,40.00'));
    expect(lines.map(({ code }) => code)).toEqual(['MARKER_CONFLICT']);
  });

  it('exits 2 and posts nothing without a file, with a file that has no header, or in a company that cannot be posted to', async () => {
    const missing = await run(postCommand, [...login(), '--receipts', path.join(folder, 'none.csv')]);
    expect([missing.status, missing.stderr]).toEqual([
      2,
      expect.stringContaining('there is no such file. Nothing was posted.'),
    ]);
    writeFileSync(path.join(folder, 'bad.csv'), 'a,b\n1,2\n');
    expect((await run(postCommand, [...login(), '--receipts', path.join(folder, 'bad.csv')])).status).toBe(2);
    await company.run('DROP TABLE dbo.arcash');
    const refused = await run(postCommand, [
      ...login(),
      '--receipts',
      receipts('ch_1,stripe,2026-03-10,USD,1.00,BLUE01,10423,1.00'),
    ]);
    expect([refused.status, refused.stderr]).toEqual([
      2,
      expect.stringContaining('cannot be posted to directly'),
    ]);
  });

  it('goes on after the connection broke, and posts each row once', async () => {
    company.faults.dropAfterCommit = 2;
    const { status, summary } = await post(
      receipts(
        ...['a', 'b', 'c'].map((id) => `ch_${id},stripe,2026-03-10T15:04:05Z,USD,10.00,BLUE01,10423,10.00`),
      ),
    );
    expect([status, summary.posted + summary.already_posted]).toEqual([0, 3]);
    expect(await company.rows("SELECT COUNT(*) AS n FROM dbo.arcash WHERE refno LIKE 'MB%'")).toEqual([
      { n: 3 },
    ]);
  });
});

describe('post, killed at any moment and run again', () => {
  it('leaves exactly one receipt per row', async () => {
    const many = 40;
    for (let at = 0; at < many; at += 1)
      await company.run(invoice({ invno: String(20_000 + at), invamt: '10.00' }));
    const file = receipts(
      ...Array.from(
        { length: many },
        (_, at) => `k_${at},stripe,2026-03-10T15:04:05Z,USD,10.00,BLUE01,${20_000 + at},6.00`,
      ),
    );
    const args = ['src-main/cli.ts', 'post', ...login(), '--receipts', file, '--json'];
    const child = (): ReturnType<typeof spawn> =>
      spawn(process.execPath, args, {
        env: { ...process.env, MATCHBOOK_SQL_PASSWORD: sagePassword },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
    for (const linesBefore of [1, 5, 12, 21]) {
      const killed = child();
      let seen = 0;
      killed.stdout?.on('data', (chunk: Buffer) => {
        seen += chunk.toString().split('\n').length - 1;
        if (seen >= linesBefore) killed.kill('SIGKILL');
      });
      await new Promise((resolve) => killed.on('exit', resolve));
    }
    const { status, summary } = await post(file);
    expect([status, summary.posted + summary.already_posted]).toEqual([0, many]);
    expect(summary.already_posted).toBeGreaterThan(20);
    expect(
      await company.rows(
        "SELECT COUNT(*) AS n, COUNT(DISTINCT refno) AS d FROM dbo.arcash WHERE refno LIKE 'MB%'",
      ),
    ).toEqual([{ n: many, d: many }]);
    expect(
      await company.rows(
        "SELECT COUNT(*) AS n FROM dbo.armast WHERE LTRIM(invno) LIKE '200%' AND balance <> 4.00",
      ),
    ).toEqual([{ n: 0 }]);
  });
});
