import { join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contentSecurityPolicy } from '../hosting/index.ts';
import type { Electron } from './electron.ts';

/** The window's origin: a custom protocol, because file:// gives a page rights over the whole disk. */
export const APP_SCHEME = 'matchbook-app';
export const APP_ORIGIN = `${APP_SCHEME}://window`;
export const APP_URL = `${APP_ORIGIN}/index.html`;

/** Must run before the app is ready: Electron reads the privileges once. */
export function declareScheme(electron: Electron): void {
  electron.protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built window from `directory` and nothing outside it. */
export function serveWindow(electron: Electron, directory: string): void {
  electron.protocol.handle(APP_SCHEME, async (request) => {
    const file = windowFile(directory, request.url);
    const found =
      file === null || request.method !== 'GET'
        ? new Response('Not found', { status: 404 })
        : await electron.net.fetch(pathToFileURL(file).toString());
    const headers = new Headers(found.headers);
    headers.set('Content-Security-Policy', contentSecurityPolicy("'none'"));
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('Referrer-Policy', 'no-referrer');
    return new Response(found.body, { status: found.status, headers });
  });
}

/** The file that an address of the window means, null for one that leads elsewhere. */
export function windowFile(directory: string, address: string): string | null {
  const url = URL.parse(address);
  if (url === null || url.host !== 'window' || url.protocol !== `${APP_SCHEME}:`) return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    // A malformed escape names no file of ours.
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const root = normalize(directory + sep);
  const file = normalize(join(root, path === '/' ? 'index.html' : path));
  return file.startsWith(root) ? file : null;
}
