import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ApprovalId, ConnectionId, Marker } from '../../shared/model.ts';
import { createBackup, type RestoreRequest, restoreBackup } from '../../src-main/backup/index.ts';
import { openStore, type Store } from '../../src-main/store/index.ts';
import { defaultAppSettings, readSettings, writeSettings } from '../../src-main/workspace/settings.ts';
import {
  company,
  idOf,
  invoice,
  proposal,
  STRIPE,
  testClock,
  transaction,
} from '../support/posting-fixture.ts';

const folders: string[] = [];
const open: Store[] = [];
afterEach(() => {
  for (const store of open.splice(0)) store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const now = () => new Date('2026-03-20T09:00:00.000Z');

/** A company with ch_1 posted and backed up; then ch_2 is posted, and ch_3 comes in and is posted. */
async function worked() {
  const directory = mkdtempSync(join(tmpdir(), 'matchbook-restore-'));
  folders.push(directory);
  const storeFile = join(directory, 'company.db');
  const store = openStore(storeFile, { now: testClock().now });
  open.push(store);
  const it = company([invoice('1', 10_000), invoice('2', 5_000), invoice('3', 700)], { store });
  writeSettings(store, {
    companyName: 'Acme Books Ltd',
    posting: it.settings,
    app: { ...defaultAppSettings, autoApprove: { band: 'ready', limitMinor: 50_000 } },
  });
  const post = async (id: string) => {
    await it.posting.approve([{ transactionId: idOf(id) }], 'Dana');
    await it.drain();
  };
  it.receive(transaction('ch_1', 10_000), proposal('ch_1', [['1', 10_000]]));
  it.receive(transaction('ch_2', 5_000), proposal('ch_2', [['2', 5_000]]));
  await post('ch_1');
  const backup = await createBackup({
    store,
    company: 'test',
    folder: join(directory, 'elsewhere'),
    kind: 'manual',
    now: it.clock.now,
  });
  await post('ch_2');
  it.receive(transaction('ch_3', 700), proposal('ch_3', [['3', 700]]));
  await post('ch_3');
  const request: RestoreRequest = {
    file: backup.file,
    company: 'test',
    storeFile,
    present: store,
    close: async () => store.close(),
    by: 'Dana',
    now,
  };
  const reopen = (): Store => {
    const reopened = openStore(storeFile, { now });
    open.push(reopened);
    return reopened;
  };
  return { directory, storeFile, store, request, backup, reopen };
}

describe('a restore', () => {
  it('puts the backup in the place of the file, and keeps that one aside', async () => {
    const { request, reopen, directory, storeFile } = await worked();
    const outcome = await restoreBackup(request);
    const kept = openStore(String(outcome.keptAside), { now });
    open.push(kept);
    expect(outcome.keptAside).toBe(join(directory, 'backups', 'matchbook-test-20260320-090000-replaced.db'));
    expect(kept.receipts.count()).toBe(3);
    expect(reopen().receipts.count()).toBe(1);
    expect(existsSync(`${storeFile}.restoring`)).toBe(false);
  });

  it('returns to review what was posted since, with where its money is, also what the backup never saw', async () => {
    const { request, reopen, store } = await worked();
    const [second] = store.receipts.ofTransaction(idOf('ch_2'));
    const outcome = await restoreBackup(request);
    expect(outcome).toMatchObject({ postedSince: 2, postedSinceKnown: true });
    const restored = reopen();
    expect(restored.transactions.get(idOf('ch_1')).state).toBe('posted');
    expect(restored.transactions.get(idOf('ch_2'))).toMatchObject({
      state: 'returned',
      stateNote: expect.stringContaining(`50.00 USD to 2 on 2026-03-05 (${second?.marker})`),
    });
    expect(restored.transactions.get(idOf('ch_3')).state).toBe('returned');
  });

  it('switches approval by itself off, and the trail says so and stays whole', async () => {
    const { request, reopen } = await worked();
    await restoreBackup(request);
    const restored = reopen();
    expect(readSettings(restored)?.app.autoApprove.band).toBe('none');
    expect(restored.audit.verify().ok).toBe(true);
    const [last] = restored.audit.page(null, 1);
    expect(last).toMatchObject({ action: 'backup.restored', actor: 'Dana' });
    expect(last?.sentence).toContain('2 transactions were posted since');
  });

  it('brings back a connection that was added since, for the sake of what was posted from it', async () => {
    const { request, reopen, store } = await worked();
    const later = ConnectionId.parse('paytrace-1');
    store.connections.save({
      ...store.connections.get(STRIPE),
      id: later,
      connector: 'paytrace',
      title: 'PayTrace',
    });
    const record = transaction('pt_1', 400, { id: `${later}:pt_1`, connectionId: later });
    store.transactions.upsert(record);
    const [approved] = store.approvals.history(idOf('ch_1'));
    const [receipt] = store.receipts.ofTransaction(idOf('ch_1'));
    if (!approved || !receipt) throw new Error('ch_1 was not posted');
    const approvalId = ApprovalId.parse('approval-of-pt_1');
    store.approvals.add({ ...approved.approval, id: approvalId, transactionId: record.id }, 'open', 0);
    store.receipts.add({ ...receipt, marker: Marker.parse('MBLATE'), approvalId, transactionId: record.id });
    expect((await restoreBackup(request)).postedSince).toBe(3);
    const restored = reopen();
    expect(restored.transactions.get(record.id).state).toBe('returned');
    expect(restored.connections.get(later).title).toBe('PayTrace');
  });
});

describe('a restore that cannot be', () => {
  it('of a damaged backup changes nothing', async () => {
    const { request, store, backup, directory } = await worked();
    writeFileSync(backup.file, readFileSync(backup.file).subarray(0, 30_000));
    await expect(restoreBackup(request)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    expect(store.receipts.count()).toBe(3);
    expect(readdirSync(directory).filter((name) => name.includes('restoring'))).toEqual([]);
  });

  it('of another environment is refused', async () => {
    const { request, store } = await worked();
    await expect(restoreBackup({ ...request, company: 'live' })).rejects.toMatchObject({
      code: 'BACKUP_OTHER_ENVIRONMENT',
    });
    expect(store.receipts.count()).toBe(3);
  });

  it('while another program has the file open is refused', async () => {
    const { request, storeFile, reopen } = await worked();
    const other = openStore(storeFile, { now });
    open.push(other);
    await expect(restoreBackup(request)).rejects.toMatchObject({ code: 'RESTORE_IN_USE' });
    expect(reopen().receipts.count()).toBe(3);
  });

  it('because the disk refuses leaves the file in use in its place', async () => {
    const { request, directory, reopen } = await worked();
    writeFileSync(join(directory, 'backups'), 'a file where the folder should be');
    await expect(restoreBackup(request)).rejects.toMatchObject({ code: 'RESTORE_FAILED' });
    expect(reopen().receipts.count()).toBe(3);
  });
});

describe('a company file that is beyond repair', () => {
  it('is replaced all the same, kept aside as it is, and nobody claims to know what was posted since', async () => {
    const { request, store, storeFile, reopen } = await worked();
    store.close();
    writeFileSync(storeFile, readFileSync(storeFile).fill(0x55, 0, 4_096));
    const damaged = readFileSync(storeFile);
    const outcome = await restoreBackup({ ...request, present: null, close: async () => undefined });
    expect(outcome).toMatchObject({ postedSince: 0, postedSinceKnown: false });
    expect(readFileSync(String(outcome.keptAside)).equals(damaged)).toBe(true);
    expect(reopen().receipts.count()).toBe(1);
  });
});

describe('a new computer', () => {
  it('gets the company from the backup alone', async () => {
    const { request, directory } = await worked();
    const storeFile = join(directory, 'new computer', 'company.db');
    const outcome = await restoreBackup({
      ...request,
      storeFile,
      present: null,
      close: async () => undefined,
    });
    expect(outcome).toMatchObject({ keptAside: null, postedSince: 0, postedSinceKnown: false });
    const fresh = openStore(storeFile, { now });
    open.push(fresh);
    expect(fresh.receipts.count()).toBe(1);
  });
});
