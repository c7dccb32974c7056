import type { Electron } from './electron.ts';

/** What the app is told of the computer that it runs on. */
export interface PowerListener {
  /** It slept, or its network is back: catch up on what was missed, once. */
  catchUp(): void;
  setOnBattery(onBattery: boolean): void;
}

/** After a sleep the network takes a while; longer than this is not waited for, and the next poll says what is wrong. */
const NETWORK_LIMIT_MS = 2 * 60_000;
const LOOK_MS = 5_000;
/** Electron has no event for the network in the main process: it is asked. */
const WATCH_MS = 30_000;

export interface PowerWatchDeps {
  readonly electron: Electron;
  readonly listener: PowerListener;
  /** Calls back again and again; returns what stops it. Default setInterval. */
  readonly every?: (ms: number, look: () => void) => () => void;
}

/**
 * Sleep, battery and network (electronjs.org/docs/latest/api/power-monitor, net.isOnline). Waking up and unlocking come
 * together, and the network after them: they are one catching up.
 */
export function watchPower({ electron, listener, every = withInterval }: PowerWatchDeps): () => void {
  const { powerMonitor, net } = electron;
  let stopLooking: (() => void) | null = null;
  let online = net.isOnline();

  const caughtUp = (): void => {
    stopLooking?.();
    stopLooking = null;
    online = net.isOnline();
    listener.catchUp();
  };
  const catchUpOnceOnline = (): void => {
    if (stopLooking !== null) return;
    if (net.isOnline()) {
      caughtUp();
      return;
    }
    let looks = 0;
    stopLooking = every(LOOK_MS, () => {
      looks += 1;
      if (net.isOnline() || looks * LOOK_MS >= NETWORK_LIMIT_MS) caughtUp();
    });
  };
  const stopWatching = every(WATCH_MS, () => {
    const before = online;
    online = net.isOnline();
    if (online && !before && stopLooking === null) listener.catchUp();
  });

  const onBattery = (): void => listener.setOnBattery(true);
  const onMains = (): void => listener.setOnBattery(false);
  listener.setOnBattery(powerMonitor.isOnBatteryPower());
  powerMonitor.on('resume', catchUpOnceOnline);
  powerMonitor.on('on-battery', onBattery);
  powerMonitor.on('on-ac', onMains);
  return () => {
    stopWatching();
    stopLooking?.();
    powerMonitor.off('resume', catchUpOnceOnline);
    powerMonitor.off('on-battery', onBattery);
    powerMonitor.off('on-ac', onMains);
  };
}

function withInterval(ms: number, look: () => void): () => void {
  const timer = setInterval(look, ms);
  return () => clearInterval(timer);
}
