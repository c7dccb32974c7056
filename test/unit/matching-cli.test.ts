import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matchCommand } from '../../src-main/cli/match.ts';

const ITEMS =
  'kind,number,customer_no,customer_name,customer_email,po_number,order_no,date,due_date,currency,original,balance';
const TRANSACTIONS =
  'id,gateway,kind,status,occurred_at,currency,amount,fee,payer_name,payer_email,customer_ref,description,order_id,related_id,payout_id,metadata';
const INVOICE = 'invoice,10423,C1,Acme,ap@acme.example,,,2024-01-05,2024-02-04,USD,125.50,125.50';
const PAID = 't1,stripe,payment,succeeded,2024-01-20T10:00:00Z,USD,125.50,3.94,,,,Invoice 10423,,,,';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'match-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function run(items: string | Buffer, transactions: string | Buffer, ...flags: string[]) {
  const files = [join(folder, 'open-items.csv'), join(folder, 'transactions.csv')] as const;
  await writeFile(files[0], items);
  await writeFile(files[1], transactions);
  return call('--open-items', files[0], '--transactions', files[1], ...flags);
}

async function call(...args: string[]) {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    streams[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  const status = await matchCommand(args, streams);
  await new Promise((resolve) => setImmediate(resolve));
  return { status, ...texts, lines: texts.stdout.split('\n').filter((line) => line !== '') };
}

describe('match --json', () => {
  it('prints one object per transaction in the file’s order, and the summary', async () => {
    const payout = 't0,stripe,payout,succeeded,2024-01-21T10:00:00Z,USD,121.56,0,,,,,,,,';
    const { status, lines, stderr } = await run(
      `${ITEMS}\n${INVOICE}\n`,
      `${TRANSACTIONS}\n${PAID}\n${payout}\n`,
      '--json',
    );
    expect(status).toBe(0);
    expect(stderr).toBe('');
    const [first, second, last] = lines.map((line) => JSON.parse(line));
    expect(first).toEqual({
      id: 't1',
      band: 'ready',
      confidence: expect.any(Number),
      allocations: [{ number: '10423', amount: '125.50' }],
      remainder: { kind: 'none', amount: '0.00' },
      flags: [],
      evidence: [
        'Invoice 10423 is named in the description',
        'The amount is exactly the balance of 125.50 USD, which no other open item has',
      ],
    });
    expect(second.id).toBe('t0');
    expect(last.summary).toMatchObject({ transactions: 2, ready: 1, check: 1, exception: 0, rejected: 0 });
    expect(Object.keys(last.summary)).toEqual(
      'transactions ready check exception rejected elapsedMs peakRssMb'.split(' '),
    );
  });

  it('reads a byte order mark, CRLF, quoted line feeds, extra columns and columns in another order', async () => {
    const items = `\ufeffbalance,extra,kind,number,customer_no,date,currency\r\n125.50,"a\r\nb",invoice,10423,C1,2024-01-05,USD\r\n`;
    const transactions = `\ufeff${TRANSACTIONS}\r\n${PAID.replace('Invoice 10423', '"Thanks,\r\n""Invoice 10423"""')}\r\n`;
    const { lines } = await run(items, transactions, '--json');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ band: 'ready', allocations: [{ number: '10423' }] });
  });

  it('leaves malformed rows out, says which and why, and goes on', async () => {
    const items = [
      ITEMS,
      INVOICE,
      'bill,1,C1,,,,,2024-01-05,,USD,1,1',
      INVOICE,
      'invoice,2,C1,,,,,2024-02-30,,USD,1,1',
      'x,y',
    ];
    const bad = (from: string | RegExp, to: string, id: string) => PAID.replace('t1', id).replace(from, to);
    const transactions = [
      TRANSACTIONS,
      bad('125.50', '12x', 'a'),
      bad('125.50', '-5.00', 'b'),
      bad('payment', 'gift', 'c'),
      bad('2024-01-20T10:00:00Z', 'yesterday', 'd'),
      bad(/$/, '{broken', 'e'),
      bad('Invoice 10423', '"two\nlines"', ''),
      bad('Invoice 10423', 'an "open quote', 'f').replace('an "', '"an'),
      PAID,
      PAID,
    ];
    const { status, lines, stderr } = await run(items.join('\n'), transactions.join('\n'), '--json');
    expect(status).toBe(0);
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(['t1', undefined]);
    const reports = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).rejected as { line: number; reason: string });
    expect(reports.map((it) => it.line)).toEqual([3, 4, 5, 6, 2, 3, 4, 5, 6, 7, 9, 11]);
    expect(reports[1]?.reason).toBe('invoice 10423 was given before, on line 2');
    expect(reports[9]?.reason).toBe('id is empty');
    expect(JSON.parse(lines[1] ?? '').summary).toMatchObject({ transactions: 1, rejected: 12 });
  });
});

describe('match without --json', () => {
  it('prints a table', async () => {
    const { status, stdout } = await run(`${ITEMS}\n${INVOICE}\n`, `${TRANSACTIONS}\n${PAID}\n`);
    expect(status).toBe(0);
    expect(stdout).toMatch(/Transaction +Amount +Band/);
    expect(stdout).toMatch(/t1 +125\.50 USD +ready +99% +10423: 125\.50/);
    expect(stdout).toContain('1 transactions: 1 ready, 0 to check, 0 exceptions; 0 rows left out.');
  });
});

describe('a file that can’t be read at all', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['not UTF-8', Buffer.from([0xff, 0xfe, 0x41, 0x00]), /not UTF-8/],
    ['without the columns', 'a,b\n1,2\n', /no header with the columns kind, number/],
    ['empty', '', /no header/],
  ])('%s ends with status 2 and a sentence', async (_name, items, message) => {
    const { status, stdout, stderr } = await run(items, `${TRANSACTIONS}\n`, '--json');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });
  it('a missing file and missing arguments, too', async () => {
    const missing = await call(
      '--open-items',
      join(folder, 'none.csv'),
      '--transactions',
      join(folder, 'none.csv'),
    );
    expect(missing).toMatchObject({ status: 2, stdout: '' });
    expect(missing.stderr).toContain('there is no such file');
    expect(await call('--json')).toMatchObject({ status: 2 });
    expect((await call('--bogus')).stderr).toContain('Usage: match');
  });
});
