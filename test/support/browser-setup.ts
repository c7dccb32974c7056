/** Before all end-to-end tests: a browser, and the window built from the sources as they are now. */
import { ensureBuilt } from '../../src-main/starting/index.ts';
import { electronPresence } from './browser-electron.ts';
import { ensureBrowser } from './browser-found.ts';
import { projectRoot } from './browser-hosts.ts';

const report = (line: string): void => void process.stdout.write(`${line}\n`);

export default async function prepare(): Promise<void> {
  const browser = ensureBrowser(report);
  await ensureBuilt(projectRoot, electronPresence().present ? 'electron' : 'browser', report);
  report(`End-to-end tests in ${browser}`);
}
