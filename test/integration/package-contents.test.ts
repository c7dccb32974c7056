/**
 * The package, built by electron-builder from electron-builder.yml as it is, over a stand-in for Electron's distribution: what
 * is in it, what is not, and that its main process starts and works from nothing but what is in it.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../src-main/starting/index.ts';
import { fusesOf, standInDistribution } from '../support/stand-in-distribution.ts';

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'matchbook-package-'));
const unpacked = join(folder, 'output', 'linux-unpacked');
const archive = join(unpacked, 'resources', 'app.asar');
const asar = require('@electron/asar') as {
  listPackage(archive: string, options: { isPack: boolean }): string[];
  extractFile(archive: string, file: string): Buffer;
  extractAll(archive: string, directory: string): void;
};
let files: string[] = [];

beforeAll(async () => {
  await ensureBuilt(root, 'electron', () => undefined);
  standInDistribution(join(folder, 'electron'), '45.4.1');
  const { build, Platform } = require('electron-builder');
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir'),
    publish: 'never',
    config: {
      extends: 'electron-builder.yml',
      electronDist: join(folder, 'electron'),
      directories: { output: join(folder, 'output'), buildResources: 'assets' },
    },
  });
  files = asar.listPackage(archive, { isPack: false }).map((file) => file.split(sep).join('/'));
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe('the package', () => {
  it('has the main process, its worker, the preload, the window, the icons and the licences', () => {
    for (const file of [
      '/package.json',
      '/out/main/main.js',
      '/out/main/propose-worker.js',
      '/out/preload/preload.cjs',
      '/out/renderer/index.html',
      '/out/third-party-notices.json',
      '/assets/icon.png',
      '/assets/license.txt',
      '/assets/tray/idle.png',
      '/assets/badge/9.png',
      '/assets/badge/more@2x.png',
    ]) {
      expect(files).toContain(file);
    }
    const manifest = JSON.parse(asar.extractFile(archive, 'package.json').toString('utf8'));
    expect(manifest).toMatchObject({ name: 'matchbook', main: 'out/main/main.js', type: 'module' });
    expect(manifest.devDependencies).toBeUndefined();
  });

  it('has of our own nothing else: no sources, tests, documents or maps', () => {
    const ours = files.filter((file) => !file.startsWith('/node_modules'));
    const folders = new Set(ours.map((file) => file.split('/')[1]));
    expect([...folders].sort()).toEqual(['assets', 'out', 'package.json']);
    expect(ours.filter((file) => /\.(map|tsx?|md|env|pem|key|db)$/.test(file))).toEqual([]);
  });

  it('has of other packages what runs, and no sources, maps, tests or secrets', () => {
    expect(files.filter((file) => /\.(map|d\.ts|ts|tsx|cpp|hpp|gyp|env|pem|pfx|p12)$/.test(file))).toEqual(
      [],
    );
    expect(files.filter((file) => /\/(tests?|__tests__|examples?)\/.+\.\w+$/.test(file))).toEqual([]);
    const development = ['electron', 'typescript', 'vitest', 'playwright', 'react', 'electron-builder'];
    for (const name of development) expect(files).not.toContain(`/node_modules/${name}/package.json`);
  });

  it('has every package that the main process needs', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    for (const name of Object.keys(dependencies))
      expect(files).toContain(`/node_modules/${name}/package.json`);
  });

  it('has the binaries of SQLite and the keychain beside the archive, where they can be loaded', () => {
    const beside = join(unpacked, 'resources', 'app.asar.unpacked', 'node_modules');
    expect(existsSync(join(beside, 'better-sqlite3', 'prebuilds', 'win32-x64.node'))).toBe(true);
    if (existsSync(join(root, 'node_modules/keytar/build/Release/keytar.node'))) {
      expect(existsSync(join(beside, 'keytar', 'build', 'Release', 'keytar.node'))).toBe(true);
    }
  });

  it('looks for updates at the server that the configuration names', () => {
    const feed = readFileSync(join(unpacked, 'resources', 'app-update.yml'), 'utf8');
    expect(feed).toContain('provider: generic');
    expect(feed).toMatch(/url: https:\/\//);
  });

  it('has its fuses set: no Node of its own, cookies encrypted, only the archive, and that one checked', () => {
    const [runAsNode, cookies, nodeOptions, inspect, integrity, onlyAsar, ownSnapshot, filePrivileges] =
      fusesOf(readFileSync(join(unpacked, 'matchbook')));
    expect({ runAsNode, nodeOptions, inspect, ownSnapshot, filePrivileges }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      inspect: false,
      ownSnapshot: false,
      filePrivileges: false,
    });
    expect({ cookies, integrity, onlyAsar }).toEqual({ cookies: true, integrity: true, onlyAsar: true });
  });
});

describe('the licences', () => {
  it('are there for every package that is shipped, each with a name', () => {
    const notices: { name: string; version: string; licence: string }[] = JSON.parse(
      asar.extractFile(archive, join('out', 'third-party-notices.json')).toString('utf8'),
    );
    const known = new Set(notices.map(({ name, version }) => `${name} ${version}`));
    const manifests = files.filter((file) =>
      /^(\/node_modules\/(@[^/]+\/)?[^/]+)+\/package\.json$/.test(file),
    );
    expect(manifests.length).toBeGreaterThan(100);
    const missing = manifests
      .map((file) => JSON.parse(asar.extractFile(archive, join(...file.split('/'))).toString('utf8')))
      .map(({ name, version }: { name: string; version: string }) => `${name} ${version}`)
      .filter((shipped) => !known.has(shipped));
    expect(missing).toEqual([]);
    expect(notices.filter(({ licence }) => licence === '')).toEqual([]);
    for (const name of ['react', 'zustand', '@fluentui/react-components']) {
      expect(notices.some((notice) => notice.name === name)).toBe(true);
    }
  });
});

describe('the packed program', () => {
  it('starts, shows its page, and does the work of the demo company', () => {
    const place = join(folder, 'extracted');
    asar.extractAll(archive, place);
    cpSync(`${archive}.unpacked`, place, { recursive: true });
    const output = execFileSync(
      process.execPath,
      ['--import', join(root, 'test/support/packed-electron.ts'), join(place, 'out/main/main.js')],
      {
        cwd: folder,
        encoding: 'utf8',
        timeout: 280_000,
        env: { ...process.env, MATCHBOOK_HOME: join(folder, 'home'), MATCHBOOK_KEYCHAIN: 'memory' },
      },
    );
    const seen = JSON.parse(output.trim().split('\n').at(-1) ?? '');
    expect(seen.page).toContain('<div id="root">');
    expect(seen.fresh).toMatchObject({ ok: true, value: { phase: 'fresh' } });
    expect(seen.notices.value.length).toBeGreaterThan(100);
    expect(seen.demo).toMatchObject({ ok: true, value: { demo: true } });
    const ready = seen.ready.value.find(({ tab }: { tab: string }) => tab === 'ready');
    expect(ready.count).toBeGreaterThan(50);
  }, 300_000);
});
