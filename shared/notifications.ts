/** Which alerts become a notification of the system; the others are seen in the window. Pure: the host says what time it is. */

import type { NotificationChoices } from './api/setup.ts';
import type { AppEvent } from './api.ts';

type Alert = Extract<AppEvent, { type: 'alert' }>;

/**
 * `timeOfDay`: the PC's wall clock, 'HH:MM'. An alert of no kind that can be chosen (a failed backup, say) is told unless it only
 * informs; one of a kind is told when the user wants that kind. In quiet hours nothing is.
 */
export function isNotified(
  alert: Pick<Alert, 'severity' | 'kind' | 'quiet'>,
  choices: NotificationChoices,
  timeOfDay: string,
): boolean {
  if (alert.quiet || isQuietAt(choices, timeOfDay)) return false;
  return alert.kind === undefined ? alert.severity !== 'info' : choices.kinds[alert.kind];
}

/** From the first time on, until the second, which is no longer quiet; over midnight when the first is the later one. */
export function isQuietAt(
  { quietFrom, quietTo }: Pick<NotificationChoices, 'quietFrom' | 'quietTo'>,
  timeOfDay: string,
): boolean {
  if (quietFrom === null || quietTo === null) return false;
  return quietFrom <= quietTo
    ? quietFrom <= timeOfDay && timeOfDay < quietTo
    : quietFrom <= timeOfDay || timeOfDay < quietTo;
}
