import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { backupFolder, checkBackup, createBackup, listBackups } from '../../src-main/backup/index.ts';
import { openStore, type Store } from '../../src-main/store/index.ts';
import { addConnections, type Clock, idOf, testClock, transaction } from '../support/posting-fixture.ts';

const folders: string[] = [];
const stores: Store[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function companyFile(start = '2026-03-10T15:00:00.000Z') {
  const directory = mkdtempSync(join(tmpdir(), 'matchbook-backup-'));
  folders.push(directory);
  const clock = testClock(start);
  const store = openStore(join(directory, 'company.db'), { now: clock.now });
  stores.push(store);
  addConnections(store);
  store.transactions.upsert(transaction('ch_1', 10_000));
  log(store, 'The first entry.');
  return { directory, clock, store, folder: join(directory, 'backups') };
}

function log(store: Store, sentence: string): void {
  store.audit.append({
    actor: 'Dana',
    action: 'test.done',
    subjectKind: 'test',
    subjectId: '1',
    sentence,
    detail: {},
  });
}

const manual = (store: Store, folder: string, clock: Clock) =>
  createBackup({ store, company: 'live', folder, kind: 'manual', now: clock.now });

describe('a backup', () => {
  it('is one whole file, made while the company is in use, and says what it holds', async () => {
    const { store, folder, clock } = companyFile();
    const writing = manual(store, folder, clock);
    store.transactions.upsert(transaction('ch_2', 500));
    const made = await writing;
    expect(readdirSync(folder)).toEqual(['matchbook-live-20260310-150000-manual.db']);
    expect(made).toMatchObject({
      schemaVersion: store.migration.to,
      auditEvents: 1,
      lastEventAt: '2026-03-10T15:00:00.000Z',
    });
    const copy = openStore(made.file, { now: clock.now });
    stores.push(copy);
    expect(copy.transactions.get(idOf('ch_1')).transaction.amountMinor).toBe(10_000);
  });

  it('gets a name of its own when two are made within a second', async () => {
    const { store, folder, clock } = companyFile();
    await manual(store, folder, clock);
    await manual(store, folder, clock);
    expect(
      listBackups(folder, 'live')
        .map(({ fileName }) => fileName)
        .sort(),
    ).toEqual(['matchbook-live-20260310-150000-2-manual.db', 'matchbook-live-20260310-150000-manual.db']);
  });

  it('that cannot be finished leaves nothing behind and says what to do', async () => {
    const { store, folder, clock } = companyFile();
    const copyTo = async (file: string): Promise<void> => {
      writeFileSync(file, 'half of it');
      throw new Error('database or disk is full');
    };
    await expect(manual({ ...store, copyTo }, folder, clock)).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      message: expect.stringContaining('disk is full'),
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('into a folder that is none is refused', async () => {
    const { store, directory, clock } = companyFile();
    const file = join(directory, 'a file, not a folder');
    writeFileSync(file, '');
    await expect(manual(store, join(file, 'backups'), clock)).rejects.toMatchObject({
      code: 'BACKUP_FOLDER',
    });
  });

  it('is listed by its name, newest first, and other files are left alone', async () => {
    const { store, folder, clock } = companyFile();
    await manual(store, folder, clock);
    clock.advance(86_400_000);
    await createBackup({ store, company: 'live', folder, kind: 'daily', now: clock.now });
    writeFileSync(join(folder, 'holiday.jpg'), '');
    writeFileSync(join(folder, 'matchbook-test-20260310-150000-manual.db'), '');
    writeFileSync(join(folder, 'matchbook-live-20269999-150000-manual.db'), '');
    expect(listBackups(folder, 'live').map(({ madeAt, kind }) => [madeAt, kind])).toEqual([
      ['2026-03-11T15:00:00.000Z', 'daily'],
      ['2026-03-10T15:00:00.000Z', 'manual'],
    ]);
    expect(listBackups(join(folder, 'not there'), 'live')).toEqual([]);
  });
});

describe('checking a file', () => {
  it('finds a changed audit trail', async () => {
    const { store, folder, clock } = companyFile();
    const { file } = await manual(store, folder, clock);
    const bytes = readFileSync(file);
    const at = bytes.indexOf('The first entry.');
    bytes.write('The other entry.', at, 'utf8');
    writeFileSync(file, bytes);
    expect(() => checkBackup(file)).toThrow(
      expect.objectContaining({
        code: 'STORE_CORRUPT',
        message: expect.stringMatching(/audit trail|malformed/),
      }),
    );
  });

  it.each([
    [
      'that is cut off',
      'STORE_CORRUPT',
      (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 20_000)),
    ],
    [
      'that is something else',
      'STORE_CORRUPT',
      (file: string) => writeFileSync(file, 'not a database at all, but long enough'),
    ],
    ['that is empty', 'STORE_CORRUPT', (file: string) => writeFileSync(file, '')],
    ['that is not there', 'STORE_UNREADABLE', (file: string) => rmSync(file)],
  ])('refuses one %s', async (_, code, spoil) => {
    const { store, folder, clock } = companyFile();
    const { file } = await manual(store, folder, clock);
    spoil(file);
    expect(() => checkBackup(file)).toThrow(expect.objectContaining({ code }));
  });

  it('leaves nothing beside it', async () => {
    const { store, folder, clock } = companyFile();
    const { file } = await manual(store, folder, clock);
    checkBackup(file);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});

describe('the folder', () => {
  it('is beside the company file, or a whole path that was chosen', () => {
    const { store, folder, directory } = companyFile();
    expect(backupFolder(store.file, null)).toBe(folder);
    expect(backupFolder(store.file, directory)).toBe(directory);
    expect(() => backupFolder(store.file, 'backups')).toThrow(
      expect.objectContaining({ code: 'BACKUP_FOLDER' }),
    );
  });
});
