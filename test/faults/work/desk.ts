/**
 * A desk: one computer's program through all its lives. It is killed at steps and at random moments, started again, and
 * goes on with what it was doing. Kills here are simulated: an error that nothing catches, or simply nobody waiting any
 * more; the store's file is closed as it is and the ledger's connections are cut. See process-desk.ts for real ones.
 */
import type { StepName } from '../../../src-main/posting/index.ts';
import type { Chance } from '../chance.ts';
import type { DayPlan, ProgramName } from '../plan/acts.ts';
import type { FaultProfile } from '../plan/profile.ts';
import { type Books, count, type OpenLedger } from '../world/books.ts';
import type { RunClock } from './clock.ts';
import { type ProgramAct, perform, receive, type Told } from './perform.ts';
import { type Program, startProgram } from './program.ts';

export interface Desk {
  readonly name: ProgramName;
  readonly storeFile: string;
  perform(act: ProgramAct): Promise<void>;
  /** Ends the program at once, whatever it is doing. */
  kill(): void;
  /** The program as it runs now, for looking at what it knows. */
  program(): Promise<Program>;
  close(): Promise<void>;
}

export interface DeskOptions {
  readonly name: ProgramName;
  readonly storeFile: string;
  readonly books: Books;
  readonly clock: RunClock;
  readonly chance: Chance;
  readonly profile: Pick<FaultProfile, 'killAtStep' | 'killWhilePosting'>;
  readonly plan: DayPlan;
  readonly accounts: { readonly bank: string; readonly fees: string; readonly clearing: string };
  readonly isCalm: () => boolean;
  /** Kills by step, and 'while posting'. */
  readonly kills: Map<StepName | 'while posting', number>;
  readonly told: Told;
}

/** The power cut. Nothing in the program may catch it. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

const MOST_LIVES_PER_ACT = 40;

export function openDesk(options: DeskOptions): Desk {
  const { name, books, clock, chance, profile, plan, kills } = options;
  let lives = 0;
  let strike = (): void => {};
  let life: { readonly program: Program; readonly held: OpenLedger; dead: boolean } | null = null;

  const start = async (): Promise<NonNullable<typeof life>> => {
    if (life) return life;
    lives += 1;
    const held = await books.open(`${name}${lives}`);
    const born = { dead: false };
    const program = startProgram({
      storeFile: options.storeFile,
      life: `${name}/life-${lives}`,
      ledger: held.ledger,
      now: clock.now,
      chance: chance.fork(`jitter ${lives}`),
      accounts: options.accounts,
      onStep: (step) => {
        if (born.dead) throw new Killed('It is dead already.');
        if (options.isCalm() || !chance.rolls(profile.killAtStep)) return;
        count(kills, step);
        throw new Killed(step);
      },
    });
    life = Object.assign(born, { program, held });
    receive(program, plan);
    return life;
  };

  const end = (): void => {
    if (!life) return;
    life.dead = true;
    life.held.sever();
    life.program.close();
    life = null;
  };

  /** Ends in a kill at some moment of the next milliseconds, when chance wants it so. */
  const fate = (act: ProgramAct): { moment: Promise<never>; settle(): void } => {
    const { promise, reject } = Promise.withResolvers<never>();
    strike = () => {
      count(kills, 'while posting');
      reject(new Killed('while posting'));
    };
    const willEnd = act.does === 'post' && !options.isCalm() && chance.rolls(profile.killWhilePosting);
    const timer = willEnd ? setTimeout(strike, chance.between(0, 60)) : undefined;
    return { moment: promise, settle: () => clearTimeout(timer) };
  };

  const attempt = async (act: ProgramAct): Promise<boolean> => {
    const { program } = await start();
    const { moment, settle } = fate(act);
    const work = perform(program, act, plan, options.told);
    try {
      await Promise.race([work, moment]);
      return true;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      // What is still under way finds its store closed; nobody waits for it any more.
      work.catch(() => undefined);
      end();
      return false;
    } finally {
      settle();
    }
  };

  return {
    name,
    storeFile: options.storeFile,
    perform: async (act) => {
      for (let tries = 0; tries < MOST_LIVES_PER_ACT; tries += 1) {
        if (await attempt(act)) return;
      }
      throw new Error(`${name} was killed ${MOST_LIVES_PER_ACT} times over one ${act.does}.`);
    },
    kill: () => strike(),
    program: async () => (await start()).program,
    close: async () => {
      const ledger = life?.held.ledger;
      life?.program.close();
      life = null;
      await ledger?.close();
    },
  };
}
