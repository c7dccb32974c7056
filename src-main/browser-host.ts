/**
 * Entry point of the browser host: the app, and the window served to the user's own browser. start.ts builds it to
 * out/main/browser-host.js and hands over to it: built, it needs half the memory of its sources.
 */
import './node-version.ts';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MatchbookError } from '../shared/errors.ts';
import { createApp } from './app.ts';
import { startBrowserHost } from './browser/index.ts';
import { homeDirectory } from './home.ts';
import { tidyMemoryWhenIdle } from './idle-memory.ts';
import { openInBrowser } from './open-in-browser.ts';
import { regionLocale } from './region.ts';

/** A company file that cannot be opened, say, is a sentence, not a stack. */
process.on('uncaughtException', (error) => {
  process.stderr.write(
    error instanceof MatchbookError
      ? `${error.message} (${error.code})\n`
      : `${error.stack ?? error.message}\n`,
  );
  process.exit(1);
});

const { values: options } = parseArgs({
  options: {
    browser: { type: 'boolean', default: true },
    'no-open': { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
    home: { type: 'string' },
  },
});

// out/main/browser-host.js, beside the window and the licences.
const out = dirname(dirname(fileURLToPath(import.meta.url)));
const app = await createApp({
  directory: options.home ?? homeDirectory(),
  program: 'Matchbook in the browser',
  locale: regionLocale(),
  noticesFile: join(out, 'third-party-notices.json'),
  openFolder: (folder) => openInBrowser(folder),
});
const host = await startBrowserHost({
  handlers: app.handlers,
  events: app.events,
  rendererDirectory: join(out, 'renderer'),
  port: Number(options.port),
  version: app.version,
});
tidyMemoryWhenIdle(app.events);
const stop = (): void => {
  void host
    .close()
    .then(() => app.close())
    .then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

const opened = !options['no-open'] && (await openInBrowser(host.url));
process.stdout.write(
  `Matchbook is ${opened ? 'open in your browser' : 'ready'}: ${host.url}\nLeave this window open; Ctrl+C ends Matchbook.\n`,
);
