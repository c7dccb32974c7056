/** The one window: made when it is first wanted, told what happens, shown at a place in the app. */
import { join } from 'node:path';
import type { AppEvent } from '../../shared/api.ts';
import type { DeepLink } from './deep-link.ts';
import type { BrowserWindow, Electron } from './electron.ts';
import { tellWindow } from './ipc.ts';
import { openWindow, showWindow } from './window.ts';

export interface AppWindowOptions {
  readonly electron: Electron;
  readonly preload: string;
  readonly assets: string;
  /** Matchbook's own folder. */
  readonly directory: string;
  readonly closesToTray: () => boolean;
  readonly onMade: (window: BrowserWindow) => void;
}

export interface AppWindow {
  /** Before it was ever wanted there is none to show: a start at login costs no window. */
  show(): void;
  follow(link: DeepLink): void;
  /** Lost where there is no window: it asks for everything when it opens. */
  tell(event: AppEvent): void;
}

export function createAppWindow(options: AppWindowOptions): AppWindow {
  let window: BrowserWindow | null = null;

  const made = (): { readonly window: BrowserWindow; readonly isNew: boolean } => {
    if (window !== null && !window.isDestroyed()) return { window, isNew: false };
    window = openWindow({
      electron: options.electron,
      preload: options.preload,
      icon: join(options.assets, 'icon.png'),
      directory: options.directory,
      closesToTray: options.closesToTray,
    });
    options.onMade(window);
    return { window, isNew: true };
  };
  const show = (): BrowserWindow => {
    const { window: wanted, isNew } = made();
    // A new one is shown with its first frame: no white flash.
    if (isNew) wanted.once('ready-to-show', () => showWindow(wanted));
    else showWindow(wanted);
    return wanted;
  };
  return {
    show: () => void show(),
    follow(link) {
      const shown = show();
      const tell = (): void => tellWindow(shown, { type: 'open', ...link });
      if (shown.webContents.isLoading()) shown.webContents.once('did-finish-load', tell);
      else tell();
    },
    tell(event) {
      if (window !== null) tellWindow(window, event);
    },
  };
}
