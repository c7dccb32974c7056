import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionId, Instant } from '../../shared/model.ts';
import { formatMinor } from '../../shared/money.ts';
import { createDemoWorld } from '../../src-main/demo/company/index.ts';
import { csvConnector } from '../../src-main/gateways/csv/index.ts';
import { type GatewayHarness, importContract } from '../support/gateway-contract.ts';
import { Imported, pullInto, RUNNING, testDeps } from '../support/gateway-pulls.ts';

const HEADER =
  'Transaction ID,Date,Type,Status,Amount,Fee,Net,Currency,Customer Name,Email,Description,Original ID,Payout ID';
const deps = testDeps(() => new Date('2025-06-16T12:00:00Z'));
const connection = {
  id: ConnectionId.parse('csv-demo'),
  gateway: 'csv',
  title: 'CSV',
  settings: {},
  importFrom: Instant.parse('2023-01-01T00:00:00Z'),
};

interface Line {
  readonly id: string;
  readonly type: string;
  readonly grossMinor: number;
  readonly feeMinor: number;
  readonly text: string;
}

/** Two exports of the demo company's payments that overlap, with a payout for every hundred. */
function exportsOfDemo() {
  const world = createDemoWorld({ seed: 7, payments: 300, today: '2025-06-16' });
  const payments: string[] = [];
  const payouts: string[] = [];
  const groups: Line[][] = [[]];
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  for (const [at, payment] of world.payments.entries()) {
    const day = new Date(payment.at * 1000).toISOString().slice(0, 19);
    const unit = payment.currency;
    const rest = `${quoted(payment.payer.name)},${payment.payer.email},${quoted(payment.references.description ?? '')}`;
    if (at > 0 && at % 100 === 0) groups.push([]);
    const payout = `payout-${unit}-${groups.length}`;
    const line = (
      id: string,
      type: string,
      status: string,
      gross: number,
      fee: number,
      original: string,
    ): Line => ({
      id,
      type,
      grossMinor: gross,
      feeMinor: fee,
      text: `${id},${day},${type},${status},${formatMinor(gross, unit)},${formatMinor(fee, unit)},${formatMinor(gross - fee, unit)},${unit},${rest},${original},${status === 'failed' ? '' : payout}`,
    });
    payments.push(payment.key);
    const isPaid = payment.declined === null;
    const own = [
      line(payment.key, 'Payment', isPaid ? 'paid' : 'failed', payment.amountMinor, isPaid ? 30 : 0, ''),
    ];
    const refunds = payment.refunds.map((it, n) =>
      line(`${payment.key}-r${n}`, 'Refund', 'paid', -it.amountMinor, 0, payment.key),
    );
    groups.at(-1)?.push(...own, ...refunds);
  }
  const text = groups.flatMap((group) => {
    const sums = new Map<string, number>();
    for (const { text: row, grossMinor, feeMinor } of group) {
      const id = row.split(',').at(-1) ?? '';
      if (id !== '') sums.set(id, (sums.get(id) ?? 0) + grossMinor - feeMinor);
    }
    const paid = [...sums].map(([id, net]) => {
      payouts.push(id);
      const unit = id.split('-')[1] ?? 'USD';
      return `${id},2025-06-16T00:00:00,Payout,paid,${net / 100},0,${net / 100},${unit},,,,,${id}`;
    });
    return [...group.map((it) => it.text), ...paid];
  });
  const part = (from: number, to: number) => [HEADER, ...text.slice(from, to)].join('\n');
  return { files: { 'june-1.csv': part(0, 220), 'june-2.csv': part(150, text.length) }, payments, payouts };
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matchbook-csv-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const put = async (name: string, text: string | Uint8Array, at = 0): Promise<void> => {
  await writeFile(path.join(folder, name), text);
  await utimes(path.join(folder, name), 1_750_000_000 + at, 1_750_000_000 + at);
};
const open = () => csvConnector.open(connection, { folder }, deps);

async function startHarness(): Promise<GatewayHarness> {
  const { files, payments, payouts } = exportsOfDemo();
  const own = await mkdtemp(path.join(tmpdir(), 'matchbook-csv-'));
  const names = Object.entries(files);
  for (const [at, [name, text]] of names.entries()) {
    await writeFile(path.join(own, name), text);
    await utimes(path.join(own, name), 1_750_000_000 + at, 1_750_000_000 + at);
  }
  const nothing = () => undefined;
  return {
    connector: csvConnector,
    connection,
    credentials: { folder: own },
    deps,
    wrongCredentials: { folder: path.join(own, 'not-there') },
    malformed: [
      { field: 'folder', values: { folder: '' } },
      { field: 'folder', values: { folder: 'exports' } },
    ],
    unreachable: {},
    payments,
    payouts,
    trouble: nothing,
    mixPages: nothing,
    calm: nothing,
    async payNow() {
      const row =
        'live-1,2025-06-16T11:00:00,Payment,paid,10.00,0.30,9.70,USD,Ann,ann@example.com,Invoice 1,,';
      await writeFile(path.join(own, 'today.csv'), `${HEADER}\n${row}\n`);
      return 'live-1';
    },
    close: () => rm(own, { recursive: true }),
  };
}

importContract('CSV', startHarness);

describe('a folder of exports', () => {
  it('reads each file once, and again when it has changed', async () => {
    await put('a.csv', `${HEADER}\n1,2025-06-01,Payment,pending,10.00,,,USD,Ann,,,,\n`);
    const imported = await pullInto(new Imported(), open());
    const pages = imported.pages;
    await pullInto(imported, open());
    expect(imported.pages).toBe(pages);
    await put('a.csv', `${HEADER}\n1,2025-06-01,Payment,paid,10.00,,,USD,Ann,,,,\n`, 5);
    await pullInto(imported, open());
    expect(imported.byExternalId('1')?.status).toBe('succeeded');
  });

  it('lets the newer of two exports have the last word, whatever their names', async () => {
    await put('z-old.csv', `${HEADER}\n1,2025-06-01,Payment,pending,10.00,,,USD,Ann,,,,\n`, 0);
    await put('a-new.csv', `${HEADER}\n1,2025-06-01,Payment,paid,10.00,,,USD,Ann,,,,\n`, 60);
    const imported = await pullInto(new Imported(), open());
    expect(imported.byExternalId('1')?.status).toBe('succeeded');
  });

  it('keeps a file that it cannot read as a rejected record with a question, and reads the others', async () => {
    await put('good.csv', `${HEADER}\n1,2025-06-01,Payment,paid,10.00,,,USD,Ann,,,,\n`);
    await put('page.csv', '<html><body>Please sign in</body></html>');
    await put('doubt.csv', 'Ref,Date,Amount\nA,03/06/2025,1.00\nB,04/06/2025,2.00\n');
    const imported = await pullInto(new Imported(), open());
    expect(imported.all()).toHaveLength(1);
    const reasons = [...imported.rejected.values()].map(({ reason }) => reason);
    expect(reasons).toHaveLength(2);
    expect(reasons.find((it) => it.startsWith('page.csv'))).toBe(
      'page.csv: The file is not a table with a line of column names.',
    );
    expect(reasons.find((it) => it.startsWith('doubt.csv'))).toContain('day first or with the month first');
  });

  it('says what it found when it is tested, and that a folder is not there', async () => {
    await put('a.csv', `${HEADER}\n1,2025-06-01,Payment,paid,10.00,,,USD,Ann,,,,\n`);
    expect(await open().test(RUNNING)).toMatchObject({
      ok: true,
      checks: [{ ok: true }, { name: 'Read a.csv', ok: true }],
    });
    const missing = csvConnector.open(connection, { folder: path.join(folder, 'gone') }, deps);
    expect(await missing.test(RUNNING)).toMatchObject({
      ok: false,
      checks: [{ detail: expect.stringContaining('is not there') }],
    });
    await expect(pullInto(new Imported(), missing)).rejects.toMatchObject({
      code: 'GATEWAY_UNREACHABLE',
      transient: true,
    });
  });
});
