/**
 * The Electron host: window, tray, notifications, deep links, single instance, updates. It is thin on purpose: it carries the
 * contract between a sandboxed window and the app that app.ts builds. Only main.ts calls it; it never imports electron as a
 * value (see electron.ts), so that it runs under test without Electron's binary.
 */
import { join } from 'node:path';
import type { AppEvent, CallName, Handlers } from '../../shared/api.ts';
import { type DeepLink, LINK_SCHEME, linkInArguments, parseDeepLink } from './deep-link.ts';
import type { BrowserWindow, Electron } from './electron.ts';
import { answerWindow, tellWindow } from './ipc.ts';
import { lockDown } from './lockdown.ts';
import { notifyOf } from './notifications.ts';
import { declareScheme, serveWindow } from './protocol.ts';
import { watchForTray } from './tray-watch.ts';
import { openWindow, showWindow } from './window.ts';

export interface DesktopApp {
  readonly handlers: Handlers;
  readonly events: { subscribe(listener: (event: AppEvent) => void): () => void };
  /** The computer slept or lost its network: catch up on what was missed, once. */
  catchUp(): void;
  close(): Promise<void>;
}

export interface DesktopOptions {
  readonly electron: Electron;
  /** Matchbook's own folder. */
  readonly directory: string;
  /** The folder of the built window, the preload file, and the icons. */
  readonly windowFiles: string;
  readonly preload: string;
  readonly assets: string;
  readonly args: readonly string[];
  createApp(): Promise<DesktopApp>;
  checkForUpdates(): void;
  onUnexpected(name: string, error: unknown): void;
}

/** Resolves once the app runs, or at once when another instance runs already (that one is shown instead). */
export async function startDesktop(options: DesktopOptions): Promise<void> {
  const { electron } = options;
  if (!electron.app.requestSingleInstanceLock()) {
    electron.app.quit();
    return;
  }
  declareScheme(electron);
  electron.app.enableSandbox();
  electron.app.setAsDefaultProtocolClient(LINK_SCHEME);
  electron.app.setAppUserModelId('app.matchbook.desktop');
  await electron.app.whenReady();

  lockDown(electron);
  serveWindow(electron, options.windowFiles);
  const app = await options.createApp();
  answerWindow(electron, { handlers: app.handlers, onUnexpected: options.onUnexpected });

  let quitting = false;
  let window: BrowserWindow | null = null;
  const theWindow = (): BrowserWindow => {
    if (window === null || window.isDestroyed()) {
      window = openWindow({
        electron,
        preload: options.preload,
        icon: join(options.assets, 'icon.png'),
        directory: options.directory,
        closesToTray: () => !quitting,
      });
    }
    return window;
  };
  const show = (): void => showWindow(theWindow());
  const follow = (link: DeepLink): void => {
    show();
    tellWindow(theWindow(), { type: 'open', ...link });
  };
  const run = <Name extends CallName>(name: Name, input: Parameters<Handlers[Name]>[0]): void => {
    const handler = app.handlers[name] as (input: Parameters<Handlers[Name]>[0]) => Promise<unknown>;
    handler(input).catch((error: unknown) => options.onUnexpected(name, error));
  };

  const tray = watchForTray(electron, options.assets, app, {
    open: show,
    syncNow: () => run('sync.run', { connectionId: null }),
    setPaused: (paused) => run('sync.pause', { connectionId: null, paused }),
    setOpenAtLogin: (openAtLogin) => electron.app.setLoginItemSettings({ openAtLogin, args: ['--hidden'] }),
    quit: () => electron.app.quit(),
    onUnexpected: options.onUnexpected,
  });
  const stopTelling = app.events.subscribe((event) => {
    if (window !== null) tellWindow(window, event);
    if (event.type === 'alert') {
      const { transactionId } = event;
      notifyOf(electron, event, () =>
        follow(
          transactionId === null ? { screen: 'today', transactionId } : { screen: 'review', transactionId },
        ),
      );
    }
  });

  electron.app.on('second-instance', (_event, args) => {
    const link = linkInArguments(args);
    if (link) follow(link);
    else show();
  });
  electron.app.on('open-url', (_event, url) => {
    const link = parseDeepLink(url);
    if (link) follow(link);
  });
  electron.app.on('activate', show);
  electron.powerMonitor.on('resume', () => app.catchUp());
  // With a tray the app lives on without a window.
  electron.app.on('window-all-closed', () => undefined);
  electron.app.on('before-quit', () => {
    quitting = true;
  });
  let closed = false;
  electron.app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    stopTelling();
    tray.destroy();
    app
      .close()
      .catch((error: unknown) => options.onUnexpected('quit', error))
      .finally(() => {
        closed = true;
        electron.app.quit();
      });
  });

  const first = theWindow();
  if (!options.args.includes('--hidden')) first.once('ready-to-show', () => showWindow(first));
  const link = linkInArguments(options.args);
  if (link) first.webContents.once('did-finish-load', () => follow(link));
  options.checkForUpdates();
}
