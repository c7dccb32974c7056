import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type ElectronBinary =
  | { readonly found: true; readonly path: string }
  | { readonly found: false; readonly reason: string };

/** A first download is about 110 MB; a slow office line takes minutes, a closed one fails at once. */
const DOWNLOAD_LIMIT_MS = 15 * 60_000;

/**
 * The path of Electron's executable. The npm package comes without it (since Electron 42 it is fetched on first use), so
 * fetch it where it is missing; where that fails, say why in a few words.
 */
export async function findElectron(report: (line: string) => void): Promise<ElectronBinary> {
  const folder = electronFolder();
  if (folder === null) return { found: false, reason: 'its npm package is not installed' };
  const present = installedPath(folder);
  if (present !== null) return { found: true, path: present };

  report('Fetching Electron, once, about 110 MB …');
  const problem = await download(folder);
  const fetched = installedPath(folder);
  if (fetched !== null) return { found: true, path: fetched };
  return { found: false, reason: problem ?? 'the download left no program file' };
}

function electronFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

function installedPath(folder: string): string | null {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const path = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'),
    readFileSync(pathFile, 'utf8'),
  );
  return existsSync(path) ? path : null;
}

function download(folder: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: DOWNLOAD_LIMIT_MS,
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      output = `${output}${chunk}`.slice(-4000);
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (status) => resolve(status === 0 ? null : reasonIn(output)));
  });
}

function reasonIn(output: string): string {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|fetch failed/.test(output)) {
    return 'the download server could not be reached';
  }
  const line = output.split('\n').find((candidate) => /error/i.test(candidate));
  return line?.trim().slice(0, 160) ?? 'the download failed';
}
