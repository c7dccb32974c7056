/** Calls that watch over the work: runs, payouts, the tie-out, history, dead letters, the ledger asked again. */
import * as z from 'zod';
import type { CallOutput, Handlers } from '../../shared/api.ts';
import { Instant, type TransactionId } from '../../shared/model.ts';
import { dailyTieOut, periodTieOut } from '../reports/index.ts';
import { payoutOutlook } from '../workspace/missing-payouts.ts';
import { RunCancelled } from '../workspace/runs.ts';
import type { Hand } from './hand.ts';
import { historyDetail } from './history-detail.ts';
import { writeImportFiles } from './import-files.ts';
import { listHandlers } from './lists.ts';
import { payoutRow } from './payout-rows.ts';
import { userOf } from './review.ts';

type WatchHandlers = Pick<
  Handlers,
  Extract<
    keyof Handlers,
    `${'sync' | 'tieOut' | 'payouts' | 'history' | 'deadLetters' | 'lists' | 'ledger'}.${string}`
  >
>;

const RunKey = z.object({ startedAt: Instant, id: z.string() });

export function watchHandlers(hand: Hand): WatchHandlers {
  return {
    ...listHandlers(hand),
    'sync.run': async ({ connectionId }) => {
      const { company, runs } = hand.session();
      runInBackground(hand, () => runs.run(connectionId, userOf(company)));
      return { started: true };
    },
    'sync.cancel': async () => ({ cancelled: hand.session().runs.cancel() }),
    'sync.pause': async ({ connectionId, paused }) => {
      const { company, background } = hand.session();
      const ids =
        connectionId === null ? company.store.connections.gateways().map(({ id }) => id) : [connectionId];
      for (const id of ids) background.pause(id, paused);
      company.emit({ type: 'changed', topics: ['status'] });
      return { paused };
    },
    'sync.runs': async ({ cursor, limit }) => {
      const { store } = hand.session().company;
      const rows = store.syncRuns.page(key(RunKey, cursor), limit);
      const last = rows.at(-1);
      return {
        rows: rows.map((run) => ({
          id: run.id,
          connectionId: run.connectionId,
          title: store.connections.find(run.connectionId)?.title ?? run.connectionId,
          startedAt: run.startedAt,
          endedAt: run.finishedAt,
          outcome: RUN_OUTCOME[run.state],
          received: run.added + run.changed + run.unchanged,
          changed: run.added + run.changed,
          rejected: run.rejected,
          problem: run.error,
        })),
        nextCursor:
          last && rows.length === limit ? JSON.stringify({ startedAt: last.startedAt, id: last.id }) : null,
      };
    },
    'tieOut.period': async ({ from, to }) => {
      const { company } = hand.session();
      return periodTieOut(company.store, { from, to }, company.settings().posting.timeZone);
    },
    'tieOut.daily': async ({ days }) => {
      const { company } = hand.session();
      return dailyTieOut(company.store, days, company.settings().posting.timeZone, hand.now());
    },
    'payouts.expected': async () => payoutOutlook(hand.session().company, hand.now()),
    'payouts.postJournal': async ({ transactionId }) => {
      const { company, background } = hand.session();
      const row = company.posting.postJournal(transactionId, userOf(company));
      background.postSoon();
      company.emit({ type: 'changed', topics: ['payouts', 'history'] });
      return payoutRow(company, row);
    },
    'payouts.undoJournal': async ({ transactionId }) => {
      const { company, background } = hand.session();
      const row = company.posting.undoJournal(transactionId, userOf(company));
      background.postSoon();
      company.emit({ type: 'changed', topics: ['payouts', 'history'] });
      return payoutRow(company, row);
    },
    'history.detail': async ({ sequence }) => {
      const { store, settings } = hand.session().company;
      return historyDetail(store, settings().posting.baseCurrency, sequence);
    },
    'history.verify': async () => {
      const check = hand.session().company.store.audit.verify();
      return { whole: check.ok, events: check.events, firstBroken: check.firstBroken?.seq ?? null };
    },
    'deadLetters.retry': async ({ id }) => {
      const { company, background } = hand.session();
      company.posting.retryDeadLetter(id, userOf(company));
      background.postSoon();
      company.emit({ type: 'changed', topics: ['dead_letters', 'review', 'history'] });
      return { retried: true };
    },
    'deadLetters.dismiss': async ({ id, reason }) => {
      const { company } = hand.session();
      await company.posting.dismissDeadLetter(company.poster, id, reason, userOf(company));
      company.emit({ type: 'changed', topics: ['dead_letters', 'review', 'history'] });
      return { dismissed: true };
    },
    'ledger.receipts': async ({ transactionId }) => receiptsInLedger(hand, transactionId),
    'ledger.importsFiles': async () => {
      const ledger = await hand.session().company.ledger();
      return { files: ledger.writeImportFiles !== undefined };
    },
    'ledger.writeImportFiles': async () => writeImportFiles(hand),
  };
}

const RUN_OUTCOME = {
  running: 'running',
  succeeded: 'ok',
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'failed',
} as const;

/** A run reports its own failures as alerts; what is left are faults of ours. */
export function runInBackground(hand: Hand, run: () => Promise<unknown>): void {
  run().catch((error: unknown) => {
    if (error instanceof RunCancelled) return;
    hand.onFault('run', error);
    hand.emit({
      type: 'alert',
      severity: 'error',
      code: 'RUN_FAILED',
      title: 'The sync could not be finished',
      message: error instanceof Error ? error.message : 'Try again; what had come in by then is kept.',
      transactionId: null,
    });
  });
}

async function receiptsInLedger(
  hand: Hand,
  transactionId: TransactionId,
): Promise<CallOutput<'ledger.receipts'>> {
  const { company } = hand.session();
  const markers = company.store.receipts.standingOf(transactionId).map(({ marker }) => marker);
  if (markers.length === 0) return [];
  const ledger = await company.ledger();
  return [...(await ledger.find(markers)).values()];
}

/** A page key that this program gave out itself; a made-up one is a BAD_INPUT of the caller, not of the store. */
function key<Key>(schema: z.ZodType<Key>, cursor: string | null): Key | null {
  return cursor === null ? null : schema.parse(JSON.parse(cursor));
}
