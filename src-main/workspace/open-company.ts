/** Builds an open company from what its store says: repositories, posting, connections opened when they are first needed. */
import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import type { AppEvent } from '../../shared/api.ts';
import { MatchbookError } from '../../shared/errors.ts';
import type { ConnectionId } from '../../shared/model.ts';
import type { SecretStore } from '../credentials/index.ts';
import { type Gateway, gatewayConnectors } from '../gateways/index.ts';
import { type Ledger, ledgerConnectors } from '../ledgers/index.ts';
import {
  accountingDate,
  createPoster,
  createPosting,
  type PosterDeps,
  type PostingDeps,
} from '../posting/index.ts';
import type { CompanyName } from '../profile.ts';
import {
  type ConnectionRow,
  corruptStore,
  missingStore,
  openStore,
  type Store,
  unreadableStore,
} from '../store/index.ts';
import type { SyncDeps } from '../sync/index.ts';
import type { Company } from './company.ts';
import { mappedEntries } from './mapped-entries.ts';
import { createRuns, type Runs } from './runs.ts';
import { CompanySettings, readSettings, writeSettings } from './settings.ts';

export interface OpenCompanyOptions {
  readonly name: CompanyName;
  readonly storeFile: string;
  readonly secrets: SecretStore;
  readonly now: () => Date;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly emit: (event: AppEvent) => void;
}

export interface OpenCompany {
  readonly company: Company;
  readonly runs: Runs;
}

/**
 * Throws StoreError when the store cannot be opened. `initial` is what a new company starts with; without it there must be a
 * company in the file.
 */
export function openCompany(options: OpenCompanyOptions, initial: CompanySettings | null): OpenCompany {
  const { now, secrets, emit, sleep } = options;
  const store = openCompanyStore(options.storeFile, now, initial);
  const settings = (): CompanySettings => {
    const read = readSettings(store);
    if (read === null) throw notConnected();
    return read;
  };

  const opened = new Map<ConnectionId, Promise<Ledger | Gateway>>();
  const openOnce = <Port extends Ledger | Gateway>(
    row: ConnectionRow,
    open: (credentials: Record<string, string>) => Port,
    fields: readonly { readonly name: string }[],
  ): Promise<Port> => {
    const known = opened.get(row.id) as Promise<Port> | undefined;
    if (known !== undefined) return known;
    const opening = credentialsOf(secrets, row, fields).then(open);
    opened.set(row.id, opening);
    // A connection that could not be opened is tried again the next time it is needed.
    opening.catch(() => opened.delete(row.id));
    return opening;
  };
  const ledger = async (): Promise<Ledger> => {
    const row = store.connections.ledger();
    const connector = row && ledgerConnectors.get(row.connector);
    if (!row || !connector) throw notConnected();
    return openOnce(
      row,
      (credentials) =>
        connector.open(row.settings, credentials, {
          now,
          sleep,
          keep: (credential, value) => secrets.set(row.id, credential, value),
          kept: (credential) => secrets.get(row.id, credential),
        }),
      connector.credentials,
    );
  };
  const gateway = async (id: ConnectionId): Promise<Gateway> => {
    const row = store.connections.get(id);
    const connector = gatewayConnectors.get(row.connector);
    if (!connector || row.importFrom === null) throw notConnected();
    const connection = {
      id,
      gateway: connector.name,
      title: row.title,
      settings: row.settings,
      importFrom: row.importFrom,
    };
    return openOnce(
      row,
      (credentials) => connector.open(connection, credentials, { now, sleep }),
      connector.credentials,
    );
  };

  const onAlert: PostingDeps['onAlert'] = (alert) => emit({ type: 'alert', ...alert });
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  const postingDeps: PostingDeps = {
    store,
    now,
    newId: randomUUID,
    settings: () => settings().posting,
    mapped: (transaction, entries) => mappedEntries(store, settings().posting, transaction, entries),
    onAlert,
  };
  const posterDeps: PosterDeps = { ...postingDeps, ledger, random: Math.random, holder };
  const syncDeps: SyncDeps = {
    store,
    now,
    newId: randomUUID,
    random: Math.random,
    sleep,
    holder,
    onAlert,
    onProgress: ({ connectionId, counts, fraction }) => {
      const { title } = store.connections.get(connectionId);
      const seen = counts.added + counts.changed + counts.unchanged;
      emit({
        type: 'progress',
        task: 'run',
        label: `Reading ${title}: ${seen} records`,
        fraction,
        done: false,
      });
    },
  };

  const closeOne = async (id: ConnectionId): Promise<void> => {
    const opening = opened.get(id);
    opened.delete(id);
    // What could not be opened has nothing to close.
    const connection = await opening?.catch(() => null);
    await connection?.close();
  };
  /** Taken out of use, and closed when the run that may be at work with it has ended. */
  const leaving: Promise<void>[] = [];
  const reopen = async (id: ConnectionId): Promise<void> => {
    if (runs.working() === null) return closeOne(id);
    const opening = opened.get(id);
    opened.delete(id);
    const left = runs.idle().then(async () => (await opening?.catch(() => null))?.close());
    // What went wrong is told when the company is closed, which waits for it.
    left.catch(() => undefined);
    leaving.push(left);
  };
  const company: Company = {
    name: options.name,
    store,
    secrets,
    posting: createPosting(postingDeps),
    poster: createPoster(posterDeps),
    settings,
    saveSettings: (changed) => writeSettings(store, CompanySettings.parse(changed)),
    dateOf: (instant) => accountingDate(instant, settings().posting.timeZone),
    ledger,
    gateway,
    reopen,
    emit,
    close: async () => {
      await Promise.all([...opened.keys()].map(closeOne));
      await Promise.all(leaving);
      store.close();
    },
  };
  const runs = createRuns(company, syncDeps);
  return { company, runs };
}

function openCompanyStore(file: string, now: () => Date, initial: CompanySettings | null): Store {
  // Made anew, it would look as if everything in it were gone.
  if (initial === null && !holdsSomething(file)) throw missingStore(file);
  const store = openStore(file, { now });
  try {
    const known = readSettings(store);
    if (known === null && initial === null) throw corruptStore(file, 'there is no company in it');
    if (known === null && initial !== null) writeSettings(store, initial);
    return store;
  } catch (error) {
    store.close();
    throw unreadableStore(error, file);
  }
}

const holdsSomething = (file: string): boolean => existsSync(file) && statSync(file).size > 0;

async function credentialsOf(
  secrets: SecretStore,
  row: ConnectionRow,
  fields: readonly { readonly name: string }[],
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { name } of fields) {
    const secret = await secrets.get(row.id, name);
    if (secret !== null) found[name] = secret;
  }
  return found;
}

export function notConnected(): MatchbookError {
  return new MatchbookError('NO_COMPANY', {
    happened: 'No company is connected yet.',
    kept: 'Nothing was changed.',
    todo: 'Try the demo company, or connect your own, on the first screen.',
  });
}
