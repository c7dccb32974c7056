/**
 * The parts of Electron that this folder uses, as Electron's own types. They come in as a parameter, so that the folder can
 * be driven by a stand-in where Electron's binary is not to be had; main.ts alone imports the module itself.
 */
export type Electron = Pick<
  typeof import('electron'),
  | 'app'
  | 'BrowserWindow'
  | 'ipcMain'
  | 'Menu'
  | 'nativeImage'
  | 'net'
  | 'Notification'
  | 'powerMonitor'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'Tray'
>;
export type { BrowserWindow, IpcMainInvokeEvent, Notification, Tray, WebContents } from 'electron';
