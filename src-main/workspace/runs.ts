/**
 * A run: the ledger's open items, the gateways' transactions, proposals for what waits, what the policy approves by itself, the
 * payouts tied out, the outbox posted. One at a time; a second request waits for the first. What fails in one connection
 * does not keep the others from theirs.
 */
import { MatchbookError } from '../../shared/errors.ts';
import type { ConnectionId, TransactionId } from '../../shared/model.ts';
import type { Gateway } from '../gateways/index.ts';
import { type DrainReport, matchInput, storeProposals } from '../posting/index.ts';
import { propose } from '../proposing/index.ts';
import { type SyncDeps, type SyncOutcome, syncGateway, syncLedger } from '../sync/index.ts';
import { autoApprove } from './auto-approve.ts';
import type { Company } from './company.ts';
import { learnedOf, lessonsDue, rulesOf } from './matching-memory.ts';
import { tellMissingPayouts } from './missing-payouts.ts';
import { orderPolicyOf, readOrders } from './order-desk.ts';
import { tellOfPayouts, tellOfWaiting, waitingCount } from './run-news.ts';

export interface RunReport {
  readonly syncs: readonly SyncOutcome[];
  /** New or changed proposals. */
  readonly proposed: number;
  readonly autoApproved: number;
  readonly posted: DrainReport;
  /** Payouts whose tie-out came out otherwise than before. */
  readonly payoutsChanged: readonly TransactionId[];
}

export interface Working {
  readonly task: string;
  /** 0 to 1; null when it can't be told. */
  readonly progress: number | null;
}

export interface Runs {
  /** One connection, or all of them (null). Rejects with the signal's reason when it was cancelled. */
  run(connectionId: ConnectionId | null, startedBy: string): Promise<RunReport>;
  /** What a file holds, into a gateway's connection: stored, matched and followed up like a reading of the gateway itself. */
  take(connectionId: ConnectionId, source: Pick<Gateway, 'pull'>, startedBy: string): Promise<RunReport>;
  /** Matches again what waits, with the rules and lessons as they are now; reads no gateway and no ledger. */
  proposeAnew(): Promise<RunReport>;
  /** Ends the run under way; false when there is none. */
  cancel(): boolean;
  working(): Working | null;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export class RunCancelled extends Error {
  override readonly name = 'RunCancelled';
}

export function createRuns(company: Company, sync: SyncDeps): Runs {
  let working: Working | null = null;
  let controller: AbortController | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const step = (task: string, progress: number | null): void => {
    working = { task, progress };
    company.emit({ type: 'progress', task: 'run', label: task, fraction: progress, done: false });
  };

  const syncOf = async (id: ConnectionId, startedBy: string, signal: AbortSignal): Promise<SyncOutcome> => {
    const row = company.store.connections.get(id);
    const request = { connectionId: id, startedBy, signal };
    step(`Reading ${row.title}`, null);
    return row.role === 'ledger'
      ? syncLedger(sync, await company.ledger(), request)
      : syncGateway(sync, await company.gateway(id), request);
  };

  /** Trouble with a shop's orders is told, and keeps nobody's payments from being matched. */
  const readOrdersToo = async (signal: AbortSignal): Promise<void> => {
    if (!orderPolicyOf(company).read) return;
    step('Reading the orders', null);
    try {
      await readOrders(company, signal, sync.now());
    } catch (error) {
      if (signal.aborted || !(error instanceof MatchbookError)) throw error;
      company.emit({
        type: 'alert',
        severity: 'warning',
        code: error.code,
        title: 'The orders could not be read',
        message: `${error.explanation.happened} ${error.explanation.todo}`,
        transactionId: null,
        kind: 'sync_failed',
        quiet: true,
      });
    }
  };

  const chosen = (
    connectionId: ConnectionId | null,
  ): { ledger: ConnectionId | null; gateways: ConnectionId[] } => {
    const { connections } = company.store;
    const ledger = connections.ledger();
    const gateways = connections
      .gateways()
      .filter(({ id, state }) => (connectionId === null ? state === 'active' : id === connectionId));
    return { ledger: ledger?.id ?? null, gateways: gateways.map(({ id }) => id) };
  };

  const work = async (
    connectionId: ConnectionId | null,
    startedBy: string,
    signal: AbortSignal,
  ): Promise<RunReport> => {
    const { ledger, gateways } = chosen(connectionId);
    const syncs: SyncOutcome[] = [];
    // The ledger first, also for a single gateway: proposals are no better than the open items that they are made from.
    if (ledger !== null) syncs.push(await syncOf(ledger, startedBy, signal));
    syncs.push(...(await Promise.all(gateways.map((id) => syncOf(id, startedBy, signal)))));
    signal.throwIfAborted();
    await readOrdersToo(signal);
    return finish(syncs, signal);
  };

  const finish = async (syncs: readonly SyncOutcome[], signal: AbortSignal): Promise<RunReport> => {
    step('Matching', 0);
    const { timeZone } = company.settings().posting;
    const lessons = lessonsDue(company.store);
    const { proposals, learned } = await propose(
      {
        ...matchInput(company.store, sync.now(), timeZone),
        rules: rulesOf(company.store),
        learned: learnedOf(company.store),
        teach: lessons.teach,
        unteach: lessons.unteach,
      },
      { signal, onProgress: (done, total) => step('Matching', total === 0 ? null : done / total) },
    );
    lessons.done(learned);
    const { stored } = await storeProposals(company.store, proposals);
    const payoutsChanged = company.posting.evaluatePayouts(touchedPayouts(syncs));
    tellMissingPayouts(company, sync.now());
    const autoApproved = await autoApprove(company);
    step('Posting what is approved', null);
    const posted = await company.poster.drain(signal);
    return { syncs, proposed: stored, autoApproved, posted, payoutsChanged };
  };

  const runNow = async (steps: (signal: AbortSignal) => Promise<RunReport>): Promise<RunReport> => {
    controller = new AbortController();
    try {
      return await steps(controller.signal);
    } finally {
      controller = null;
      working = null;
      company.emit({ type: 'progress', task: 'run', label: 'Done', fraction: 1, done: true });
      company.emit({
        type: 'changed',
        topics: ['status', 'review', 'payouts', 'history', 'dead_letters'],
      });
    }
  };

  const queue = (steps: (signal: AbortSignal) => Promise<RunReport>): Promise<RunReport> => {
    const after = last.then(() => runNow(steps));
    // The chain goes on whatever becomes of this run; whoever asked for it gets its failure.
    last = after.catch(() => undefined);
    return after;
  };

  return {
    run: (connectionId, startedBy) =>
      queue(async (signal) => {
        const before = waitingCount(company);
        const report = await work(connectionId, startedBy, signal);
        // Whoever asked for a run looks at what it brings.
        if (startedBy === 'schedule' || startedBy === 'catch-up') {
          tellOfWaiting(company, before);
          tellOfPayouts(company, report.payoutsChanged);
        }
        return report;
      }),
    take: (connectionId, source, startedBy) =>
      queue(async (signal) => {
        step(`Importing into ${company.store.connections.get(connectionId).title}`, null);
        return finish([await syncGateway(sync, source, { connectionId, startedBy, signal })], signal);
      }),
    proposeAnew: () => queue((signal) => finish([], signal)),
    cancel: () => {
      controller?.abort(new RunCancelled('The run was cancelled; what had come in by then is kept.'));
      return controller !== null;
    },
    working: () => working,
    idle: async () => void (await last),
  };
}

function touchedPayouts(syncs: readonly SyncOutcome[]): TransactionId[] {
  return syncs.flatMap((outcome) => (outcome.started ? outcome.touchedPayouts : []));
}
