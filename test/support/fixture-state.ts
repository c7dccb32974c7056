import type { AppEvent, AppStatus, AuditLine, DeadLetter, Settings } from '../../shared/api.ts';
import { ConnectionId, Instant, Marker, type Receipt, type TransactionId } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import { defaultAppSettings } from '../../src-main/workspace/settings.ts';
import { createCompany, type FixtureCase } from './fixture-company.ts';

type Topic = Extract<AppEvent, { type: 'changed' }>['topics'][number];

export interface FixtureState {
  cases: Map<TransactionId, FixtureCase>;
  status: AppStatus;
  settings: Settings;
  deadLetters: DeadLetter[];
  readonly history: AuditLine[];
  readonly size: number;
  /** The ledger takes files instead of being written to. */
  readonly importsFiles: boolean;
  announce(topics: Topic[]): void;
  emit(event: AppEvent): void;
  record(transactionId: TransactionId | null, action: string, sentence: string): void;
  /** Posts what was approved after a moment, as the outbox would. */
  postSoon(one: FixtureCase): void;
  fill(): void;
  subscribe(listener: (event: AppEvent) => void): () => void;
}

export interface FixtureOptions {
  readonly size: number;
  readonly fresh: boolean;
  /** The first-run tour was not shown yet. */
  readonly tour?: boolean;
  readonly importsFiles?: boolean;
  /** How many entries the history has at first. */
  readonly history?: number;
  /** The company file cannot be opened. */
  readonly damaged?: boolean;
}

const POSTING_MS = 300;
const now = (): Instant => Instant.parse(new Date().toISOString());

export function createFixtureState(options: FixtureOptions): FixtureState {
  const listeners = new Set<(event: AppEvent) => void>();
  const state: FixtureState = {
    cases: new Map(),
    status: freshStatus(),
    settings: {
      schedule: { every: 'minutes', minutes: 15 },
      schedules: {},
      autoApprove: { band: 'none', limitMinor: 0 },
      overpayment: 'review',
      theme: 'system',
      userName: 'Alex Example',
      notifications: defaultAppSettings.notifications,
      onBattery: 'as_usual',
    },
    deadLetters: [],
    history: longHistory(options.history ?? 0),
    size: options.size,
    importsFiles: options.importsFiles ?? false,
    announce: (topics) => state.emit({ type: 'changed', topics }),
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    record(transactionId, action, sentence) {
      state.history.unshift({
        sequence: state.history.length + 1,
        at: now(),
        by: state.settings.userName,
        action,
        sentence,
        transactionId,
      });
    },
    postSoon(one) {
      setTimeout(() => {
        if (one.state !== 'approved') return;
        one.state = 'posted';
        one.receipts = receiptsOf(one);
        state.record(
          one.transaction.id,
          'posted',
          `Posted ${one.receipts.length} receipt(s), read back from the ledger.`,
        );
        state.announce(['review', 'status', 'history', 'payouts']);
      }, POSTING_MS).unref();
    },
    fill() {
      state.cases = new Map(createCompany(state.size).map((one) => [one.transaction.id, one]));
      state.status = readyStatus();
      state.deadLetters = deadLetters();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  if (options.damaged) state.status = damagedStatus();
  else if (!options.fresh) state.fill();
  return state;
}

function receiptsOf(one: FixtureCase): Receipt[] {
  const { approval, transaction } = one;
  if (approval === null) return [];
  return approval.allocations.map((allocation, at) => ({
    marker: Marker.parse(`MB${transaction.externalId.slice(-6)}${at}`),
    approvalId: approval.id,
    transactionId: transaction.id,
    customerNo: approval.customerNo ?? '',
    itemNumber: allocation.number,
    kind: 'receipt',
    currency: transaction.currency,
    amountMinor: allocation.amountMinor,
    paidOn: one.items[0]?.date ?? ('2026-05-14' as Receipt['paidOn']),
    postedAt: now(),
    reversedBy: null,
  }));
}

const DEEDS = [
  [
    'approval.given',
    'Alex Example',
    (at: number) => `Alex Example approved it: ${at}.50 to ${10_000 + at} (USD).`,
  ],
  ['posting.approval_posted', 'matchbook', () => 'Posted to the ledger and read back.'],
  ['transaction.ignored', 'Sam Sample', () => 'Sam Sample ignored it: paid twice, and sent back.'],
  ['journal.approved', 'Alex Example', (at: number) => `Alex Example approved the journal of payout ${at}.`],
] as const;

/** Newest first, one a minute, as if the window had been used for long. */
function longHistory(entries: number): AuditLine[] {
  const end = Date.parse('2026-05-14T16:00:00Z');
  return Array.from({ length: entries }, (_unused, at) => {
    const sequence = entries - at;
    const [action, by, sentence] = DEEDS[sequence % DEEDS.length] ?? DEEDS[0];
    return {
      sequence,
      at: Instant.parse(new Date(end - at * 60_000).toISOString()),
      by,
      action,
      sentence: sentence(sequence),
      transactionId: null,
    };
  });
}

export function freshStatus(): AppStatus {
  return {
    version: '0.1.0',
    phase: 'fresh',
    damage: null,
    environment: null,
    demo: false,
    company: null,
    baseCurrency: null,
    timeZone: 'America/New_York',
    locale: null,
    secretsKept: { persistent: true, message: null },
    connections: [],
    working: null,
  };
}

function damagedStatus(): AppStatus {
  const file = '/matchbook/live/company.db';
  return {
    ...freshStatus(),
    phase: 'damaged',
    environment: 'live',
    damage: {
      environment: 'live',
      file,
      code: 'STORE_CORRUPT',
      happened: `The company file ${file} is damaged: database disk image is malformed.`,
      kept: 'It was left as it is; the ledger and the gateways are not affected.',
      todo: 'Restore a backup (Matchbook looks for those that are whole when it starts), then sync again.',
    },
  };
}

function readyStatus(): AppStatus {
  const lastSyncAt = Instant.parse(new Date(Date.now() - 4 * 60_000).toISOString());
  const nextSyncAt = Instant.parse(new Date(Date.now() + 11 * 60_000).toISOString());
  return {
    ...freshStatus(),
    phase: 'ready',
    environment: 'demo',
    demo: true,
    company: 'PRO01 Demo Company',
    baseCurrency: currency('USD'),
    connections: [
      {
        id: ConnectionId.parse('ledger'),
        kind: 'ledger',
        connector: 'sage-pro',
        title: 'Sage Pro, PRO01',
        environment: null,
        paused: false,
        lastSyncAt,
        nextSyncAt,
        problem: null,
      },
      {
        id: ConnectionId.parse('stripe-main'),
        kind: 'gateway',
        connector: 'stripe',
        title: 'Stripe',
        environment: 'test',
        paused: false,
        lastSyncAt,
        nextSyncAt,
        problem: null,
      },
    ],
  };
}

function deadLetters(): DeadLetter[] {
  return [
    {
      id: 1,
      at: now(),
      stage: 'gateway',
      connectionId: ConnectionId.parse('stripe-main'),
      transactionId: null,
      code: 'GATEWAY_RECORD_UNREADABLE',
      reason:
        'Stripe sent a balance transaction without an amount. The record was kept as it came; the other 199 of its page were read. Try again; if it stays, look at txn_fixture_17 in the Stripe dashboard.',
      attempts: 2,
      lastSeenAt: now(),
      payload: '{"id":"txn_fixture_17","object":"balance_transaction","amount":null}',
      retryable: true,
    },
    {
      id: 2,
      at: now(),
      stage: 'posting',
      connectionId: ConnectionId.parse('ledger'),
      transactionId: null,
      code: 'LEDGER_PERIOD_CLOSED',
      reason:
        'The receipt’s date is in a period that is closed in the ledger. Nothing was written to the ledger; the approval is kept. Open the period in Sage Pro and try again, or ignore the payment with a reason.',
      attempts: 2,
      lastSeenAt: now(),
      payload: '{"transaction":"ch_fixture_301","paidOn":"2026-03-31"}',
      retryable: true,
    },
  ];
}
