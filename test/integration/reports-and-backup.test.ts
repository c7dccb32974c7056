/** Reports, backup, restore and diagnostics as the window asks for them: through the contract, on the demo company. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';
import { type App, createApp } from '../../src-main/app.ts';
import { answer } from '../../src-main/hosting/index.ts';

const PERIOD = { from: '2000-01-01', to: '2099-12-31' } as const;
let app: App;
let directory: string;
const faults: unknown[] = [];

async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const answered = await answer(name, input, {
    handlers: app.handlers,
    onUnexpected: (_, error) => faults.push(error),
  });
  if (!answered.ok) throw Object.assign(new Error(answered.failure.happened), answered.failure);
  return answered.value as CallOutput<Name>;
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'matchbook-reports-'));
  app = await createApp({
    directory,
    keychain: 'memory',
    background: false,
    company: 'none',
    demo: { seed: 7, payments: 60 },
    onFault: (_, error) => faults.push(error),
  });
  const { company, runs } = await app.startDemo();
  await runs.run(null, 'test');
  const ready = company.store.review.ids({ states: ['waiting'], bands: ['ready'] });
  await company.posting.approve(
    ready.map((transactionId) => ({ transactionId })),
    'Dana',
  );
  await company.poster.drain(AbortSignal.timeout(60_000));
});

afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the reports of the demo company', () => {
  it('all have something to say, and what they say ties out', async () => {
    const reports = await Promise.all(
      (['reconciliation', 'ageing', 'fees', 'receipts', 'audit', 'payouts'] as const).map((name) =>
        ask('reports.run', { name, ...PERIOD }),
      ),
    );
    for (const report of reports) expect(report.rows.length, report.name).toBeGreaterThan(0);
    const [reconciliation, , , receipts] = reports;
    const at = (report: typeof reconciliation, column: string): number =>
      report?.columns.findIndex(({ name }) => name === column) ?? -1;
    for (const { cells } of reconciliation?.totals ?? []) {
      expect(cells[at(reconciliation, 'amount')]).toBe(0);
    }
    const posted = reconciliation?.rows.filter(
      ({ cells }) => cells[at(reconciliation, 'side')] === 'In the ledger',
    );
    const cash = receipts?.totals.map(({ cells }) => cells[at(receipts, 'cash')]);
    expect(cash).toEqual(
      posted?.map(({ cells }) => cells[at(reconciliation, 'amount')]).filter((it) => it !== 0),
    );
  });

  it.each(['csv', 'xlsx', 'pdf'] as const)('go out as %s', async (format) => {
    const saved = await ask('reports.export', { name: 'receipts', ...PERIOD, format });
    const bytes = Buffer.from(saved.base64, 'base64');
    const start = { csv: '\uFEFFDate,Marker', xlsx: 'PK', pdf: '%PDF' }[format];
    expect(bytes.toString('utf8').startsWith(start)).toBe(true);
  });
});

describe('backup and restore of the demo company', () => {
  it('make, list and check a backup with no secret in it', async () => {
    const made = await ask('backup.create', { folder: null });
    const { rows, policy } = await ask('backup.list', {});
    expect(rows.map(({ file }) => file)).toContain(made.file);
    expect(policy).toEqual({ daily: true, keepDays: 14, folder: null });
    expect(await ask('backup.check', { file: made.file })).toEqual(made);
    const { company } = app.openCompany() ?? {};
    const ledger = company?.store.connections.ledger();
    const password = ledger && (await company?.secrets.get(ledger.id, 'password'));
    expect(password).toBeTruthy();
    expect(readFileSync(made.file).includes(String(password))).toBe(false);
  });

  it('go back to the backup, keep what was in use aside, and open the company again', async () => {
    const made = await ask('backup.create', { folder: null });
    const { company } = app.openCompany() ?? {};
    const [waiting] = company?.store.review.ids({ states: ['waiting'] }) ?? [];
    if (!waiting) throw new Error('the demo leaves nothing to decide');
    await ask('review.ignore', { transactionIds: [waiting], reason: 'decided after the backup' });
    const outcome = await ask('backup.restore', { file: made.file, confirm: 'replace the company file' });
    expect(outcome).toMatchObject({ postedSince: 0, postedSinceKnown: true, secretsNeeded: [] });
    expect(existsSync(String(outcome.keptAside))).toBe(true);
    expect((await ask('review.detail', { transactionId: waiting })).row.state).toBe('waiting');
    expect(await ask('history.verify', {})).toMatchObject({ whole: true });
    expect((await app.openCompany()?.runs.run(null, 'test'))?.syncs.length).toBeGreaterThan(1);
  });

  it('work where no company is open: the backup says which one it is', async () => {
    const made = await ask('backup.create', { folder: null });
    await ask('setup.reset', { confirm: 'leave the demo' });
    expect((await ask('app.status', {})).phase).toBe('fresh');
    const outcome = await ask('backup.restore', { file: made.file, confirm: 'replace the company file' });
    expect(outcome).toMatchObject({ postedSince: 0, postedSinceKnown: true });
    expect(await ask('app.status', {})).toMatchObject({ phase: 'ready', demo: true });
  });

  it('that are refused leave the company open', async () => {
    const missing = join(directory, 'not-there.db');
    await expect(
      ask('backup.restore', { file: missing, confirm: 'replace the company file' }),
    ).rejects.toMatchObject({ code: 'STORE_UNREADABLE' });
    expect((await ask('app.status', {})).phase).toBe('ready');
    await expect(
      ask('backup.configure', { daily: true, keepDays: 7, folder: 'somewhere' }),
    ).rejects.toMatchObject({ code: 'BACKUP_FOLDER' });
  });
});

describe('the diagnostics of the demo company', () => {
  it('are made of the real thing, and the real secrets are not in them', async () => {
    const { company } = app.openCompany() ?? {};
    if (!company) throw new Error('no company is open');
    const saved = await ask('diagnostics.save', {});
    const text = Buffer.from(saved.base64, 'base64').toString('utf8');
    const rows = [company.store.connections.ledger(), ...company.store.connections.gateways()];
    for (const row of rows) {
      for (const field of ['password', 'apiKey']) {
        const secret = row && (await company.secrets.get(row.id, field));
        if (secret) expect(text).not.toContain(secret);
      }
    }
    expect(JSON.parse(text)).toMatchObject({ company: 'demo', store: { audit: { whole: true } } });
    expect(faults).toEqual([]);
  });
});
