/** A small company for tests of the store, of posting and of sync: a real store, a ledger in memory, a clock in hand. */
import { ConnectionError } from '../../shared/errors.ts';
import {
  AccountingDate,
  ConnectionId,
  GatewayTransaction,
  Instant,
  OpenItem,
  type Proposal,
  TransactionId,
} from '../../shared/model.ts';
import {
  createPoster,
  createPosting,
  type PosterDeps,
  PostingSettings,
} from '../../src-main/posting/index.ts';
import { openStore, type Store } from '../../src-main/store/index.ts';
import { createMemoryLedger, type MemoryLedger } from './memory-ledger.ts';

export const STRIPE = ConnectionId.parse('stripe-1');
export const SAGE = ConnectionId.parse('sage-1');

export interface Clock {
  readonly now: () => Date;
  advance(ms: number): void;
  set(at: string): void;
}

export function testClock(start = '2026-03-10T15:00:00.000Z'): Clock {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms;
    },
    set: (text) => {
      at = Date.parse(text);
    },
  };
}

/** The same sequence for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function countingIds(prefix: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count}`;
  };
}

export function invoice(
  number: string,
  balanceMinor: number,
  more: Partial<Record<keyof OpenItem, unknown>> = {},
): OpenItem {
  return OpenItem.parse({
    id: `${more.kind ?? 'invoice'}:${number}`,
    kind: 'invoice',
    number,
    customerNo: 'ACME',
    customerName: 'Acme Tools',
    customerEmail: null,
    poNumber: null,
    orderNo: null,
    date: '2026-02-01',
    dueDate: '2026-03-01',
    currency: 'USD',
    originalMinor: balanceMinor,
    balanceMinor,
    discount: null,
    ...more,
  });
}

export function transaction(
  externalId: string,
  amountMinor: number,
  more: Partial<Record<keyof GatewayTransaction, unknown>> = {},
): GatewayTransaction {
  return GatewayTransaction.parse({
    id: `${STRIPE}:${externalId}`,
    connectionId: STRIPE,
    gateway: 'stripe',
    externalId,
    kind: 'payment',
    status: 'succeeded',
    occurredAt: '2026-03-05T18:30:00Z',
    currency: 'USD',
    amountMinor,
    settlement: null,
    payer: {
      name: 'Acme Tools',
      email: null,
      customerRef: null,
      cardBrand: null,
      cardLast4: null,
      cardFingerprint: null,
    },
    description: null,
    orderId: null,
    references: [],
    metadata: {},
    relatedExternalId: null,
    payoutExternalId: null,
    risk: null,
    rawJson: '{}',
    ...more,
  });
}

/** Gross and fee in US dollars; the net follows. */
export function settled(grossMinor: number, feeMinor: number) {
  return {
    currency: 'USD',
    grossMinor,
    feeMinor,
    netMinor: grossMinor - feeMinor,
    fees: [],
    exchangeRate: null,
    availableAt: null,
  };
}

export function proposal(
  externalId: string,
  lines: readonly (readonly [number: string, amountMinor: number, kind?: string])[],
  more: Partial<Proposal> = {},
): Proposal {
  return {
    transactionId: TransactionId.parse(`${STRIPE}:${externalId}`),
    band: 'ready',
    confidence: 0.99,
    customerNo: 'ACME',
    allocations: lines.map(([number, amountMinor, kind = 'invoice']) => ({
      openItemId: `${kind}:${number}` as Proposal['allocations'][number]['openItemId'],
      number,
      amountMinor,
    })),
    remainder: { kind: 'none', amountMinor: 0 },
    flags: [],
    evidence: ['The invoice is named in the description'],
    runnerUp: null,
    wouldSettle: null,
    ...more,
  };
}

export const idOf = (externalId: string): TransactionId => TransactionId.parse(`${STRIPE}:${externalId}`);

export function addConnections(store: Store): void {
  store.connections.save({
    id: SAGE,
    role: 'ledger',
    connector: 'sage-pro',
    title: 'PRO01',
    environment: 'test',
    settings: {},
    importFrom: null,
  });
  store.connections.save({
    id: STRIPE,
    role: 'gateway',
    connector: 'stripe',
    title: 'Stripe',
    environment: 'test',
    settings: {},
    importFrom: Instant.parse('2026-01-01T00:00:00Z'),
  });
}

export const ACCOUNTS = { bank: '1010', fees: '6150', clearing: '1099' };

export interface Company {
  readonly store: Store;
  readonly clock: Clock;
  readonly ledger: MemoryLedger;
  readonly alerts: { code: string; title: string; message: string }[];
  settings: PostingSettings;
  readonly deps: PosterDeps;
  readonly posting: ReturnType<typeof createPosting>;
  readonly poster: ReturnType<typeof createPoster>;
  receive(transaction: GatewayTransaction, proposed: Proposal | null): void;
  drain(): ReturnType<ReturnType<typeof createPoster>['drain']>;
}

export function company(items: readonly OpenItem[], options: Partial<PosterDeps> = {}): Company {
  const clock = testClock();
  const store = options.store ?? openStore(':memory:', { now: clock.now });
  addConnections(store);
  const ledger = createMemoryLedger({
    items,
    accounts: Object.values(ACCOUNTS).map((number) => ({ number, description: number })),
  });
  if (store.ledgerCopy.allItems().length === 0) store.ledgerCopy.saveItems(items, 'first-read');
  const alerts: Company['alerts'] = [];
  const deps: PosterDeps = {
    store,
    now: clock.now,
    newId: countingIds('id'),
    settings: () => it.settings,
    onAlert: (alert) => alerts.push(alert),
    ledger: () => ledger,
    random: seededRandom(1),
    holder: 'this-process',
    ...options,
  };
  const poster = createPoster(deps);
  const it: Company = {
    store,
    clock,
    ledger,
    alerts,
    settings: PostingSettings.parse({
      timeZone: 'America/New_York',
      baseCurrency: 'USD',
      accounts: ACCOUNTS,
    }),
    deps,
    posting: createPosting(deps),
    poster,
    receive: (record, proposed) => {
      store.transactions.upsert(record);
      if (proposed) store.proposals.save(proposed, 'matching');
    },
    drain: () => poster.drain(AbortSignal.timeout(60_000)),
  };
  return it;
}

export function connectionLost(outcomeUnknown: boolean, transient = true): ConnectionError {
  return new ConnectionError(
    transient ? 'LEDGER_UNREACHABLE' : 'LEDGER_LOGIN_FAILED',
    { happened: 'The ledger did not answer.', kept: 'Nothing is lost.', todo: 'Wait.' },
    { transient, outcomeUnknown },
  );
}

export const day = (text: string): AccountingDate => AccountingDate.parse(text);
