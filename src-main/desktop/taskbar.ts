import { join } from 'node:path';
import type { AppEvent } from '../../shared/api.ts';
import type { BrowserWindow, Electron } from './electron.ts';

/** The progress and the count on the window's button in the taskbar; elsewhere the count on the program's icon. */
export interface Taskbar {
  setWaiting(count: number): void;
  follow(event: AppEvent): void;
  /** Windows forgets both when the button goes: a window that is shown (again) is told anew. */
  attach(window: BrowserWindow): void;
}

type Progress = { readonly fraction: number | null } | null;

export function createTaskbar(electron: Electron, assets: string, platform: NodeJS.Platform): Taskbar {
  let window: BrowserWindow | null = null;
  let waiting = 0;
  let progress: Progress = null;

  const showWaiting = (): void => {
    if (platform !== 'win32') {
      electron.app.setBadgeCount(waiting);
      return;
    }
    if (window === null || window.isDestroyed()) return;
    if (waiting === 0) window.setOverlayIcon(null, '');
    else {
      const image = electron.nativeImage.createFromPath(
        join(assets, 'badge', `${waiting > 9 ? 'more' : waiting}.png`),
      );
      window.setOverlayIcon(image, `${waiting} to review`);
    }
  };
  const showProgress = (): void => {
    if (window === null || window.isDestroyed()) return;
    // −1 takes it away; what has no measure moves without one.
    if (progress === null) window.setProgressBar(-1);
    else if (progress.fraction === null) window.setProgressBar(0, { mode: 'indeterminate' });
    else window.setProgressBar(progress.fraction);
  };
  return {
    setWaiting(count) {
      if (count === waiting) return;
      waiting = count;
      showWaiting();
    },
    follow(event) {
      if (event.type !== 'progress') return;
      progress = event.done ? null : { fraction: event.fraction };
      showProgress();
    },
    attach(attached) {
      window = attached;
      attached.on('show', () => {
        showWaiting();
        showProgress();
      });
    },
  };
}
