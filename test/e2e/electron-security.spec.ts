/**
 * The promises of test/unit/desktop.test.ts in real Electron: what its page can and cannot do. Skipped where Electron's program
 * file is not on the machine; the workflow runs it on Windows and Linux.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { electronPresence } from '../support/browser-electron.ts';
import { projectRoot } from '../support/browser-hosts.ts';

const electron = electronPresence();
test.describe('in real Electron', () => {
  test.skip(!electron.present, electron.present ? '' : electron.reason);
  test.describe.configure({ mode: 'serial' });
  let home: string;
  let app: ElectronApplication;
  let page: Page;

  test.beforeAll(async () => {
    if (!electron.present) return;
    home = await mkdtemp(join(tmpdir(), 'matchbook-electron-'));
    app = await _electron.launch({
      executablePath: electron.path,
      args: [projectRoot],
      env: { ...process.env, MATCHBOOK_HOME: home, MATCHBOOK_KEYCHAIN: 'memory' } as Record<string, string>,
    });
    page = await app.firstWindow();
    await page.waitForLoadState('load');
  });

  test.afterAll(async () => {
    await app?.close();
    if (home !== undefined) await rm(home, { recursive: true, force: true, maxRetries: 5 });
  });

  test('the page is the app’s own, and has no Node', async () => {
    expect(page.url()).toContain('matchbook-app://window/');
    const seen = await page.evaluate(() => ({
      require: typeof Reflect.get(globalThis, 'require'),
      process: typeof Reflect.get(globalThis, 'process'),
      electron: typeof Reflect.get(globalThis, 'electron'),
      bridge: Object.keys(Reflect.get(globalThis, 'matchbook') as object).sort(),
    }));
    expect(seen).toEqual({
      require: 'undefined',
      process: 'undefined',
      electron: 'undefined',
      bridge: ['call', 'onEvent'],
    });
  });

  test('it reaches no server, runs no inline script, evaluates no text', async () => {
    const tried = await page.evaluate(async () => {
      const fetched = await fetch('https://example.com/').then(
        () => 'fetched',
        () => 'refused',
      );
      const script = document.createElement('script');
      script.textContent = 'globalThis.inlineRan = true';
      document.head.append(script);
      return { fetched, inline: Reflect.get(globalThis, 'inlineRan') ?? false };
    });
    expect(tried).toEqual({ fetched: 'refused', inline: false });
  });

  test('it opens no window, goes nowhere, and is granted nothing', async () => {
    const opened = await page.evaluate(() => window.open('https://example.com/') === null);
    expect(opened).toBe(true);
    await page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    // The page answers from where it is: a refused way out has been refused before the next question is answered.
    await expect.poll(() => page.evaluate(() => location.href)).toContain('matchbook-app://window/');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    const camera = await page.evaluate(() =>
      navigator.permissions.query({ name: 'geolocation' }).then(
        ({ state }) => state,
        () => 'denied',
      ),
    );
    expect(camera).toBe('denied');
  });

  test('a call is checked, and one that is not the contract’s is refused', async () => {
    const answers = await page.evaluate(async () => {
      const bridge = Reflect.get(globalThis, 'matchbook') as {
        call(name: string, input: unknown): Promise<{ ok: boolean; failure?: { code: string } }>;
      };
      return Promise.all([
        bridge.call('app.status', {}),
        bridge.call('app.quit', {}),
        bridge.call('sync.pause', { paused: 'yes' }),
      ]);
    });
    expect(answers.map(({ ok, failure }) => (ok ? 'ok' : failure?.code))).toEqual([
      'ok',
      'UNKNOWN_CALL',
      'BAD_INPUT',
    ]);
  });

  test('a second start is handed to the first', async () => {
    const free = await app.evaluate(({ app: running }) => running.hasSingleInstanceLock());
    expect(free).toBe(true);
  });
});
