/**
 * Newer versions, through electron-updater and the server that electron-builder.yml names: looked for at each start and once a
 * day, downloaded in the background, installed when the program is quit or when the user says so; never by itself while it
 * runs, and never before the posting at hand is over.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppUpdater } from 'electron-updater';
import * as z from 'zod';
import type { UpdateState } from '../../shared/api.ts';
import { Instant } from '../../shared/model.ts';

export type Updater = Pick<
  AppUpdater,
  'autoDownload' | 'autoInstallOnAppQuit' | 'logger' | 'on' | 'checkForUpdates' | 'quitAndInstall'
>;

export interface UpdatesOptions {
  /** Loaded when it is first needed: most of the time nothing is looked for. */
  readonly load: () => Promise<Updater>;
  /** The version that runs. */
  readonly version: string;
  /** Matchbook's own folder; the user's choice is kept in it. */
  readonly directory: string;
  readonly now: () => Date;
  readonly onChanged: (state: UpdateState) => void;
  /** Ends the app's work; resolves when nothing is being posted any more and nothing new can start. */
  readonly beforeRestart: () => Promise<void>;
  /** After it the program has nothing left to do, even where the installer could not be started. */
  readonly quit: () => void;
  readonly onUnexpected: (name: string, error: unknown) => void;
  /** Calls back again and again; returns what stops it. Default setInterval. */
  readonly every?: (ms: number, look: () => void) => () => void;
}

export interface Updates {
  state(): UpdateState;
  check(): Promise<UpdateState>;
  install(): Promise<UpdateState>;
  setAutomatic(automatic: boolean): UpdateState;
  /** The look at the start, and the daily ones. */
  start(): void;
  stop(): void;
}

const Choice = z.object({ automatic: z.boolean() });
const DAY_MS = 24 * 3_600_000;
/** A timer of a day does not count the hours that the PC slept through. */
const LOOK_MS = 3_600_000;

export function createUpdates(options: UpdatesOptions): Updates {
  const file = join(options.directory, 'updates.json');
  let updater: Promise<Updater> | null = null;
  let stopLooking: (() => void) | null = null;
  let state: UpdateState = {
    version: options.version,
    automatic: chosenIn(file),
    phase: 'unknown',
    available: null,
    progress: null,
    checkedAt: null,
    problem: null,
  };

  const set = (part: Partial<UpdateState>): UpdateState => {
    state = { ...state, ...part };
    options.onChanged(state);
    return state;
  };
  const fail = (error: unknown): UpdateState => {
    options.onUnexpected('updates', error);
    return set({ phase: 'failed', progress: null, problem: sentenceOf(error) });
  };
  const load = async (): Promise<Updater> => {
    const loaded = await options.load();
    loaded.autoDownload = true;
    // On quitting by the user; a restart is only ever asked for.
    loaded.autoInstallOnAppQuit = true;
    loaded.logger = null;
    loaded.on('update-not-available', () => set({ phase: 'current', available: null, problem: null }));
    loaded.on('update-available', ({ version }) =>
      set({ phase: 'downloading', available: version, progress: 0, problem: null }),
    );
    loaded.on('download-progress', ({ percent }) => {
      const progress = Math.min(1, Math.max(0, Math.round(percent) / 100));
      if (progress !== state.progress) set({ progress });
    });
    loaded.on('update-downloaded', ({ version }) =>
      set({ phase: 'ready', available: version, progress: null, problem: null }),
    );
    // A failed look rejects as well: this is for what fails between looks, the download above all.
    loaded.on('error', (error) => {
      if (state.phase === 'downloading') fail(error);
    });
    return loaded;
  };
  const check = async (): Promise<UpdateState> => {
    if (state.phase !== 'unknown' && state.phase !== 'current' && state.phase !== 'failed') return state;
    set({ phase: 'checking', problem: null });
    try {
      updater ??= load();
      const result = await (await updater).checkForUpdates();
      const checkedAt = Instant.parse(options.now().toISOString());
      // Said by an event in between, unless there is nothing to look at.
      return set({ checkedAt, ...(result === null ? { phase: 'current' as const } : {}) });
    } catch (error) {
      return fail(error);
    }
  };
  const checkWhenDue = (): void => {
    if (!state.automatic) return;
    const last = state.checkedAt === null ? 0 : Date.parse(state.checkedAt);
    if (options.now().getTime() - last >= DAY_MS) void check();
  };

  return {
    state: () => state,
    check,
    install: async () => {
      if (state.phase !== 'ready' || updater === null) return state;
      set({ phase: 'restarting' });
      try {
        await options.beforeRestart();
        // Silently, and started again afterwards.
        (await updater).quitAndInstall(true, true);
        setImmediate(options.quit);
        return state;
      } catch (error) {
        return fail(error);
      }
    },
    setAutomatic(automatic) {
      keep(file, { automatic });
      return set({ automatic });
    },
    start() {
      checkWhenDue();
      stopLooking ??= (options.every ?? withInterval)(LOOK_MS, checkWhenDue);
    },
    stop() {
      stopLooking?.();
      stopLooking = null;
    },
  };
}

function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const away = /net::|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|status 5\d\d/i.test(text);
  return away
    ? 'The server for updates could not be reached. Matchbook goes on with this version and looks again tomorrow.'
    : 'The update could not be fetched whole, so it was not used. Matchbook goes on with this version and looks again tomorrow.';
}

/** On, until the user says otherwise. */
function chosenIn(file: string): boolean {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // Nothing was chosen yet.
    return true;
  }
  const choice = z.preprocess(parseJson, Choice).safeParse(text);
  return choice.success ? choice.data.automatic : true;
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}

function keep(file: string, choice: z.infer<typeof Choice>): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(choice));
  renameSync(`${file}.new`, file);
}

function withInterval(ms: number, look: () => void): () => void {
  const timer = setInterval(look, ms);
  return () => clearInterval(timer);
}
