import type { AppEvent } from '../../shared/api.ts';
import type { Electron } from './electron.ts';

/** A toast for what needs a person; a click opens what it speaks of. Where the system shows none, the window still does. */
export function notifyOf(
  electron: Electron,
  alert: Extract<AppEvent, { type: 'alert' }>,
  onClick: () => void,
): void {
  if (alert.severity === 'info' || !electron.Notification.isSupported()) return;
  const notification = new electron.Notification({ title: alert.title, body: alert.message });
  notification.on('click', onClick);
  notification.show();
}
