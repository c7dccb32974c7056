import type { Electron } from './electron.ts';
import { TASK_ARGUMENTS } from './start-request.ts';

/** How Windows starts this program again: the installed one by itself, a checkout with the project's folder before the rest. */
export interface Relaunch {
  readonly program: string;
  readonly args: readonly string[];
}

export interface JumpList {
  /** The schedule's task says what it would do now. */
  update(paused: boolean): void;
}

/** The tasks of the taskbar button's menu. Only Windows has one. */
export function createJumpList(electron: Electron, relaunch: Relaunch, platform: NodeJS.Platform): JumpList {
  let shown: boolean | null = null;
  return {
    update(paused) {
      if (platform !== 'win32' || paused === shown) return;
      shown = paused;
      const task = (title: string, description: string, argument: string) => ({
        program: relaunch.program,
        arguments: [...relaunch.args.map((one) => `"${one}"`), argument].join(' '),
        iconPath: relaunch.program,
        iconIndex: 0,
        title,
        description,
      });
      electron.app.setUserTasks([
        task('Sync now', 'Read the ledger and the gateways', TASK_ARGUMENTS.sync),
        task('Review', 'Open what waits for a decision', 'matchbook://review'),
        paused
          ? task('Resume the schedule', 'Sync by itself again', TASK_ARGUMENTS.resume)
          : task('Pause the schedule', 'Sync only when asked', TASK_ARGUMENTS.pause),
      ]);
    },
  };
}
