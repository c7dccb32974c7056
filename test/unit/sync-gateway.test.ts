import { describe, expect, it } from 'vitest';
import type { GatewayTransaction } from '../../shared/model.ts';
import type { Cursor, Gateway, GatewayPage } from '../../src-main/gateways/port.ts';
import { openStore } from '../../src-main/store/index.ts';
import {
  type SyncDeps,
  type SyncOutcome,
  type SyncProgress,
  syncGateway,
} from '../../src-main/sync/index.ts';
import {
  addConnections,
  connectionLost,
  countingIds,
  idOf,
  proposal,
  STRIPE,
  seededRandom,
  testClock,
  transaction,
} from '../support/posting-fixture.ts';

type Pull = (from: Cursor | null, signal: AbortSignal) => AsyncIterable<GatewayPage>;

const gatewayOf = (pull: Pull): Gateway => ({
  test: () => Promise.reject(new Error('not asked here')),
  pull,
  close: async () => {},
});

const page = (
  at: number,
  transactions: readonly GatewayTransaction[],
  more: Partial<GatewayPage> = {},
): GatewayPage => ({
  transactions,
  rejected: [],
  cursor: String(at) as Cursor,
  progress: null,
  ...more,
});

function syncing(random = seededRandom(1)) {
  const clock = testClock();
  const store = openStore(':memory:', { now: clock.now });
  addConnections(store);
  const progress: SyncProgress[] = [];
  const alerts: string[] = [];
  /** Of each alert: whether the user is notified of it. */
  const told: boolean[] = [];
  const waits: number[] = [];
  const abort = new AbortController();
  const deps: SyncDeps = {
    store,
    now: clock.now,
    newId: countingIds('run'),
    random,
    holder: 'here',
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      waits.push(ms);
      clock.advance(ms);
    },
    onProgress: (it) => progress.push(it),
    onAlert: (it) => {
      alerts.push(it.title);
      told.push(it.quiet !== true);
    },
  };
  const run = (pull: Pull): Promise<SyncOutcome> =>
    syncGateway(deps, gatewayOf(pull), { connectionId: STRIPE, startedBy: 'Dana', signal: abort.signal });
  return { clock, store, deps, progress, alerts, told, waits, abort, run };
}

describe('a gateway that is pulled', () => {
  it('has each page stored with its cursor, and the run in the history', async () => {
    const it = syncing();
    const outcome = await it.run(async function* () {
      yield page(1, [transaction('a', 100), transaction('b', 200)], { progress: 0.5 });
      it.clock.advance(1_500);
      yield page(2, [transaction('b', 200), transaction('c', 300, { payoutExternalId: 'po_1' })]);
    });
    expect(outcome.started && outcome.run).toMatchObject({
      state: 'succeeded',
      startedBy: 'Dana',
      pages: 2,
      added: 3,
      unchanged: 1,
      durationMs: 1_500,
    });
    expect(outcome.started && outcome.touchedPayouts).toEqual([idOf('po_1')]);
    expect(it.store.connections.get(STRIPE).cursor).toBe('2');
    expect(it.store.transactions.count()).toBe(3);
    expect(it.progress.map(({ fraction, counts }) => [fraction, counts.added])).toEqual([
      [0.5, 2],
      [null, 3],
    ]);
  });

  it('goes on from the saved cursor after a crash in the middle, without storing anything twice', async () => {
    const it = syncing();
    const seen: (string | null)[] = [];
    const pull: Pull = async function* (from) {
      seen.push(from);
      if (from === null) yield page(1, [transaction('a', 100)]);
      if (seen.length === 1) throw new Error('A fault of ours.');
      yield page(2, [transaction('a', 100), transaction('b', 100)]);
    };
    const first = await it.run(pull);
    expect(first.started && first.run).toMatchObject({ state: 'failed', errorCode: 'UNEXPECTED' });
    const second = await it.run(pull);
    expect(second.started && second.run).toMatchObject({ state: 'succeeded', added: 1, unchanged: 1 });
    expect(seen).toEqual([null, '1']);
  });

  it('is tried again with backoff when it cannot be reached, and alerts when it stays so', async () => {
    const it = syncing(() => 0);
    const outcome = await it.run(async function* () {
      yield* [];
      throw connectionLost(false);
    });
    expect(outcome.started && outcome.run).toMatchObject({
      state: 'failed',
      errorCode: 'LEDGER_UNREACHABLE',
    });
    expect(it.waits).toEqual([500, 1_000, 2_000, 4_000]);
    expect(it.alerts).toEqual(['Stripe could not be synced']);
  });

  it('is worth a notification once: at the second failure in a row, or at once when it will not heal', async () => {
    const it = syncing(() => 0);
    const failing = async (transient: boolean): Promise<void> => {
      await it.run(async function* () {
        yield* [];
        throw connectionLost(false, transient);
      });
      it.clock.advance(60_000);
    };
    for (const transient of [true, true, true]) await failing(transient);
    expect(it.told).toEqual([false, true, false]);
    await it.run(async function* () {});
    for (const transient of [false, false]) await failing(transient);
    expect(it.told).toEqual([false, true, false, true, false]);
  });

  it('is not tried again when the fault is not one that passes', async () => {
    const it = syncing();
    await it.run(async function* () {
      yield* [];
      throw connectionLost(false, false);
    });
    expect(it.waits).toEqual([]);
  });

  it('is never pulled twice at once', async () => {
    const it = syncing();
    let second: SyncOutcome | null = null;
    await it.run(async function* () {
      yield page(1, []);
      second = await it.run(async function* () {
        yield page(9, []);
      });
    });
    expect(second).toEqual({ started: false });
    expect(it.store.connections.get(STRIPE).cursor).toBe('1');
  });

  it('can be cancelled; what was stored stays', async () => {
    const it = syncing();
    const outcome = await it.run(async function* () {
      yield page(1, [transaction('a', 100)]);
      it.abort.abort();
      yield page(2, [transaction('b', 100)]);
    });
    expect(outcome.started && outcome.run.state).toBe('cancelled');
    expect(it.store.transactions.find(idOf('a'))).not.toBeNull();
    expect(it.alerts).toEqual([]);
  });

  it('whose program died is marked interrupted by the next run, once its lease is over', async () => {
    const it = syncing();
    it.store.syncRuns.start('dead-run', STRIPE, 'schedule');
    it.store.leases.take(`sync:${STRIPE}`, 'dead/dead-run', 600_000);
    const pull: Pull = async function* () {
      yield page(1, []);
    };
    expect(await it.run(pull)).toEqual({ started: false });
    it.clock.advance(600_001);
    expect((await it.run(pull)).started).toBe(true);
    expect(it.store.syncRuns.get('dead-run')?.state).toBe('interrupted');
  });
});

describe('a record that cannot be used', () => {
  it('is a dead letter, counted once however often it comes, until it comes in good shape', async () => {
    const it = syncing();
    const bad = { externalId: 'x', reason: 'amount is not a number', rawText: '{"amount":"abc"}' };
    const pull: Pull = async function* () {
      yield page(1, [transaction('a', 100)], { rejected: [bad] });
    };
    await it.run(pull);
    await it.run(pull);
    const letters = it.store.deadLetters.page(['open'], null, 10);
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({
      externalId: 'x',
      reason: bad.reason,
      rawText: bad.rawText,
      attempts: 2,
    });
    await it.run(async function* () {
      yield page(2, [transaction('x', 100)]);
    });
    expect(it.store.deadLetters.openCount()).toBe(0);
    expect(it.store.deadLetters.page(['resolved'], null, 10)).toHaveLength(1);
  });

  it('does not keep the others of its page from being stored', async () => {
    const it = syncing();
    const orphan = transaction('re', 100, { kind: 'refund' });
    await it.run(async function* () {
      yield page(1, [orphan, transaction('a', 100)]);
    });
    expect(it.store.transactions.count()).toBe(1);
    expect(it.store.deadLetters.page(['open'], null, 10)[0]?.reason).toContain('which payment it belongs to');
  });
});

describe('a record that changes at the gateway', () => {
  it('keeps its history, and follows the gateway while nothing is decided', async () => {
    const it = syncing();
    it.store.transactions.upsert(transaction('a', 100, { status: 'pending' }));
    expect(it.store.transactions.upsert(transaction('a', 100)).result).toBe('changed');
    expect(it.store.transactions.upsert(transaction('a', 100, { rawJson: '{"seen":2}' })).result).toBe(
      'unchanged',
    );
    expect(it.store.transactions.upsert(transaction('a', 100, { status: 'voided' })).state).toBe(
      'not_applicable',
    );
    const history = it.store.transactions.history(idOf('a'));
    expect(history.map(({ transaction: { status } }) => status)).toEqual(['pending', 'succeeded', 'voided']);
  });

  it('after it was posted stays posted, with an alert and a note', async () => {
    const it = syncing();
    it.store.transactions.upsert(transaction('a', 100));
    it.store.proposals.save(proposal('a', []), 'matching');
    it.store.transactions.setState(idOf('a'), 'posted', null);
    await it.run(async function* () {
      yield page(1, [transaction('a', 100, { status: 'failed' })]);
    });
    const row = it.store.transactions.get(idOf('a'));
    expect(row.state).toBe('posted');
    expect(row.stateNote).toContain('now says that it is failed');
    expect(it.alerts).toEqual(['stripe a has changed']);
    expect(it.store.audit.ofSubject('transaction', idOf('a'))[0]?.action).toBe(
      'transaction.changed_after_posting',
    );
  });
});
