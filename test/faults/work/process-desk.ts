/** A desk whose program lives in a process of its own by day. In the evening, when nothing is killed, it comes inside. */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { STEPS, type StepName } from '../../../src-main/posting/index.ts';
import { count } from '../world/books.ts';
import type { Cable } from '../world/cable.ts';
import { type Desk, type DeskOptions, openDesk } from './desk.ts';
import type { ProgramAct } from './perform.ts';
import type { Answer, Birth, Order } from './process-program.ts';

const PROGRAM = new URL('./process-program.ts', import.meta.url);
const MOST_LIVES_PER_ACT = 40;
/** From the act's beginning, so that it falls into the posting and not before it. */
const KILL_WITHIN_MS = 120;

/** `script`: the step at which each life in turn ends, before chance has a word; the lives after it are left alone by it. */
export function openProcessDesk(options: DeskOptions, script: readonly StepName[] = []): Desk {
  const { name, storeFile, books, clock, chance, profile, plan, kills, told } = options;
  const lastWords = `${storeFile}.last-words`;
  let lives = 0;
  let cable: Cable | null = null;
  let child: ChildProcess | null = null;
  const inside = openDesk(options);

  /** Sends an order and waits for its end: true when it was done, false when the process died over it. */
  const give = (to: ChildProcess, order: Order): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const settle = (work: () => void): void => {
        to.off('message', hear);
        to.off('exit', died);
        work();
      };
      const hear = (answer: Answer): void => {
        if (answer.kind === 'decided') told.decided(answer.payment, answer.what);
        else if (answer.kind === 'refused') told.refused(answer.what, answer.reason);
        else if (answer.kind === 'failed')
          settle(() => reject(new Error(`The program failed: ${answer.error}`)));
        else settle(() => resolve(true));
      };
      const died = (code: number | null, signal: NodeJS.Signals | null): void => {
        child = null;
        settle(() => {
          if (signal === 'SIGKILL') resolve(false);
          else reject(new Error(`The program ended by itself (${code ?? signal}).`));
        });
      };
      to.on('message', hear);
      to.on('exit', died);
      to.send(order, () => {});
    });

  const start = async (): Promise<ChildProcess> => {
    if (child) return child;
    lives += 1;
    cable ??= await books.cable();
    const born = fork(PROGRAM, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child = born;
    const birth: Birth = {
      storeFile,
      life: `${name}/process-${lives}`,
      port: cable.port,
      plan,
      seed: `${chance.next()}`,
      killAtStep: profile.killAtStep,
      killAt: script[lives - 1] ?? null,
      lastWords,
      accounts: options.accounts,
    };
    if (!(await give(born, { birth, at: clock.now().getTime() }))) return start();
    return born;
  };

  const attempt = async (act: ProgramAct): Promise<boolean> => {
    const program = await start();
    const killed = act.does === 'post' && chance.rolls(profile.killWhilePosting);
    const timer = killed
      ? setTimeout(
          () => {
            count(kills, 'while posting');
            program.kill('SIGKILL');
          },
          chance.between(0, KILL_WITHIN_MS),
        )
      : undefined;
    try {
      return await give(program, { act, at: clock.now().getTime() });
    } finally {
      clearTimeout(timer);
    }
  };

  const end = async (): Promise<void> => {
    const last = child;
    child = null;
    if (last) {
      const gone = new Promise((resolve) => last.once('exit', resolve));
      last.kill('SIGKILL');
      await gone;
    }
    cable?.pull();
    cable = null;
    for (const step of wordsIn(lastWords)) count(kills, step);
  };

  const comeInside = async (): Promise<Desk> => {
    await end();
    return inside;
  };

  return {
    name,
    storeFile,
    perform: async (act) => {
      if (options.isCalm()) return (await comeInside()).perform(act);
      await inside.close();
      for (let tries = 0; tries < MOST_LIVES_PER_ACT; tries += 1) {
        if (await attempt(act)) return;
      }
      throw new Error(`${name} was killed ${MOST_LIVES_PER_ACT} times over one ${act.does}.`);
    },
    kill: () => {
      child?.kill('SIGKILL');
    },
    program: async () => (await comeInside()).program(),
    close: async () => {
      await end();
      await inside.close();
    },
  };
}

function wordsIn(file: string): StepName[] {
  if (!existsSync(file)) return [];
  const words = readFileSync(file, 'utf8').split('\n');
  rmSync(file);
  return words.flatMap((word) => STEPS.find((step) => step === word) ?? []);
}
