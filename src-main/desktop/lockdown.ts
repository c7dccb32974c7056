import type { Electron, WebContents } from './electron.ts';
import { APP_ORIGIN } from './protocol.ts';

/** The only pages outside the app that a click may open, in the user's own browser. */
const OPENABLE = [
  'https://dashboard.stripe.com/',
  'https://paytrace.net/',
  'https://live.opayo.eu.elavon.com/',
];

/**
 * Electron's security checklist for everything that any page of the app may try: no permission is granted, no window is
 * opened, nothing is navigated to, no webview is attached, no download starts but of a file
 * that the window itself made (a report): nothing is fetched for it.
 */
export function lockDown(electron: Electron): void {
  const session = electron.session.defaultSession;
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${APP_ORIGIN}/`)) event.preventDefault();
  });
  electron.app.on('web-contents-created', (_event, contents) => confine(electron, contents));
}

function confine(electron: Electron, contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (OPENABLE.some((prefix) => url.startsWith(prefix))) void electron.shell.openExternal(url);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event, url) => {
    if (URL.parse(url)?.origin !== APP_ORIGIN && !url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
