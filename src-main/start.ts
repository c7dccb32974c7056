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
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { homeDirectory } from './home.ts';
import { ensureBuilt, findElectron, handOver } from './starting/index.ts';

const root = join(import.meta.dirname, '..');
const report = (line: string): void => void process.stdout.write(`${line}\n`);

const { values: options } = parseArgs({
  options: {
    browser: { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
    home: { type: 'string' },
  },
});

async function inElectron(executable: string): Promise<void> {
  await ensureBuilt(root, 'electron', report);
  handOver(executable, [root], { ...process.env, MATCHBOOK_HOME: options.home ?? homeDirectory() });
}

async function inBrowser(): Promise<void> {
  await ensureBuilt(root, 'browser', report);
  handOver(process.execPath, [join(root, 'out/main/browser-host.js'), ...process.argv.slice(2)], process.env);
}

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
