/**
 * The program in a process of its own, for kills that are real: SIGKILL at a step, from inside, or at any moment, from
 * outside. Does one act at a time as it is told over the channel to the harness.
 */
import { openSync, writeSync } from 'node:fs';
import { sagePro } from '../../../src-main/ledgers/sage-pro/index.ts';
import type { StepName } from '../../../src-main/posting/index.ts';
import { chanceOf } from '../chance.ts';
import type { DayPlan } from '../plan/acts.ts';
import { ledgerSettings } from '../world/sql-books.ts';
import { passwordOf } from '../world/sql-server.ts';
import { type ProgramAct, perform, receive } from './perform.ts';
import { startProgram } from './program.ts';

export interface Birth {
  readonly storeFile: string;
  readonly life: string;
  readonly port: number;
  readonly plan: DayPlan;
  readonly seed: string;
  readonly killAtStep: number;
  /** Ends at this step, the first time that it comes to it. */
  readonly killAt: StepName | null;
  /** Where the step is noted at which it ends itself. */
  readonly lastWords: string;
  readonly accounts: { readonly bank: string; readonly fees: string; readonly clearing: string };
}

export type Order =
  | { readonly birth: Birth; readonly at: number }
  | { readonly act: ProgramAct; readonly at: number };

export type Answer =
  | { readonly kind: 'born' | 'done' }
  | { readonly kind: 'failed'; readonly error: string }
  | { readonly kind: 'decided'; readonly payment: string; readonly what: 'approve' | 'undo' }
  | { readonly kind: 'refused'; readonly what: string; readonly reason: string };

function tell(answer: Answer): void {
  process.send?.(answer);
}

let at = 0;
let act: (act: ProgramAct) => Promise<void> = () => Promise.reject(new Error('It is not born yet.'));

function begin(birth: Birth): void {
  const chance = chanceOf(birth.seed);
  const words = openSync(birth.lastWords, 'a');
  const now = (): Date => new Date(at);
  const program = startProgram({
    ...birth,
    ledger: sagePro.open(ledgerSettings(birth.port, false), { password: passwordOf('program') }, { now }),
    now,
    chance: chance.fork('jitter'),
    onStep: (step) => {
      if (step !== birth.killAt && !chance.rolls(birth.killAtStep)) return;
      writeSync(words, `${step}\n`);
      process.kill(process.pid, 'SIGKILL');
    },
  });
  receive(program, birth.plan);
  act = (wanted) =>
    perform(program, wanted, birth.plan, {
      decided: (payment, what) => tell({ kind: 'decided', payment, what }),
      refused: (what, reason) => tell({ kind: 'refused', what, reason }),
    });
}

// The harness is gone: so is its server.
process.on('disconnect', () => process.exit(1));
process.on('message', (order: Order) => {
  at = order.at;
  if ('birth' in order) {
    begin(order.birth);
    tell({ kind: 'born' });
    return;
  }
  act(order.act).then(
    () => tell({ kind: 'done' }),
    (error: unknown) =>
      tell({ kind: 'failed', error: error instanceof Error ? (error.stack ?? '') : String(error) }),
  );
});
