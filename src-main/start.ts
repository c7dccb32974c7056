/**
 * `npm start` from a checkout: the Electron app where Electron's binary is on the machine or can be fetched, otherwise
 * (or with --browser) the same app, served to the user's own browser from 127.0.0.1.
 *
 *   --browser       the browser host, without asking for Electron
 *   --no-open       print the address instead of opening a browser
 *   --port N        a fixed port instead of a free one
 *   --home DIR      where stores are kept (also MATCHBOOK_HOME)
 */
import './node-version.ts';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MatchbookError } from '../shared/errors.ts';
import { createApp } from './app.ts';
import { startBrowserHost } from './browser/index.ts';
import { homeDirectory } from './home.ts';
import { regionLocale } from './region.ts';
import { ensureBuilt, findElectron, NOTICES_FILE, openInBrowser } from './starting/index.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const report = (line: string): void => void process.stdout.write(`${line}\n`);

const { values: options } = parseArgs({
  options: {
    browser: { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
    home: { type: 'string' },
  },
});
const directory = options.home ?? homeDirectory();

async function inElectron(executable: string): Promise<void> {
  await ensureBuilt(root, 'electron', report);
  const child = spawn(executable, [root], {
    stdio: 'inherit',
    env: { ...process.env, MATCHBOOK_HOME: directory },
  });
  child.on('exit', (code) => process.exit(code ?? 1));
}

async function inBrowser(): Promise<void> {
  await ensureBuilt(root, 'browser', report);
  const app = await createApp({
    directory,
    program: 'Matchbook in the browser',
    locale: regionLocale(),
    noticesFile: join(root, NOTICES_FILE),
    openFolder: (folder) => openInBrowser(folder),
  });
  const host = await startBrowserHost({
    handlers: app.handlers,
    events: app.events,
    rendererDirectory: join(root, 'out/renderer'),
    port: Number(options.port),
    version: app.version,
  });
  const stop = (): void => {
    void host
      .close()
      .then(() => app.close())
      .then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const opened = !options['no-open'] && (await openInBrowser(host.url));
  report(`Matchbook is ${opened ? 'open in your browser' : 'ready'}: ${host.url}`);
  report('Leave this window open; Ctrl+C ends Matchbook.');
}

/** A company file that cannot be opened, say, is a sentence, not a stack. */
process.on('uncaughtException', (error) => {
  process.stderr.write(
    error instanceof MatchbookError
      ? `${error.message} (${error.code})\n`
      : `${error.stack ?? error.message}\n`,
  );
  process.exit(1);
});

if (options.browser) {
  await inBrowser();
} else {
  const electron = await findElectron(report);
  if (electron.found) {
    await inElectron(electron.path);
  } else {
    report(
      `Electron is not on this machine and could not be fetched (${electron.reason}), so Matchbook opens in your browser instead.`,
    );
    await inBrowser();
  }
}
