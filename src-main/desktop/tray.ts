import { join } from 'node:path';
import type { Electron, Tray } from './electron.ts';

export type TrayState = 'idle' | 'syncing' | 'needs_you' | 'problem';

export interface TrayActions {
  readonly open: () => void;
  readonly syncNow: () => void;
  readonly setPaused: (paused: boolean) => void;
  readonly setOpenAtLogin: (open: boolean) => void;
  readonly installUpdate: () => void;
  readonly quit: () => void;
}

export interface TrayView {
  readonly state: TrayState;
  /** How many transactions wait for a decision. */
  readonly waiting: number;
  /** False while there is nothing that could be synced: nothing is connected, or the company cannot be opened. */
  readonly canSync: boolean;
  readonly paused: boolean;
  readonly opensAtLogin: boolean;
  /** The newer version that a restart would bring. */
  readonly update: string | null;
  /** The schedule waits for mains power. */
  readonly held: boolean;
}

const SENTENCE: Record<TrayState, (view: TrayView) => string> = {
  idle: () => 'Matchbook: nothing needs you',
  syncing: () => 'Matchbook: syncing…',
  needs_you: (view) => `Matchbook: ${view.waiting} to review`,
  problem: () => 'Matchbook: a problem needs you',
};

/** Why nothing is synced by itself, where that is so. */
function rest({ paused, held }: TrayView): string {
  if (paused) return '. The schedule is paused';
  return held ? '. On battery, the schedule waits' : '';
}

export interface TrayIcon {
  update(view: TrayView): void;
  destroy(): void;
}

/** The icon in the notification area; one image per state is in `assets/tray`. */
export function createTray(electron: Electron, assets: string, actions: TrayActions): TrayIcon {
  const image = (state: TrayState) =>
    electron.nativeImage.createFromPath(join(assets, 'tray', `${state}.png`));
  const tray: Tray = new electron.Tray(image('idle'));
  tray.on('click', actions.open);
  return {
    update(view) {
      tray.setImage(image(view.state));
      tray.setToolTip(`${SENTENCE[view.state](view)}${rest(view)}`);
      tray.setContextMenu(
        electron.Menu.buildFromTemplate([
          { label: 'Open Matchbook', click: actions.open },
          { label: 'Sync now', enabled: view.canSync && view.state !== 'syncing', click: actions.syncNow },
          {
            label: 'Pause the schedule',
            type: 'checkbox',
            enabled: view.canSync,
            checked: view.paused,
            click: (item) => actions.setPaused(item.checked),
          },
          {
            label: 'Start with Windows',
            type: 'checkbox',
            checked: view.opensAtLogin,
            click: (item) => actions.setOpenAtLogin(item.checked),
          },
          { type: 'separator' },
          ...(view.update === null
            ? []
            : [{ label: `Restart to update to ${view.update}`, click: actions.installUpdate }]),
          { label: 'Quit', click: actions.quit },
        ]),
      );
    },
    destroy: () => tray.destroy(),
  };
}
