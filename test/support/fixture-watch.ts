import type { Handlers, PayoutRow, SyncRun } from '../../shared/api.ts';
import { AccountingDate, TransactionId } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';
import { dailyOf } from './fixture-daily.ts';
import { expectedOf } from './fixture-expected.ts';
import { historyDetailHandler } from './fixture-history.ts';
import { createListHandlers } from './fixture-lists.ts';
import type { FixtureState } from './fixture-state.ts';

type WatchName = Extract<
  keyof Handlers,
  | `sync.${string}`
  | `tieOut.${string}`
  | `payouts.${string}`
  | `history.${string}`
  | `deadLetters.${string}`
  | `lists.${string}`
  | `ledger.${string}`
>;

export function createWatchHandlers(state: FixtureState): Pick<Handlers, WatchName> {
  const payouts = createPayouts();
  let importNumber = 0;
  return {
    'sync.run': async () => {
      runSync(state);
      return { started: true };
    },
    'sync.cancel': async () => ({ cancelled: true }),
    'sync.pause': async ({ paused }) => {
      const { connections } = state.status;
      state.status = { ...state.status, connections: connections.map((one) => ({ ...one, paused })) };
      state.announce(['status']);
      return { paused };
    },
    'sync.runs': async () => ({ rows: syncRuns(state), nextCursor: null }),
    'tieOut.period': async () => tieOut(state),
    'tieOut.daily': async ({ days }) => dailyOf(state, days),
    ...createListHandlers(state, payouts),
    'payouts.expected': async () => expectedOf(payouts),
    'payouts.postJournal': async ({ transactionId }) => {
      const at = payouts.findIndex((row) => row.transactionId === transactionId);
      const row = payouts[at];
      if (row === undefined) throw new Error(`There is no payout ${transactionId} in the fixture.`);
      const posted: PayoutRow = { ...row, journal: 'posted', journalNote: null };
      payouts[at] = posted;
      state.announce(['payouts', 'history']);
      return posted;
    },
    'payouts.undoJournal': async ({ transactionId }) => {
      const at = payouts.findIndex((row) => row.transactionId === transactionId);
      const row = payouts[at];
      if (row === undefined) throw new Error(`There is no payout ${transactionId} in the fixture.`);
      const undone: PayoutRow = { ...row, journal: 'none', journalNote: 'Reversed.' };
      payouts[at] = undone;
      state.announce(['payouts', 'history']);
      return undone;
    },
    'history.detail': historyDetailHandler(state),
    'history.verify': async () => ({ whole: true, events: state.history.length, firstBroken: null }),
    'deadLetters.retry': async ({ id }) => {
      state.deadLetters = state.deadLetters.filter((letter) => letter.id !== id);
      state.announce(['dead_letters']);
      return { retried: true };
    },
    'deadLetters.dismiss': async ({ id }) => {
      state.deadLetters = state.deadLetters.filter((letter) => letter.id !== id);
      state.announce(['dead_letters']);
      return { dismissed: true };
    },
    'ledger.receipts': async ({ transactionId }) =>
      (state.cases.get(transactionId)?.receipts ?? []).map((receipt) => ({
        marker: receipt.marker,
        customerNo: receipt.customerNo,
        itemNumber: receipt.itemNumber,
        currency: receipt.currency,
        amountMinor: receipt.amountMinor,
        balanceAfterMinor: 0,
      })),
    'ledger.importsFiles': async () => ({ files: state.importsFiles }),
    'ledger.writeImportFiles': async () => {
      if (importNumber > 0) return null;
      importNumber += 1;
      return {
        number: importNumber,
        entries: 14,
        files: [
          { kind: 'receipts', file: 'receipts-000001.csv', rows: 14, controlTotals: { USD: '18240.55' } },
          { kind: 'journals', file: 'journals-000001.csv', rows: 3, controlTotals: { USD: '8123.40' } },
        ],
      };
    },
  };
}

function tieOut(state: FixtureState) {
  const sums = new Map<string, { posted: number; awaiting: number; explained: number }>();
  for (const one of state.cases.values()) {
    const { currency: code, amountMinor } = one.transaction;
    const sum = sums.get(code) ?? { posted: 0, awaiting: 0, explained: 0 };
    if (one.state === 'posted') sum.posted += amountMinor;
    else if (one.state === 'ignored') sum.explained += amountMinor;
    else if (one.state !== 'not_applicable') sum.awaiting += amountMinor;
    sums.set(code, sum);
  }
  return [...sums]
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([code, sum]) => ({
      currency: currency(code),
      gatewayMinor: sum.posted + sum.awaiting + sum.explained,
      postedMinor: sum.posted,
      awaitingMinor: sum.awaiting,
      explainedMinor: sum.explained,
      differenceMinor: 0,
    }));
}

function syncRuns(state: FixtureState): SyncRun[] {
  return state.status.connections.map((connection, at) => ({
    id: `run-${at}`,
    connectionId: connection.id,
    title: connection.title,
    startedAt: connection.lastSyncAt ?? ('2026-05-14T12:00:00Z' as SyncRun['startedAt']),
    endedAt: connection.lastSyncAt,
    outcome: 'ok',
    received: 200 + at,
    changed: 12,
    rejected: at,
    problem: null,
  }));
}

/** Reports a sync in steps, quickly enough for a test and slowly enough to be seen. */
function runSync(state: FixtureState): void {
  const steps = [0.1, 0.35, 0.6, 0.85, 1];
  steps.forEach((fraction, at) => {
    setTimeout(
      () => {
        const done = fraction === 1;
        state.emit({ type: 'progress', task: 'sync', label: 'Reading Stripe…', fraction, done });
        if (done) state.announce(['status', 'review', 'payouts']);
      },
      250 * (at + 1),
    ).unref();
  });
}

function createPayouts(): PayoutRow[] {
  return Array.from({ length: 34 }, (_unused, at) => {
    const grossMinor = 812_340 + at * 13_931;
    const refundsMinor = at % 3 === 0 ? -12_500 : 0;
    const feesMinor = Math.floor(grossMinor / 34);
    // The parts add up to so much more than was paid out.
    const differenceMinor = at === 5 ? 250 : 0;
    return {
      transactionId: TransactionId.parse(`stripe-main:po_fixture_${at}`),
      gateway: 'stripe',
      externalId: `po_fixture_${at}`,
      date: AccountingDate.parse(new Date(Date.UTC(2026, 4, 14 - at)).toISOString().slice(0, 10)),
      currency: currency('USD'),
      amountMinor: grossMinor + refundsMinor - feesMinor - differenceMinor,
      grossMinor,
      refundsMinor,
      feesMinor,
      otherMinor: 0,
      parts: 21 + at,
      tieOut: at === 5 ? 'difference' : at === 0 ? 'incomplete' : 'tied_out',
      differenceMinor,
      journal: at < 3 ? 'none' : at === 4 ? 'returned' : at === 6 ? 'dead_letter' : 'posted',
      journalNote:
        at === 4
          ? 'The ledger does not know the account 62100-000.'
          : at === 6
            ? 'The ledger could not be reached for three days.'
            : null,
    };
  });
}
