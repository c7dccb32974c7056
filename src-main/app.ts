/**
 * The composition root: one app, whatever its host. Opens the company that this PC has open, gives the contract's handlers, and
 * keeps the schedules and the poster going. Imports no Electron and no HTTP.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import manifest from '../package.json' with { type: 'json' };
import type { AppEvent, Handlers } from '../shared/api.ts';
import { MatchbookError } from '../shared/errors.ts';
import { readPolicy, startDailyBackups } from './backup/index.ts';
import { openSecretStore, type SecretStore } from './credentials/index.ts';
import { createHandlers, type UpdateService } from './handlers/index.ts';
import { openLog } from './log.ts';
import { type CompanyName, profileFile } from './profile.ts';
import { createSignIns } from './signing-in/index.ts';
import { type CompanyLock, lockCompany, StoreError } from './store/index.ts';
import { type Background, createBackground } from './workspace/background.ts';
import type { Damaged } from './workspace/damaged.ts';
import { type DemoServers, startDemoCompany } from './workspace/demo-company.ts';
import { notConnected, type OpenCompany, openCompany } from './workspace/open-company.ts';
import type { CompanySettings } from './workspace/settings.ts';

export interface AppOptions {
  /** Matchbook's own folder. */
  readonly directory: string;
  readonly now?: () => Date;
  /** Told of faults in our own code, which are in the log already; the default writes them to standard error. */
  readonly onFault?: (where: string, error: unknown) => void;
  /** False for the command line, which does one thing and ends: no schedules, no poster of its own. */
  readonly background?: boolean;
  /** What the company is opened for. Reading alone gets along with another Matchbook that works on it. Default work. */
  readonly access?: 'work' | 'read';
  /** Newer versions; none where the host has no way to them. */
  readonly updates?: UpdateService | null;
  /** The licences of the packages of others, as the build writes them. */
  readonly noticesFile?: string;
  /** How another Matchbook, that finds the company in use, names this one. */
  readonly program?: string;
  readonly demo?: { readonly seed?: number; readonly payments?: number };
  /** How the operating system's region writes dates and numbers (BCP 47); null or left out: the window's own guess. */
  readonly locale?: string | null;
  /** memory: secrets are not kept, and the system's keychain is not asked. Default: the keychain. */
  readonly keychain?: 'memory';
  /** Opens a page in the system's browser; false where it could not. Left out where the window opens it. */
  readonly openExternal?: (url: string) => Promise<boolean>;
  /** none: do not open what was open last. Default stored. */
  readonly company?: 'stored' | 'none';
  /** Shows a folder in the system's file manager; false when there is none. Default: there is none. */
  readonly openFolder?: (folder: string) => Promise<boolean>;
}

export interface App {
  readonly version: string;
  readonly handlers: Handlers;
  readonly events: { subscribe(listener: (event: AppEvent) => void): () => void };
  /** The company that is open; null on a first start, and when its file is damaged. */
  openCompany(): OpenCompany | null;
  /** Why the company that should be open is not. */
  damage(): Damaged | null;
  /** Starts the demo company (again), and opens it. */
  startDemo(): Promise<OpenCompany>;
  /** The computer slept, or its network is back. */
  catchUp(): void;
  /** Whether the PC runs on battery; until it is told, it does not. */
  setOnBattery(onBattery: boolean): void;
  close(): Promise<void>;
}

/** Everything that belongs to the one open company, and ends with it. */
interface Session extends OpenCompany {
  readonly background: Background;
  readonly demo: DemoServers | null;
  readonly backups: { stop(): Promise<void> } | null;
  readonly lock: CompanyLock | null;
}

export async function createApp(options: AppOptions): Promise<App> {
  const now = options.now ?? (() => new Date());
  const log = openLog({ directory: options.directory, now });
  const onFault = (where: string, error: unknown): void => {
    log.fault(where, error);
    (options.onFault ?? writeFault)(where, error);
  };
  const profile = profileFile(options.directory);
  const secrets: SecretStore = await openSecretStore(
    options.keychain === undefined ? {} : { keychain: options.keychain },
  );
  const listeners = new Set<(event: AppEvent) => void>();
  const emit = (event: AppEvent): void => {
    log.event(event);
    for (const listener of listeners) listener(event);
  };
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    await wait(ms, undefined, { signal });
  };
  const signIns = createSignIns({ openExternal: options.openExternal });
  let session: Session | null = null;
  let onBattery = false;
  let damaged: Damaged | null = null;

  const close = async (): Promise<void> => {
    const ending = session;
    session = null;
    await ending?.background.stop();
    await ending?.backups?.stop();
    await ending?.company.close();
    await ending?.demo?.close();
    ending?.lock?.release();
  };
  const backUpDaily = ({ store, name, settings }: OpenCompany['company']) =>
    startDailyBackups({
      store,
      company: name,
      policy: () => readPolicy(store),
      timeZone: () => settings().posting.timeZone,
      now,
      sleep,
      onFailure: (error) => {
        onFault('daily backup', error);
        emit({ type: 'alert', ...backupAlert(error) });
      },
    });
  const reading = options.access === 'read';
  const lock = (name: CompanyName): CompanyLock | null =>
    reading
      ? null
      : lockCompany(profile.storeFile(name), {
          program: options.program ?? 'Another Matchbook on this PC',
          now,
        });
  const open = async (name: CompanyName, initial: CompanySettings | null): Promise<Session> => {
    // Before anything is closed: one that another Matchbook has open leaves this one where it was.
    const other = session?.company.name === name ? null : lock(name);
    await close();
    const held = other ?? lock(name);
    try {
      session = await openLocked(name, initial, held);
    } catch (error) {
      held?.release();
      throw error;
    }
    if (!reading) profile.setOpenCompany(name);
    if (options.background ?? true) session.background.start();
    return session;
  };
  const openLocked = async (
    name: CompanyName,
    initial: CompanySettings | null,
    held: CompanyLock | null,
  ): Promise<Session> => {
    const demo =
      name === 'demo' && !reading
        ? await startDemoCompany(profile.companyDirectory(name), options.demo ?? {})
        : null;
    const opened = await openOver(demo, async () => {
      const company = openCompany(
        { name, storeFile: profile.storeFile(name), secrets, now, sleep, emit },
        initial ?? demo?.settings ?? null,
      );
      await demo?.connect(company.company);
      return company;
    });
    damaged = null;
    const background = createBackground(opened.company, opened.runs, {
      now,
      sleep,
      onFault,
      onBattery: () => onBattery,
    });
    const backups = (options.background ?? true) && name !== 'demo' ? backUpDaily(opened.company) : null;
    return { ...opened, background, demo, backups, lock: held };
  };

  /** As `open`, but a file that cannot be opened is a state of the app, in which a backup can be restored. */
  const openStored = async (name: CompanyName): Promise<void> => {
    try {
      await open(name, null);
    } catch (error) {
      // One that another Matchbook has open is not damaged, and what is open here stays open.
      if (!(error instanceof StoreError) || error.code === 'STORE_IN_USE') throw error;
      log.fault('open company', error);
      damaged = { company: name, file: profile.storeFile(name), error };
      if (!reading) profile.setOpenCompany(name);
    }
  };

  const stored = options.company === 'none' ? null : profile.openCompany();
  if (stored !== null) await openStored(stored);

  const handlers = createHandlers({
    version: manifest.version,
    locale: options.locale ?? null,
    secrets,
    signIns,
    updates: options.updates ?? null,
    noticesFile: options.noticesFile ?? null,
    now,
    onFault,
    session: () => {
      if (session === null) throw damaged?.error ?? notConnected();
      return session;
    },
    openSession: () => session,
    damaged: () => damaged,
    open,
    openStored,
    leave: async () => {
      await close();
      damaged = null;
      profile.setOpenCompany(null);
    },
    emit,
    directory: options.directory,
    storeFile: (name) => profile.storeFile(name),
    backupFolder: (name) => profile.backupFolder(name),
    setBackupFolder: (name, folder) => profile.setBackupFolder(name, folder),
    tourSeen: () => profile.tourSeen(),
    setTourSeen: () => profile.setTourSeen(),
    openFolder: options.openFolder ?? (async () => false),
    recentLog: (lines) => log.recent(lines),
    newToken: () => randomBytes(6).toString('hex'),
  });

  return {
    version: manifest.version,
    handlers,
    events: {
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    openCompany: () => session,
    damage: () => damaged,
    startDemo: () => open('demo', null),
    catchUp: () => session?.background.catchUp(),
    setOnBattery: (value) => {
      if (value === onBattery) return;
      onBattery = value;
      emit({ type: 'changed', topics: ['status'] });
      if (!onBattery) session?.background.catchUp();
    },
    close: async () => {
      signIns.close();
      await close();
    },
  };
}

/** The demo's servers do not outlive a company that could not be opened over them. */
async function openOver<Opened>(demo: DemoServers | null, work: () => Promise<Opened>): Promise<Opened> {
  try {
    return await work();
  } catch (error) {
    await demo?.close();
    throw error;
  }
}

function writeFault(where: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`matchbook: ${where}: ${text}\n`);
}

function backupAlert(error: unknown) {
  return {
    severity: 'warning' as const,
    code: error instanceof MatchbookError ? error.code : 'BACKUP_FAILED',
    title: 'Today’s backup could not be made',
    message: error instanceof Error ? error.message : String(error),
    transactionId: null,
  };
}
