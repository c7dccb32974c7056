/**
 * The Electron host: window, tray, taskbar, notifications, deep links, single instance, power, updates. It is thin on purpose:
 * it carries the contract between a sandboxed window and the app that app.ts builds. Only main.ts calls it; it never imports
 * electron as a value (see electron.ts), so that it runs under test without Electron's binary.
 */
import type { AppEvent, CallName, Handlers } from '../../shared/api.ts';
import { createAppWindow } from './app-window.ts';
import { LINK_SCHEME, parseDeepLink } from './deep-link.ts';
import type { Electron } from './electron.ts';
import { answerWindow } from './ipc.ts';
import { createJumpList, type Relaunch } from './jump-list.ts';
import { lockDown } from './lockdown.ts';
import { createNotifier } from './notifications.ts';
import { type PowerListener, watchPower } from './power.ts';
import { declareScheme, serveWindow } from './protocol.ts';
import { HIDDEN_ARGUMENT, startRequest } from './start-request.ts';
import { createTaskbar } from './taskbar.ts';
import { isOpen, watchForTray } from './tray-watch.ts';
import { createUpdates, type Updater, type Updates } from './updates.ts';

export type { Updater } from './updates.ts';

export interface DesktopApp extends PowerListener {
  readonly handlers: Handlers;
  readonly events: { subscribe(listener: (event: AppEvent) => void): () => void };
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
  readonly relaunch: Relaunch;
  readonly platform?: NodeJS.Platform;
  readonly now?: () => Date;
  /** Null where there is no way to newer versions. */
  readonly loadUpdater: (() => Promise<Updater>) | null;
  createApp(updates: Updates | null): Promise<DesktopApp>;
  onUnexpected(name: string, error: unknown): void;
}

/** Resolves once the app runs, or at once when another instance runs already (that one is shown instead). */
export async function startDesktop(options: DesktopOptions): Promise<void> {
  const { electron, assets, onUnexpected, platform = process.platform, now = () => new Date() } = options;
  if (!electron.app.requestSingleInstanceLock()) {
    electron.app.quit();
    return;
  }
  declareScheme(electron);
  electron.app.enableSandbox();
  electron.app.setAsDefaultProtocolClient(LINK_SCHEME, options.relaunch.program, [...options.relaunch.args]);
  electron.app.setAppUserModelId('app.matchbook.desktop');
  await electron.app.whenReady();

  lockDown(electron);
  serveWindow(electron, options.windowFiles);
  let end: (() => Promise<void>) | null = null;
  let onUpdates: (() => void) | null = null;
  const updates =
    options.loadUpdater === null
      ? null
      : createUpdates({
          load: options.loadUpdater,
          version: electron.app.getVersion(),
          directory: options.directory,
          now,
          onChanged: () => onUpdates?.(),
          beforeRestart: async () => end?.(),
          quit: () => electron.app.quit(),
          onUnexpected,
        });
  const app = await options.createApp(updates);
  answerWindow(electron, { handlers: app.handlers, onUnexpected });

  let quitting = false;
  const taskbar = createTaskbar(electron, assets, platform);
  const window = createAppWindow({
    electron,
    preload: options.preload,
    assets,
    directory: options.directory,
    closesToTray: () => !quitting,
    onMade: (made) => taskbar.attach(made),
  });
  /** Where no company is open there is nothing to do it with: the window says what is to be done first. */
  const run = <Name extends CallName>(name: Name, input: Parameters<Handlers[Name]>[0]): void => {
    const handler = app.handlers[name] as (input: Parameters<Handlers[Name]>[0]) => Promise<unknown>;
    app.handlers['app.status']({})
      .then((status) => (isOpen(status) ? handler(input) : window.show()))
      .catch((error: unknown) => onUnexpected(name, error));
  };
  const syncNow = (): void => run('sync.run', { connectionId: null });
  const setPaused = (paused: boolean): void => run('sync.pause', { connectionId: null, paused });

  const jumpList = createJumpList(electron, options.relaunch, platform);
  const tray = watchForTray(electron, assets, app, {
    open: window.show,
    syncNow,
    setPaused,
    setOpenAtLogin: (openAtLogin) =>
      electron.app.setLoginItemSettings({ openAtLogin, args: [HIDDEN_ARGUMENT] }),
    quit: () => electron.app.quit(),
    update: () => updates?.state() ?? null,
    installUpdate: () => void updates?.install(),
    onSeen: ({ waiting, paused }) => {
      taskbar.setWaiting(waiting);
      jumpList.update(paused);
    },
    onUnexpected,
  });
  const notify = createNotifier({
    electron,
    now,
    settings: () => app.handlers['settings.get']({}),
    open: window.follow,
    onUnexpected,
  });
  const stopTelling = app.events.subscribe((event) => {
    window.tell(event);
    taskbar.follow(event);
    if (event.type === 'alert') notify(event);
  });
  onUpdates = () => {
    tray.refresh();
    window.tell({ type: 'changed', topics: ['updates'] });
  };
  const stopPower = watchPower({ electron, listener: app });

  /** Of a start, this one or another: a task of the jump list is done without a window in the way. */
  const obey = (args: readonly string[]): void => {
    const request = startRequest(args);
    if (request.ask === 'link') window.follow(request.link);
    else if (request.ask === 'sync') syncNow();
    else if (request.ask === 'pause') setPaused(request.paused);
    else if (request.ask === 'show') window.show();
  };
  electron.app.on('second-instance', (_event, args) => obey(args));
  electron.app.on('open-url', (_event, url) => {
    const link = parseDeepLink(url);
    if (link) window.follow(link);
  });
  electron.app.on('activate', window.show);
  // With a tray the app lives on without a window.
  electron.app.on('window-all-closed', () => undefined);
  electron.app.on('before-quit', () => {
    quitting = true;
  });
  let ending: Promise<void> | null = null;
  let closed = false;
  end = () => {
    onUpdates = null;
    stopTelling();
    stopPower();
    updates?.stop();
    tray.destroy();
    ending ??= app
      .close()
      .catch((error: unknown) => onUnexpected('quit', error))
      .finally(() => {
        closed = true;
      });
    return ending;
  };
  electron.app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void end?.().then(() => electron.app.quit());
  });

  // Whatever a first start asks for, the person who started the program sees it.
  if (!options.args.includes(HIDDEN_ARGUMENT)) window.show();
  obey(options.args);
  updates?.start();
}
