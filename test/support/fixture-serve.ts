/**
 * Serves the built window over the fixture company, for browser tests and for looking at the window while it is made.
 * `node test/support/fixture-serve.ts [--size N] [--fresh] [--tour] [--damaged] [--history N] [--import-files] [--port N]` prints the address as its only line.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBrowserHost } from '../../src-main/browser/index.ts';
import { createFixtureApp } from './fixture-handlers.ts';

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '2400' },
    port: { type: 'string', default: '0' },
    fresh: { type: 'boolean', default: false },
    tour: { type: 'boolean', default: false },
    history: { type: 'string', default: '0' },
    damaged: { type: 'boolean', default: false },
    'import-files': { type: 'boolean', default: false },
  },
});

const app = createFixtureApp({
  size: Number(options.size),
  fresh: options.fresh,
  tour: options.tour,
  history: Number(options.history),
  damaged: options.damaged,
  importsFiles: options['import-files'],
});
const host = await startBrowserHost({
  handlers: app.handlers,
  events: app.events,
  rendererDirectory: join(import.meta.dirname, '../../out/renderer'),
  port: Number(options.port),
  version: 'fixture',
});
process.stdout.write(`${host.url}\n`);
process.once('SIGTERM', () => void host.close().then(() => process.exit(0)));
