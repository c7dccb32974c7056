import type { AppStatus, CallOutput, UpdateState } from '../../shared/api.ts';
import type { Electron } from './electron.ts';
import type { DesktopApp } from './index.ts';
import { HIDDEN_ARGUMENT } from './start-request.ts';
import { createTray, type TrayActions, type TrayState, type TrayView } from './tray.ts';

export interface WatchedTray {
  /** Something changed that the app says nothing of. */
  refresh(): void;
  destroy(): void;
}

/** Keeps the tray icon in step with the app: asks again whenever the app says that something changed. */
export function watchForTray(
  electron: Electron,
  assets: string,
  app: DesktopApp,
  actions: TrayActions & {
    /** Null where there is no way to newer versions. */
    update(): UpdateState | null;
    /** Each time that the app was asked how it is. */
    onSeen(view: TrayView): void;
    onUnexpected(name: string, error: unknown): void;
  },
): WatchedTray {
  const icon = createTray(electron, assets, actions);
  const refresh = async (): Promise<void> => {
    const { status, waiting } = await look(app);
    const view: TrayView = {
      state: stateOf(status, waiting),
      waiting,
      canSync: status.phase === 'ready',
      paused: status.connections.length > 0 && status.connections.every((connection) => connection.paused),
      opensAtLogin: electron.app.getLoginItemSettings({ args: [HIDDEN_ARGUMENT] }).openAtLogin,
      update: readyVersion(actions.update()),
      held: status.scheduleHeld === 'on_battery',
    };
    icon.update(view);
    actions.onSeen(view);
  };
  const refreshLoudly = (): void => {
    refresh().catch((error: unknown) => actions.onUnexpected('tray', error));
  };
  const stop = app.events.subscribe((event) => {
    if (event.type === 'changed' || (event.type === 'progress' && event.done)) refreshLoudly();
  });
  refreshLoudly();
  return {
    refresh: refreshLoudly,
    destroy() {
      stop();
      icon.destroy();
    },
  };
}

/** Of a company that is open; a first start, or a file that cannot be read, has nothing to count. */
async function look(app: DesktopApp): Promise<{ status: AppStatus; waiting: number }> {
  const status = await app.handlers['app.status']({});
  if (!isOpen(status)) return { status, waiting: 0 };
  try {
    return { status, waiting: waitingIn(await app.handlers['review.counts']({})) };
  } catch (error) {
    // It was closed between the two questions: a fact of its own, not a fault.
    const now = await app.handlers['app.status']({});
    if (isOpen(now)) throw error;
    return { status: now, waiting: 0 };
  }
}

/** Whether a company is open, connected to everything or not yet. */
export function isOpen({ phase, company }: Pick<AppStatus, 'phase' | 'company'>): boolean {
  return phase !== 'damaged' && company !== null;
}

function readyVersion(update: UpdateState | null): string | null {
  return update?.phase === 'ready' ? update.available : null;
}

function waitingIn(counts: CallOutput<'review.counts'>): number {
  return counts
    .filter(({ tab }) => tab === 'ready' || tab === 'check' || tab === 'exception')
    .reduce((sum, { count }) => sum + count, 0);
}

function stateOf(status: AppStatus, waiting: number): TrayState {
  if (status.phase === 'damaged') return 'problem';
  if (status.working !== null) return 'syncing';
  if (status.connections.some((connection) => connection.problem !== null)) return 'problem';
  return waiting > 0 ? 'needs_you' : 'idle';
}
