import type { AppEvent } from '../../shared/api.ts';
import { type Answer, type AnswerDeps, answer } from '../hosting/answer.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from './channels.ts';
import type { BrowserWindow, Electron, IpcMainInvokeEvent } from './electron.ts';
import { APP_ORIGIN } from './protocol.ts';

const REFUSED: Answer = {
  ok: false,
  failure: {
    code: 'FOREIGN_SENDER',
    happened: 'A page that is not Matchbook’s own asked for something.',
    kept: 'Nothing was done.',
    todo: 'Close this window and start Matchbook again.',
  },
};

/** Answers the window's calls; a frame of any other origin, and any frame that is not the top one, is refused. */
export function answerWindow(electron: Electron, deps: AnswerDeps): void {
  electron.ipcMain.handle(CALL_CHANNEL, (event: IpcMainInvokeEvent, name: unknown, input: unknown) => {
    if (!isOurs(event)) return REFUSED;
    return answer(typeof name === 'string' ? name : '', input, deps);
  });
}

function isOurs(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.url.startsWith(`${APP_ORIGIN}/`);
}

export function tellWindow(window: BrowserWindow, event: AppEvent): void {
  if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, event);
}
