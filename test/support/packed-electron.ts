/**
 * Loaded with --import before the packed main process: `electron` becomes the stand-in. When the window is there, acts as its
 * page does (the built page over the app's own protocol, a call, the demo company), prints what it saw as JSON, and quits.
 */
import { readFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { CALL_CHANNEL } from '../../src-main/desktop/channels.ts';
import { APP_SCHEME, APP_URL } from '../../src-main/desktop/protocol.ts';
import { electronStandIn } from './electron-stand-in.ts';

const standIn = electronStandIn();
standIn.app.on('web-contents-created', (_event, contents) => {
  contents.once('did-finish-load', () => {
    visit().catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  });
});

async function visit(): Promise<void> {
  const frame = { url: APP_URL, parent: null };
  const ask = (name: string, input: object = {}) => standIn.invoke(CALL_CHANNEL, frame, name, input);
  const page = await standIn.protocols.get(APP_SCHEME)?.(new Request(APP_URL));
  const fresh = await ask('app.status');
  const notices = await ask('about.notices');
  const demo = await ask('setup.startDemo');
  let ready: unknown;
  for (let at = 0; at < 600; at += 1) {
    const status = (await ask('app.status')) as { value: { working: unknown } };
    ready = await ask('review.counts');
    if (status.value.working === null) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  process.stdout.write(`${JSON.stringify({ page: await page?.text(), fresh, notices, demo, ready })}\n`);
  standIn.app.once('will-quit', () => undefined);
  standIn.app.quit();
}

Object.assign(standIn.electron.net, {
  fetch: async (url: string) => new Response(await readFile(fileURLToPath(url))),
});
Object.assign(standIn.app, {
  setPath: () => undefined,
  getSystemLocale: () => 'en-US',
  getAppPath: () => process.argv[1],
  isPackaged: true,
  exit: (status: number) => process.exit(status),
});
Object.assign(globalThis, {
  packedElectron: {
    ...standIn.electron,
    dialog: { showErrorBox: (...words: string[]) => console.error(...words) },
  },
});
// The portable program, which looks for no updates: there is no server to ask here.
process.env.PORTABLE_EXECUTABLE_FILE = 'Matchbook.exe';

const names = Object.keys({ ...standIn.electron, dialog: null });
const source = names.map((name) => `export const ${name} = globalThis.packedElectron.${name};`).join('\n');
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true }
      : next(specifier, context),
});
