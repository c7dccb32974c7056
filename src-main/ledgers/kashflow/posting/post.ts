/**
 * A posting, without a transaction around its calls and without idempotency keys, which KashFlow does not have. All entries are
 * judged first; then each is written by one POST (two, where something is given up beside the money) that carries its marker.
 * The books themselves say how far an earlier attempt came, so posting again completes what is missing. What is written is read
 * back: where another computer wrote the same at the same moment, the first one stands (`take-back.ts`).
 */
import { ConnectionError } from '../../../../shared/errors.ts';
import type { Marker } from '../../../../shared/model.ts';
import { formatMinor, type Minor } from '../../../../shared/money.ts';
import type { LedgerEntry, PostedEntry, Posting, PostOutcome } from '../../port.ts';
import { postingIncomplete, Refusal, unreadable } from '../../web/index.ts';
import { KashFlowRefusal } from '../api/refusal.ts';
import type { Books } from '../books.ts';
import { KASHFLOW } from '../failures.ts';
import { describeEntry, missingParts } from './described.ts';
import { journalPlan, onAccountPlan, receiptPlan } from './judge.ts';
import { look, lookAnew, mayBeJournal, writtenHere } from './look.ts';
import { labelOf, type Plan } from './plan.ts';
import { resume } from './resume.ts';
import { reversalPlan } from './reversal.ts';
import { checkSame } from './same-entry.ts';
import { writeCustomerFields, writeEntry } from './write.ts';
import type { WrittenEntries, WrittenEntry } from './written.ts';

interface Job {
  readonly entry: LedgerEntry;
  /** What an earlier attempt, or another computer, wrote of it. */
  there: WrittenEntry | null;
}

export async function post(
  books: Books,
  written: WrittenEntries,
  posting: Posting,
  signal: AbortSignal,
): Promise<PostOutcome> {
  /** True while it is certain that the books hold nothing of this posting. */
  const state = { untouched: false };
  try {
    return await carryOut(books, written, posting, state, signal);
  } catch (error) {
    if (!(error instanceof ConnectionError) || error.outcomeUnknown || state.untouched) throw error;
    const { code, explanation, transient, retryAfterMs } = error;
    throw new ConnectionError(code, explanation, {
      transient,
      outcomeUnknown: true,
      retryAfterMs,
      cause: error,
    });
  }
}

async function carryOut(
  books: Books,
  written: WrittenEntries,
  { entries }: Posting,
  state: { untouched: boolean },
  signal: AbortSignal,
): Promise<PostOutcome> {
  await written.refreshTransactions(signal);
  if (entries.some((entry) => mayBeJournal(books, entry))) await written.refreshJournals(signal);
  const jobs: Job[] = [];
  for (const entry of entries) {
    jobs.push({ entry, there: await look(books, written, entry, signal) });
  }
  const there = (): LedgerEntry[] => jobs.flatMap((job) => (job.there === null ? [] : [job.entry]));
  state.untouched = there().length === 0;
  const differences: string[] = [];
  let added = false;
  try {
    const plans = await judge(books, written, jobs, signal);
    for (const job of jobs) {
      const plan = plans.get(job.entry.marker);
      if (!plan) continue;
      state.untouched = false;
      job.there = await write(books, written, job, plan, signal);
      added = added || writtenHere(books, job.there);
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Another entry under the same marker is nothing of this posting.
    const ours = there().filter(({ marker }) => error.code !== 'MARKER_CONFLICT' || marker !== error.marker);
    if (ours.length > 0) throw postingIncomplete(KASHFLOW, ours.map(labelOf), error.message);
    state.untouched = true;
    return { kind: 'refused', marker: error.marker, code: error.code, message: error.message };
  }
  const posted: PostedEntry[] = [];
  for (const { entry, there: made } of jobs) {
    if (!made) continue;
    posted.push(await describeEntry(books, entry.marker, made, signal));
    differences.push(...surprises(entry, made, added));
  }
  return {
    kind: added ? 'posted' : 'already_posted',
    entries: posted,
    ...(differences.length > 0 ? { differences } : {}),
  };
}

/** A plan for each entry that is not whole. */
async function judge(
  books: Books,
  written: WrittenEntries,
  jobs: readonly Job[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Marker, Plan>> {
  const plans = new Map<Marker, Plan>();
  const used = new Map<string, Minor>();
  for (const job of jobs) {
    const { entry, there } = job;
    if (there !== null) {
      checkSame(books, entry, there);
      if (there.kind === 'payment' && missingParts(there).length > 0) {
        plans.set(entry.marker, await resume(books, written, entry, there, signal));
      }
      continue;
    }
    try {
      plans.set(entry.marker, await planFor(books, written, entry, used, signal));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // The reason may be that another computer has just written this very entry.
      job.there = await lookAnew(books, written, entry, signal);
      if (job.there === null) throw error;
      checkSame(books, entry, job.there);
    }
  }
  return plans;
}

async function planFor(
  books: Books,
  written: WrittenEntries,
  entry: LedgerEntry,
  used: Map<string, Minor>,
  signal: AbortSignal,
): Promise<Plan> {
  switch (entry.kind) {
    case 'receipt':
    case 'refund':
    case 'chargeback':
      return receiptPlan(books, entry, signal);
    case 'on_account':
      return onAccountPlan(books, entry, used, signal);
    case 'journal':
      return journalPlan(books, entry, signal);
    case 'reversal':
      return reversalPlan(books, entry, await written.find(entry.of, null, signal), signal);
  }
}

/** Writes what is missing and reads it back. KashFlow judged otherwise than was judged here a moment ago: somebody was faster. */
async function write(
  books: Books,
  written: WrittenEntries,
  job: Job,
  { write: plan, customerFields }: Plan,
  signal: AbortSignal,
): Promise<WrittenEntry> {
  const { entry } = job;
  const before = job.there;
  const all = plan.kind === 'payment' ? plan.parts.map(({ part }) => part) : [1];
  const missing =
    before?.kind === 'payment'
      ? all.filter((part) => !before.lines.some(({ note }) => note.part === part))
      : all;
  let wrote = 0;
  try {
    if (customerFields !== null) await writeCustomerFields(books, customerFields, signal);
    await writeEntry(books, plan, missing, () => (wrote += 1), signal);
  } catch (error) {
    if (!(error instanceof KashFlowRefusal)) throw error;
    const code = /lock/i.test(error.error)
      ? 'PERIOD_CLOSED'
      : /notfound/i.test(error.error)
        ? 'ITEM_NOT_FOUND'
        : 'NOT_SUPPORTED';
    const message = `KashFlow refused ${labelOf(entry)}: ${error.message.replace(/\.?\s*$/, '')}.`;
    // A part of it is in the books: the posting is incomplete, whatever the rest of it says.
    if (wrote > 0) throw postingIncomplete(KASHFLOW, [`a part of ${labelOf(entry)}`], message);
    throw new Refusal(entry.marker, code, message);
  }
  await written.refreshTransactions(signal);
  if (plan.kind === 'journal') await written.refreshJournals(signal);
  const invoice = plan.kind === 'payment' ? String(plan.invoice) : null;
  const made = await look(books, written, entry, signal, invoice);
  // It said yes, and nothing is there: not KashFlow's answer, or not a write.
  if (made === null) throw unreadable(KASHFLOW, true, `${entry.marker} is not there after it was written`);
  return made;
}

/** Sentences: what reading back shows that was not asked for. */
function surprises(entry: LedgerEntry, made: WrittenEntry, added: boolean): string[] {
  if (made.extras.length > 0) {
    const ids = made.extras.map(({ id }) => id).join(', ');
    return [
      `KashFlow holds ${labelOf(entry)} more than once (${ids}): another computer wrote it at the same moment, and takes it back when it looks for it. Delete it in KashFlow if it stays.`,
    ];
  }
  if (!added || made.kind !== 'payment') return [];
  const { invoice } = made;
  if (invoice.balanceMinor !== 0 && Math.sign(invoice.balanceMinor) !== Math.sign(invoice.totalMinor)) {
    const over = `${formatMinor(Math.abs(invoice.balanceMinor), invoice.currency)} ${invoice.currency}`;
    return [
      `${invoice.number} is overpaid by ${over} now: somebody recorded another payment at the same moment.`,
    ];
  }
  return [];
}
