/**
 * The browser that the end-to-end tests drive: Playwright's own where it is installed, otherwise a Chromium, Chrome or (Windows)
 * Edge of the machine. On Debian as root without any, the `chromium` package is installed once, before the tests.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const ON_WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
const ON_MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Set on Linux and Mac; undefined on Windows, where a program needs no such leave. */
const isRoot = process.getuid?.() === 0;

/** For a window that nobody sees, on a machine that is not to be asked for more than the test. */
export const browserArguments: readonly string[] = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Chromium refuses to sandbox itself as root, which is who runs tests in a container.
  ...(isRoot ? ['--no-sandbox'] : []),
];

/** The path of a browser's program file; null where there is none. */
export function findBrowser(): string | null {
  return [chromium.executablePath(), ...machineBrowsers()].find((path) => existsSync(path)) ?? null;
}

/** Finds a browser or installs one; where neither can be done, throws one sentence that says what to do. */
export function ensureBrowser(report: (line: string) => void): string {
  const present = findBrowser();
  if (present !== null) return present;
  if (isRoot && existsSync('/etc/debian_version')) {
    report('No browser is on this machine: installing the chromium package, once …');
    aptGet('update', '-qq');
    aptGet('install', '-y', '-qq', '--no-install-recommends', 'chromium');
    const installed = findBrowser();
    if (installed !== null) return installed;
  }
  throw new Error(
    'The end-to-end tests need a browser and none is on this machine: run `npx playwright install chromium`, or install Chromium, Chrome or Edge.',
  );
}

function machineBrowsers(): string[] {
  if (process.platform === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return folders.flatMap((folder) =>
      folder === undefined ? [] : ON_WINDOWS.map((path) => join(folder, path)),
    );
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...NAMES.map((name) => join('/usr/bin', name)),
    ...(process.platform === 'darwin' ? ON_MAC : []),
  ];
}

/** A failure is told by what it leaves: no browser. Its own words go to the terminal. */
function aptGet(...args: string[]): void {
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 10 * 60_000,
  });
}
