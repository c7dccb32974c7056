/** The two channels between the preload and the main process. */
export const CALL_CHANNEL = 'matchbook:call';
export const EVENT_CHANNEL = 'matchbook:event';
