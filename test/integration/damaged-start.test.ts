/** A start over a company file that is damaged in every way a disk, a person or an update can: the app starts and helps. */
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';
import { type App, createApp } from '../../src-main/app.ts';
import { createBackup } from '../../src-main/backup/index.ts';
import { answer } from '../../src-main/hosting/index.ts';
import { openStore } from '../../src-main/store/index.ts';
import { defaultAppSettings, initialSettings, writeSettings } from '../../src-main/workspace/settings.ts';
import { addConnections, testClock } from '../support/posting-fixture.ts';

const directory = mkdtempSync(join(tmpdir(), 'matchbook-damaged-'));
const pristine = join(directory, 'pristine');
const homes: string[] = [];
const apps: App[] = [];

/** A test company with a good backup beside it, and an older one that is damaged itself. */
beforeAll(async () => {
  const now = testClock().now;
  const storeFile = join(pristine, 'test', 'company.db');
  const store = openStore(storeFile, { now });
  addConnections(store);
  const settings = initialSettings('Acme Books Ltd', { timeZone: 'UTC', baseCurrency: 'USD' });
  writeSettings(store, { ...settings, app: { ...defaultAppSettings, userName: 'Dana' } });
  for (let event = 0; event < 400; event += 1) {
    store.audit.append({
      actor: 'Dana',
      action: 'test',
      subjectKind: 'company',
      subjectId: 'test',
      sentence: `Dana did the ${event}th thing, which is written down at some length.`,
      detail: {},
    });
  }
  const folder = join(pristine, 'test', 'backups');
  const good = { store, company: 'test', folder, kind: 'daily' } as const;
  await createBackup({ ...good, now: () => new Date('2026-03-19T20:00:00Z') });
  const { file } = await createBackup({ ...good, now: () => new Date('2026-03-20T20:00:00Z') });
  writeFileSync(file, readFileSync(file).subarray(0, 20_000));
  store.close();
  writeFileSync(join(pristine, 'profile.json'), '{"open":"test"}\n');
});

afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

const DAMAGES: readonly {
  readonly name: string;
  readonly code: string;
  readonly opens?: true;
  damage(file: string): void;
}[] = [
  {
    name: 'bytes in the middle are overwritten',
    code: 'STORE_CORRUPT',
    damage: (file) => {
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill(0xa5, 8_192, Math.floor(bytes.length / 2)));
    },
  },
  {
    name: 'its head is overwritten',
    code: 'STORE_CORRUPT',
    damage: (file) => writeFileSync(file, readFileSync(file).fill(0, 0, 4_096)),
  },
  {
    name: 'it was cut off',
    code: 'STORE_CORRUPT',
    damage: (file) => truncateSync(file, 30_000),
  },
  {
    name: 'it is empty',
    code: 'STORE_UNREADABLE',
    damage: (file) => truncateSync(file, 0),
  },
  {
    name: 'it is gone',
    code: 'STORE_UNREADABLE',
    damage: (file) => rmSync(file),
  },
  {
    name: 'it is no database',
    code: 'STORE_CORRUPT',
    damage: (file) => writeFileSync(file, 'Dear diary, '.repeat(2_000)),
  },
  {
    name: 'it is a database of another program',
    code: 'STORE_FOREIGN',
    damage: (file) => {
      rmSync(file);
      const other = new Database(file);
      other.exec('CREATE TABLE recipe (name TEXT); PRAGMA user_version = 3');
      other.close();
    },
  },
  {
    name: 'a newer Matchbook wrote it',
    code: 'STORE_NEWER',
    damage: (file) => {
      const db = new Database(file);
      db.pragma('user_version = 9000');
      db.close();
    },
  },
  {
    name: 'what it says about the company is no sense',
    code: 'STORE_CORRUPT',
    // SQLite can open it, and counts that in its head.
    opens: true,
    damage: (file) => {
      const db = new Database(file);
      db.exec(`UPDATE app_setting SET setting = '{"companyName":7}' WHERE name = 'company'`);
      db.close();
    },
  },
];

async function startDamaged(damage: (file: string) => void) {
  const home = mkdtempSync(join(directory, 'home-'));
  homes.push(home);
  const company = join(home, 'test');
  cpSync(join(pristine, 'test'), company, { recursive: true });
  copyFileSync(join(pristine, 'profile.json'), join(home, 'profile.json'));
  const file = join(company, 'company.db');
  damage(file);
  const bytes = existsSync(file) ? readFileSync(file) : null;
  const faults: unknown[] = [];
  const app = await createApp({
    directory: home,
    keychain: 'memory',
    background: false,
    onFault: (_, error) => faults.push(error),
  });
  apps.push(app);
  const ask = async <Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
  ): Promise<CallOutput<Name>> => {
    const answered = await answer(name, input, {
      handlers: app.handlers,
      onUnexpected: (_, error) => faults.push(error),
    });
    if (!answered.ok) throw Object.assign(new Error(answered.failure.happened), answered.failure);
    return answered.value as CallOutput<Name>;
  };
  return { home, file, bytes, app, ask, faults };
}

describe.each(DAMAGES)('a company file of which $name', ({ damage, code, opens }) => {
  it('starts in a phase of its own, and the file is left as it is', async () => {
    const { ask, file, bytes, app, faults } = await startDamaged(damage);
    const status = await ask('app.status', {});
    expect(status).toMatchObject({ phase: 'damaged', environment: 'test', damage: { file, code } });
    expect(app.openCompany()).toBeNull();
    await expect(ask('review.counts', {})).rejects.toMatchObject({ code });
    if (opens) expect(readFileSync(file).length).toBe(bytes?.length);
    else expect(existsSync(file) ? readFileSync(file) : null).toEqual(bytes);
    expect(faults).toEqual([]);
  });

  it('is replaced by the newest backup that is whole, and kept aside', async () => {
    const { ask, bytes } = await startDamaged(damage);
    const { rows } = await ask('backup.list', {});
    const [newest, older] = rows;
    expect(rows).toHaveLength(2);
    await expect(ask('backup.check', { file: String(newest?.file) })).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
    });
    const checked = await ask('backup.check', { file: String(older?.file) });
    expect(checked).toMatchObject({ company: 'Acme Books Ltd', auditEvents: 400 });
    const outcome = await ask('backup.restore', {
      file: checked.file,
      confirm: 'replace the company file',
    });
    expect(outcome.postedSinceKnown).toBe(opens === true);
    expect(outcome.secretsNeeded.length).toBeGreaterThan(0);
    if (bytes !== null && !opens) expect(readFileSync(String(outcome.keptAside))).toEqual(bytes);
    expect(await ask('app.status', {})).toMatchObject({
      phase: 'ready',
      damage: null,
      environment: 'test',
      company: 'Acme Books Ltd',
    });
    expect(await ask('history.verify', {})).toMatchObject({ whole: true, events: 401 });
  });

  it('can be put aside for an empty company', async () => {
    const { ask, file, bytes, home } = await startDamaged(damage);
    const { keptAside, status } = await ask('setup.keepAside', { confirm: 'keep the damaged file aside' });
    expect(status).toMatchObject({ phase: 'fresh', damage: null });
    expect(existsSync(file)).toBe(false);
    if (bytes === null) expect(keptAside).toBeNull();
    else expect(readFileSync(String(keptAside)).length).toBe(bytes.length);
    expect(readdirSync(join(home, 'test', 'backups')).length).toBeGreaterThanOrEqual(2);
  });

  it('does not keep diagnostics from being saved', async () => {
    const { ask, home } = await startDamaged(damage);
    const saved = await ask('diagnostics.save', {});
    const text = Buffer.from(saved.base64, 'base64').toString('utf8');
    expect(JSON.parse(text)).toMatchObject({ company: 'test', problem: { code }, store: null });
    expect(text.length, home).toBeGreaterThan(200);
  });
});

describe('a company file that is whole again', () => {
  it('is opened when it is tried again', async () => {
    const { ask, file } = await startDamaged((damaged) => truncateSync(damaged, 30_000));
    expect((await ask('setup.openEnvironment', { environment: 'test' })).phase).toBe('damaged');
    copyFileSync(join(pristine, 'test', 'company.db'), file);
    expect((await ask('setup.openEnvironment', { environment: 'test' })).phase).toBe('ready');
  });
});

describe('backups in a folder of one’s own', () => {
  it('are found although the file that said so is damaged', async () => {
    const { ask, home, app, file } = await startDamaged(() => undefined);
    const folder = join(home, 'elsewhere');
    await ask('backup.configure', { daily: true, keepDays: 30, folder });
    const { file: made } = await ask('backup.create', { folder: null });
    await app.close();
    truncateSync(file, 30_000);
    const again = await createApp({
      directory: home,
      keychain: 'memory',
      background: false,
      onFault: () => undefined,
    });
    apps.push(again);
    const list = await again.handlers['backup.list']({ folder: null });
    expect(list.folder).toBe(folder);
    expect(list.rows.map((row) => row.file)).toContain(made);
  });
});

describe('the command line over a damaged company file', () => {
  it('says the sentence and what to do, with its code', async () => {
    const { home, file } = await startDamaged((damaged) => truncateSync(damaged, 30_000));
    const ended = await promisify(execFile)(process.execPath, ['src-main/cli.ts', 'report'], {
      env: { ...process.env, MATCHBOOK_HOME: home, MATCHBOOK_KEYCHAIN: 'memory' },
    }).catch((error: { code: number; stderr: string }) => error);
    expect(ended).toMatchObject({ code: 2 });
    expect(ended.stderr).toContain(`The company file ${file} is damaged`);
    expect(ended.stderr).toContain('(STORE_CORRUPT)');
    expect(ended.stderr).not.toContain('    at ');
  });
});
