import { join } from 'node:path';
import type { BrowserWindow, Electron } from './electron.ts';
import { APP_URL } from './protocol.ts';
import { recallPlace, rememberPlace } from './window-place.ts';

export interface WindowOptions {
  readonly electron: Electron;
  readonly preload: string;
  readonly icon: string;
  /** Matchbook's own folder; the window's place is remembered in it. */
  readonly directory: string;
  /** False while the app is quitting: then closing closes. */
  readonly closesToTray: () => boolean;
}

/** Makes the one window, hidden; `showWindow` shows it when its first frame is painted. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const { electron } = options;
  const placeFile = join(options.directory, 'window.json');
  const place = recallPlace(
    placeFile,
    electron.screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new electron.BrowserWindow({
    width: place?.width ?? 1280,
    height: place?.height ?? 820,
    ...(place === null ? {} : { x: place.x, y: place.y }),
    minWidth: 1024,
    minHeight: 700,
    show: false,
    title: 'Matchbook',
    icon: options.icon,
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (place?.maximized) window.maximize();
  window.on('close', (event) => {
    const bounds = window.getNormalBounds();
    rememberPlace(placeFile, { ...bounds, maximized: window.isMaximized() });
    if (!options.closesToTray()) return;
    event.preventDefault();
    window.hide();
  });
  void window.loadURL(APP_URL);
  return window;
}

export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
