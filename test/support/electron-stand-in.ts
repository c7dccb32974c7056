/**
 * Electron as far as src-main/desktop drives it, with its rules: schemes are declared before the app is ready, windows and
 * trays made after; a second instance gets no lock; `close` and `will-quit` can be prevented. It records what was asked of it.
 */
import { EventEmitter } from 'node:events';
import type { Electron } from '../../src-main/desktop/electron.ts';
import { PreventableEvent, type WindowOptions, WindowStandIn } from './window-stand-in.ts';

export interface UserTask {
  readonly title: string;
  readonly program: string;
  readonly arguments: string;
}

type CallHandler = (event: unknown, name: unknown, input: unknown) => Promise<unknown>;

export function electronStandIn(options: { firstInstance?: boolean } = {}) {
  let ready = false;
  const windows: WindowStandIn[] = [];
  const trays: { image: string; toolTip: string; menu: MenuItem[]; destroyed: boolean }[] = [];
  const notifications: NotificationStandIn[] = [];
  const schemes: { scheme: string; privileges: object }[] = [];
  const protocols = new Map<string, (request: Request) => Promise<Response>>();
  const ipc = new Map<string, CallHandler>();
  const opened: string[] = [];
  const state = {
    quits: 0,
    sandboxed: false,
    badge: 0,
    openAtLogin: false,
    protocolClient: '',
    online: true,
    onBattery: false,
  };
  const userTasks: UserTask[] = [];
  const decisions: {
    permission: ((contents: unknown, permission: string, decide: (granted: boolean) => void) => void) | null;
    check: (() => boolean) | null;
    device: (() => boolean) | null;
  } = { permission: null, check: null, device: null };

  const onlyWhenReady = (what: string): void => {
    if (!ready) throw new Error(`${what} cannot be used before the app is ready`);
  };

  interface MenuItem {
    readonly label?: string;
    readonly enabled?: boolean;
    readonly click?: (item: { checked: boolean }) => void;
  }

  class NotificationStandIn extends EventEmitter {
    static isSupported(): boolean {
      return true;
    }
    readonly options: { title: string; body: string };
    shown = false;
    constructor(given: { title: string; body: string }) {
      super();
      this.options = given;
      notifications.push(this);
    }
    show(): void {
      this.shown = true;
    }
  }

  class TrayStandIn extends EventEmitter {
    readonly record: (typeof trays)[number];
    constructor(image: string) {
      super();
      onlyWhenReady('Tray');
      this.record = { image, toolTip: '', menu: [], destroyed: false };
      trays.push(this.record);
    }
    setImage(image: string): void {
      this.record.image = image;
    }
    setToolTip(text: string): void {
      this.record.toolTip = text;
    }
    setContextMenu(menu: MenuItem[]): void {
      this.record.menu = menu;
    }
    destroy(): void {
      this.record.destroyed = true;
    }
  }

  const app = Object.assign(new EventEmitter(), {
    requestSingleInstanceLock: () => options.firstInstance ?? true,
    enableSandbox: () => {
      if (ready) throw new Error('app.enableSandbox() can only be called before app is ready');
      state.sandboxed = true;
    },
    setAsDefaultProtocolClient: (scheme: string) => {
      state.protocolClient = scheme;
      return true;
    },
    getVersion: () => '1.0.0',
    setAppUserModelId: () => undefined,
    setBadgeCount: (count: number) => {
      state.badge = count;
      return true;
    },
    getLoginItemSettings: () => ({ openAtLogin: state.openAtLogin }),
    setLoginItemSettings: (settings: { openAtLogin: boolean }) => {
      state.openAtLogin = settings.openAtLogin;
    },
    setUserTasks: (tasks: UserTask[]) => {
      userTasks.splice(0, userTasks.length, ...tasks);
      return true;
    },
    whenReady: () => {
      ready = true;
      return Promise.resolve();
    },
    quit: () => {
      app.emit('before-quit', new PreventableEvent());
      const event = new PreventableEvent();
      app.emit('will-quit', event);
      if (!event.defaultPrevented) state.quits += 1;
    },
  });

  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: typeof decisions.permission) => {
      decisions.permission = handler;
    },
    setPermissionCheckHandler: (handler: typeof decisions.check) => {
      decisions.check = handler;
    },
    setDevicePermissionHandler: (handler: typeof decisions.device) => {
      decisions.device = handler;
    },
  });

  const standIn = {
    app,
    BrowserWindow: class extends WindowStandIn {
      constructor(given: WindowOptions) {
        onlyWhenReady('BrowserWindow');
        super(given);
        windows.push(this);
        app.emit('web-contents-created', new PreventableEvent(), this.webContents);
      }
    },
    ipcMain: {
      handle: (channel: string, handler: CallHandler) => {
        if (ipc.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
        ipc.set(channel, handler);
      },
    },
    Menu: { buildFromTemplate: (items: MenuItem[]) => items },
    nativeImage: { createFromPath: (path: string) => path },
    net: {
      fetch: (url: string) => Promise.resolve(new Response(`contents of ${url}`)),
      isOnline: () => state.online,
    },
    Notification: NotificationStandIn,
    powerMonitor: Object.assign(new EventEmitter(), { isOnBatteryPower: () => state.onBattery }),
    protocol: {
      registerSchemesAsPrivileged: (list: typeof schemes) => {
        if (ready)
          throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
        schemes.push(...list);
      },
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
        onlyWhenReady('protocol.handle');
        protocols.set(scheme, handler);
      },
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: { defaultSession: session },
    shell: {
      openExternal: (url: string) => {
        opened.push(url);
        return Promise.resolve();
      },
    },
    Tray: TrayStandIn,
  };

  return {
    electron: standIn as unknown as Electron,
    app,
    session,
    powerMonitor: standIn.powerMonitor,
    windows,
    trays,
    notifications,
    userTasks,
    schemes,
    protocols,
    opened,
    state,
    decisions,
    /** Calls as a frame of that address would. */
    invoke: (
      channel: string,
      frame: { url: string; parent: unknown } | null,
      name: unknown,
      input: unknown,
    ) => {
      const handler = ipc.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      return handler({ senderFrame: frame }, name, input);
    },
  };
}
