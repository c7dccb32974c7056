import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  backUpToday,
  createBackup,
  keepDailyBackups,
  listBackups,
  readPolicy,
  startDailyBackups,
  writePolicy,
} from '../../src-main/backup/index.ts';
import { openStore, type Store } from '../../src-main/store/index.ts';
import { type Clock, testClock } from '../support/posting-fixture.ts';

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
  return { directory, clock, store, folder: join(directory, 'backups') };
}

const manual = (store: Store, folder: string, clock: Clock) =>
  createBackup({ store, company: 'live', folder, kind: 'manual', now: clock.now });

describe('daily backups', () => {
  const ZONE = 'America/New_York';
  const daily = (it: ReturnType<typeof companyFile>) => ({
    store: it.store,
    company: 'live' as const,
    policy: () => readPolicy(it.store),
    timeZone: () => ZONE,
    now: it.clock.now,
  });

  it('are made once per day of the company’s calendar', async () => {
    const it = companyFile('2026-03-10T15:00:00.000Z');
    expect(await backUpToday(daily(it))).toBe(true);
    expect(await backUpToday(daily(it))).toBe(false);
    it.clock.set('2026-03-11T03:59:00.000Z');
    expect(await backUpToday(daily(it))).toBe(false);
    it.clock.set('2026-03-11T04:00:00.000Z');
    expect(await backUpToday(daily(it))).toBe(true);
  });

  it('are kept for as many days as the policy says; what was asked for by hand stays', async () => {
    const it = companyFile('2026-03-01T15:00:00.000Z');
    writePolicy(it.store, { daily: true, keepDays: 3, folder: null });
    await manual(it.store, it.folder, it.clock);
    for (let day = 0; day < 8; day += 1) {
      await backUpToday(daily(it));
      it.clock.advance(86_400_000);
    }
    const kept = listBackups(it.folder, 'live').map(({ madeAt, kind }) => `${madeAt.slice(0, 10)} ${kind}`);
    expect(kept).toEqual([
      '2026-03-08 daily',
      '2026-03-07 daily',
      '2026-03-06 daily',
      '2026-03-05 daily',
      '2026-03-01 manual',
    ]);
  });

  it('never remove the only one, after a year without a start', async () => {
    const it = companyFile('2026-03-01T15:00:00.000Z');
    await backUpToday(daily(it));
    it.clock.advance(365 * 86_400_000);
    await backUpToday(daily(it));
    expect(listBackups(it.folder, 'live')).toHaveLength(1);
  });

  it('can be switched off', async () => {
    const it = companyFile();
    writePolicy(it.store, { daily: false, keepDays: 3, folder: null });
    expect(await backUpToday(daily(it))).toBe(false);
    expect(existsSync(it.folder)).toBe(false);
  });

  it('that fail are told once a day, tried again at every look, and made when the drive is back', async () => {
    const it = companyFile('2026-03-10T15:00:00.000Z');
    const drive = join(it.directory, 'drive');
    writeFileSync(drive, 'not a folder');
    writePolicy(it.store, { daily: true, keepDays: 3, folder: join(drive, 'backups') });
    const told: unknown[] = [];
    const ended = new AbortController();
    let looks = 0;
    await keepDailyBackups(
      {
        ...daily(it),
        onFailure: (error) => told.push(error),
        sleep: async (ms) => {
          looks += 1;
          it.clock.advance(ms);
          if (looks === 100) {
            rmSync(drive);
            mkdirSync(drive);
          }
          if (looks === 102) ended.abort();
        },
      },
      ended.signal,
    );
    // A hundred quarters of an hour from 11 in the morning reach into the next day.
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({ code: 'BACKUP_FOLDER' });
    expect(listBackups(join(drive, 'backups'), 'live')).toHaveLength(1);
  });

  it('stop when the company is closed, and not in the middle of one', async () => {
    const it = companyFile();
    const backups = startDailyBackups({
      ...daily(it),
      onFailure: (error) => {
        throw error;
      },
      sleep: (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });
    await backups.stop();
    expect(listBackups(dirname(it.store.file), 'live')).toEqual([]);
    expect(listBackups(it.folder, 'live')).toHaveLength(1);
  });
});
