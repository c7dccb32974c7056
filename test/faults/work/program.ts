/** One life of the program: the real store, posting and poster over a ledger, until it ends, or is ended. */

import type { Ledger } from '../../../src-main/ledgers/port.ts';
import {
  createPoster,
  createPosting,
  type OnStep,
  type Poster,
  type Posting,
  PostingSettings,
} from '../../../src-main/posting/index.ts';
import { openStore, type Store } from '../../../src-main/store/index.ts';
import { syncLedger } from '../../../src-main/sync/index.ts';
import { addConnections, SAGE } from '../../support/posting-fixture.ts';
import type { Chance } from '../chance.ts';
import { BASE_CURRENCY } from '../plan/company.ts';

export const TIME_ZONE = 'America/New_York';
export const USER = 'Dana';

export interface ProgramOptions {
  readonly storeFile: string;
  /** Different for each life: no two ids may be equal, and no lease be taken for one's own. */
  readonly life: string;
  readonly ledger: Ledger;
  readonly now: () => Date;
  readonly chance: Chance;
  readonly onStep: OnStep;
  readonly accounts: { readonly bank: string; readonly fees: string; readonly clearing: string };
}

export interface Program {
  readonly store: Store;
  readonly posting: Posting;
  readonly poster: Poster;
  readLedger(): Promise<void>;
  close(): void;
}

export function startProgram(options: ProgramOptions): Program {
  const { now, ledger, chance, life } = options;
  const store = openStore(options.storeFile, { now });
  if (store.connections.ledger() === null) addConnections(store);
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `${life}/${ids}`;
  };
  const settings = PostingSettings.parse({
    timeZone: TIME_ZONE,
    baseCurrency: BASE_CURRENCY,
    overpayment: 'on_account',
    accounts: options.accounts,
  });
  const deps = {
    store,
    now,
    newId,
    settings: () => settings,
    onAlert: () => {},
    onStep: options.onStep,
    ledger: () => ledger,
    random: () => chance.next(),
    holder: life,
  };
  const sync = {
    ...deps,
    onProgress: () => {},
    sleep: async () => {},
    retry: { maxAttempts: 3, initialMs: 1, maxMs: 1, giveUpAfterMs: 60_000 },
  };
  return {
    store,
    posting: createPosting(deps),
    poster: createPoster(deps),
    readLedger: async () => {
      const signal = AbortSignal.timeout(60_000);
      await syncLedger(sync, ledger, { connectionId: SAGE, startedBy: USER, signal });
    },
    close: () => store.close(),
  };
}
