import type { AppEvent, Settings } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import { isNotified } from '../../shared/notifications.ts';
import type { DeepLink } from './deep-link.ts';
import type { Electron, Notification } from './electron.ts';

type Alert = Extract<AppEvent, { type: 'alert' }>;

export interface NotifierDeps {
  readonly electron: Electron;
  readonly now: () => Date;
  /** The open company's; rejects with NO_COMPANY when there is none, with STORE_… when its file is damaged. */
  readonly settings: () => Promise<Settings>;
  readonly open: (link: DeepLink) => void;
  readonly onUnexpected: (name: string, error: unknown) => void;
}

/** Toasts for what the user chose to be told of; a click opens what it speaks of. Where the system shows none, the window does. */
export function createNotifier(deps: NotifierDeps): (alert: Alert) => void {
  // A notification that nothing refers to is collected, and its click with it.
  const shown = new Set<Notification>();
  const notify = async (alert: Alert): Promise<void> => {
    const { electron } = deps;
    if (!electron.Notification.isSupported()) return;
    const choices = await chosen(deps.settings);
    const wanted =
      choices === null ? alert.severity !== 'info' : isNotified(alert, choices, timeOfDay(deps.now()));
    if (!wanted) return;
    const notification = new electron.Notification({ title: alert.title, body: alert.message });
    shown.add(notification);
    notification.on('close', () => shown.delete(notification));
    notification.on('click', () => {
      shown.delete(notification);
      deps.open(placeOf(alert));
    });
    notification.show();
  };
  return (alert) => {
    notify(alert).catch((error: unknown) => deps.onUnexpected('notification', error));
  };
}

/** The transaction where there is one, else the screen where the alert's kind is put right. */
export function placeOf({ transactionId, kind }: Pick<Alert, 'transactionId' | 'kind'>): DeepLink {
  if (transactionId !== null) return { screen: 'review', transactionId };
  switch (kind) {
    case 'needs_you':
      return { screen: 'review', transactionId: null };
    case 'payout':
      return { screen: 'payouts', transactionId: null };
    case 'posting_failed':
      return { screen: 'exceptions', transactionId: null };
    case 'sync_failed':
    case undefined:
      return { screen: 'today', transactionId: null };
  }
}

async function chosen(settings: NotifierDeps['settings']): Promise<Settings['notifications'] | null> {
  try {
    return (await settings()).notifications;
  } catch (error) {
    // None is open, or the one that should be cannot be read: a failure is told of all the same.
    const { code } = error instanceof MatchbookError ? error : { code: '' };
    if (code === 'NO_COMPANY' || code.startsWith('STORE_')) return null;
    throw error;
  }
}

/** 'HH:MM' of this PC's wall clock. */
function timeOfDay(now: Date): string {
  return `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
}
