/**
 * Entry point of the sandboxed preload: puts the contract's Bridge in front of the window and nothing else. It passes plain
 * values only; the main process checks each one.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { AppEvent, Bridge } from '../shared/api.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from './desktop/channels.ts';

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  onEvent(listener) {
    const forward = (_event: unknown, event: AppEvent): void => listener(event);
    ipcRenderer.on(EVENT_CHANNEL, forward);
    return () => void ipcRenderer.off(EVENT_CHANNEL, forward);
  },
};

contextBridge.exposeInMainWorld('matchbook', bridge);
