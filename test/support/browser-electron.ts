/** Whether Electron can be driven here. Its npm package comes without the program file, and a test run downloads nothing. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type ElectronPresence =
  | { readonly present: true; readonly path: string }
  | { readonly present: false; readonly reason: string };

export function electronPresence(): ElectronPresence {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return absent();
  const path = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'),
    readFileSync(named, 'utf8').trim(),
  );
  if (!existsSync(path)) return absent();
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return {
      present: false,
      reason: 'Electron is here, but there is no display to open its window on: run the tests under xvfb-run',
    };
  }
  return { present: true, path };
}

function absent(): ElectronPresence {
  return {
    present: false,
    reason: 'Electron’s program file is not on this machine: `npx install-electron` fetches it',
  };
}
