/** The desktop shell over a small app and the stand-in for Electron; it records what was asked of the app. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppEvent, AppStatus, Handlers, Settings } from '../../shared/api.ts';
import { type DesktopApp, startDesktop, type Updater } from '../../src-main/desktop/index.ts';
import { defaultAppSettings } from '../../src-main/workspace/settings.ts';
import { electronStandIn } from './electron-stand-in.ts';
import type { UpdaterStandIn } from './updater-stand-in.ts';

const status: AppStatus = {
  version: '1.0.0',
  phase: 'ready',
  damage: null,
  environment: 'demo',
  demo: true,
  company: 'Demo',
  baseCurrency: null,
  timeZone: 'America/New_York',
  locale: null,
  secretsKept: { persistent: true, message: null },
  connections: [],
  working: null,
};

export interface DesktopSceneOptions {
  readonly firstInstance?: boolean;
  readonly args?: string[];
  readonly platform?: NodeJS.Platform;
  readonly onBattery?: boolean;
  readonly updater?: UpdaterStandIn;
  /** The real one, instead of the small one. */
  readonly app?: DesktopApp;
  /** What closing the app waits for: the posting at hand. */
  readonly posting?: Promise<void>;
}

export function desktopScene(options: DesktopSceneOptions = {}) {
  const standIn = electronStandIn(options);
  standIn.state.onBattery = options.onBattery ?? false;
  const listeners = new Set<(event: AppEvent) => void>();
  const called: string[] = [];
  const unexpected: string[] = [];
  const app = {
    status,
    settings: defaultAppSettings,
    waiting: 3,
    now: new Date(2026, 2, 2, 12, 0),
    counts: async (): Promise<unknown> => [{ tab: 'ready', count: app.waiting, totals: [] }],
  };
  const life = { closed: 0, caughtUp: 0, created: 0, onBattery: false };
  const handlers = {
    'app.status': async () => app.status,
    'review.counts': () => app.counts(),
    'sync.run': async () => {
      called.push('sync.run');
      return { started: true };
    },
    'sync.pause': async ({ paused }: { paused: boolean }) => {
      called.push(`sync.pause ${paused}`);
      return { paused };
    },
    'settings.get': async (): Promise<Settings> => app.settings,
    'review.detail': async () => {
      throw new Error('disk on fire');
    },
  } as unknown as Handlers;
  const directory = mkdtempSync(join(tmpdir(), 'matchbook-desktop-'));
  const start = () =>
    startDesktop({
      electron: standIn.electron,
      directory,
      windowFiles: '/app/out/renderer',
      preload: '/app/out/preload/preload.cjs',
      assets: '/app/assets',
      args: options.args ?? [],
      relaunch: { program: 'C:\\Matchbook\\Matchbook.exe', args: [] },
      platform: options.platform ?? 'win32',
      now: () => app.now,
      createApp: async () => {
        life.created += 1;
        if (options.app !== undefined) return options.app;
        return {
          handlers,
          events: {
            subscribe: (listener) => {
              listeners.add(listener);
              return () => void listeners.delete(listener);
            },
          },
          catchUp: () => {
            life.caughtUp += 1;
          },
          setOnBattery: (onBattery) => {
            life.onBattery = onBattery;
          },
          close: async () => {
            await options.posting;
            life.closed += 1;
          },
        };
      },
      loadUpdater: options.updater === undefined ? null : async () => options.updater as unknown as Updater,
      onUnexpected: (name) => unexpected.push(name),
    });
  const emit = (event: AppEvent): void => {
    for (const listener of listeners) listener(event);
  };
  return { ...standIn, start, emit, appNow: app, called, unexpected, life, directory };
}

export const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
