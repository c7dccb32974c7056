/** What every screen shares: the app's status, the tie-out, progress, and which screen is open. */
import { create } from 'zustand';
import type { AppEvent, AppStatus, CallFailure, SettingsPage, TieOut } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import { call, failureOf, onEvent } from '../api/index.ts';
import { followRegion } from '../format/index.ts';

export type Screen =
  | 'today'
  | 'review'
  | 'orders'
  | 'payouts'
  | 'history'
  | 'exceptions'
  | 'reports'
  | 'customers'
  | 'flows'
  | 'settings';

export interface Progress {
  readonly label: string;
  readonly fraction: number | null;
}

type Topic = Extract<AppEvent, { type: 'changed' }>['topics'][number];

interface AppStore {
  readonly status: AppStatus | null;
  readonly tieOut: readonly TieOut[];
  readonly progress: Progress | null;
  readonly screen: Screen;
  /** Which page of the settings is open, or was last. */
  readonly settingsPage: SettingsPage;
  /** What a link or notification asked to be shown; the screen takes it and clears it. */
  readonly wanted: TransactionId | null;
  /** The program behind the window cannot be asked. */
  readonly failure: CallFailure | null;
  /** One more with each change of the topic: a screen that depends on it asks again. */
  readonly versions: Readonly<Record<Topic, number>>;
  show(screen: Screen, wanted?: TransactionId | null): void;
  showSettings(page: SettingsPage): void;
  setStatus(status: AppStatus): void;
  refresh(): Promise<void>;
}

const zero = {
  status: 0,
  review: 0,
  payouts: 0,
  history: 0,
  dead_letters: 0,
  settings: 0,
  updates: 0,
  orders: 0,
};

export const useApp = create<AppStore>((set, get) => ({
  status: null,
  tieOut: [],
  progress: null,
  screen: 'review',
  settingsPage: 'connections',
  wanted: null,
  failure: null,
  versions: zero,
  show: (screen, wanted = null) => set({ screen, wanted }),
  showSettings: (settingsPage) => set({ screen: 'settings', settingsPage }),
  setStatus: (status) => {
    // Before anything is shown again.
    followRegion(status.locale);
    set({ status, failure: null });
  },
  refresh: async () => {
    try {
      const status = await call('app.status', {});
      get().setStatus(status);
      if (status.phase === 'ready') {
        set({ tieOut: await call('tieOut.period', { from: null, to: null }) });
      }
    } catch (error) {
      if (get().status === null || failureOf(error).code === 'HOST_UNREACHABLE') {
        set({ failure: failureOf(error) });
      }
    }
  },
}));

/** Listeners for alerts; the shell shows them as toasts. */
type Alert = Extract<AppEvent, { type: 'alert' }>;
const alertListeners = new Set<(alert: Alert) => void>();

export function onAlert(listener: (alert: Alert) => void): () => void {
  alertListeners.add(listener);
  return () => void alertListeners.delete(listener);
}

/** Connects the store to the program's events; called once, before the first render. */
export function follow(): () => void {
  void useApp.getState().refresh();
  let refreshing = false;
  return onEvent((event) => {
    switch (event.type) {
      case 'changed': {
        const versions = { ...useApp.getState().versions };
        for (const topic of event.topics) versions[topic] += 1;
        useApp.setState({ versions });
        // Many changes in a row (a bulk approval being posted) are one look at the totals.
        if (refreshing) break;
        refreshing = true;
        setTimeout(() => {
          refreshing = false;
          void useApp.getState().refresh();
        }, 150);
        break;
      }
      case 'progress':
        useApp.setState({ progress: event.done ? null : { label: event.label, fraction: event.fraction } });
        break;
      case 'alert':
        for (const listener of alertListeners) listener(event);
        break;
      case 'open':
        if (event.page) useApp.getState().showSettings(event.page);
        else useApp.getState().show(event.screen, event.transactionId);
        break;
    }
  });
}
