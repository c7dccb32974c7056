/** Entry point of the Electron main process. Everything it does is in desktop/ and app.ts. */
import './node-version.ts';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as electron from 'electron';
import { createApp } from './app.ts';
import { startDesktop, type Updater } from './desktop/index.ts';
import { homeDirectory } from './home.ts';
import { tidyMemoryWhenIdle } from './idle-memory.ts';

// Bundled to out/main/main.js, beside out/renderer and out/preload.
const out = dirname(dirname(fileURLToPath(import.meta.url)));
const directory = homeDirectory();
electron.app.setPath('userData', directory);

const onUnexpected = (name: string, error: unknown): void => {
  console.error(`matchbook: ${name}:`, error);
};

/** The installed program has updates; a checkout and the portable program, which nothing installs, have none. */
const updatable = electron.app.isPackaged && process.env.PORTABLE_EXECUTABLE_FILE === undefined;
const loadUpdater = async (): Promise<Updater> => (await import('electron-updater')).default.autoUpdater;

startDesktop({
  electron,
  directory,
  windowFiles: join(out, 'renderer'),
  preload: join(out, 'preload', 'preload.cjs'),
  assets: join(dirname(out), 'assets'),
  args: process.argv,
  relaunch: {
    program: process.execPath,
    // From a checkout the program is Electron's own, and has to be told whose folder to run.
    args: electron.app.isPackaged ? [] : [electron.app.getAppPath()],
  },
  loadUpdater: updatable ? loadUpdater : null,
  createApp: async (updates) => {
    const app = await createApp({
      directory,
      updates,
      noticesFile: join(out, 'third-party-notices.json'),
      program: 'Matchbook’s window',
      locale: electron.app.getSystemLocale(),
      openExternal: async (url) => {
        await electron.shell.openExternal(url);
        return true;
      },
      openFolder: async (folder) => (await electron.shell.openPath(folder)) === '',
    });
    tidyMemoryWhenIdle(app.events);
    return app;
  },
  onUnexpected,
}).catch((error: unknown) => {
  onUnexpected('start', error);
  electron.dialog.showErrorBox(
    'Matchbook could not start',
    error instanceof Error ? error.message : String(error),
  );
  electron.app.exit(1);
});
