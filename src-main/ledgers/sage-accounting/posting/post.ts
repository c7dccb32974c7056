/**
 * A posting, without a transaction around its calls. All entries are judged first; then each is written by one POST that
 * carries its marker and an idempotency id. The books themselves say how far an earlier attempt came, so posting again
 * completes what is missing. From Sage's knowledge base: a payment taken off an invoice stays on account and the invoice is
 * open again (ie-kb 222001000100725); a refund is matched with a credit note or money on account (222001000101182). Assumed:
 * a PUT with allocated_artefacts alone changes nothing else; allocations carry signs; a discount counts as paid beside the amount.
 */
import { ConnectionError } from '../../../../shared/errors.ts';
import type { Marker } from '../../../../shared/model.ts';
import type { Minor } from '../../../../shared/money.ts';
import type { LedgerEntry, PostedEntry, Posting, PostOutcome } from '../../port.ts';
import { postingIncomplete } from '../../web/index.ts';
import { Refusal } from '../../web/refusal.ts';
import { SageRefusal } from '../api/client.ts';
import type { Books } from '../books.ts';
import { SAGE } from '../failures.ts';
import { describeEntry, isWhole } from './described.ts';
import { findItem } from './items.ts';
import { journalPlan, onAccountPlan, receiptPlan } from './judge.ts';
import { labelOf, type Plan, type Reopening } from './plan.ts';
import { reopen } from './reopen.ts';
import { reversalPlan } from './reversal.ts';
import { checkSame } from './same-entry.ts';
import { writeEntry } from './write.ts';
import type { WrittenEntries, WrittenEntry, WrittenPayment } from './written.ts';

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
  await lookUp(books, written, entries, signal);
  const jobs: Job[] = [];
  for (const entry of entries) jobs.push({ entry, there: await written.find(entry.marker, signal) });
  const there = (): LedgerEntry[] => jobs.flatMap((job) => (job.there === null ? [] : [job.entry]));
  state.untouched = there().length === 0;
  const differences: string[] = [];
  let added = false;
  try {
    const plans = await judge(books, written, jobs, signal);
    for (const job of jobs) {
      const plan = plans.get(job.entry.marker);
      if (job.there === null && plan) {
        state.untouched = false;
        const made = await write(books, job.entry, plan, signal);
        written.note(
          made.kind === 'payment' ? 'contact_payments' : 'journals',
          made.kind === 'payment' ? made.payment : made.journal,
        );
        checkSame(books, job.entry, made);
        job.there = made;
        added = true;
      }
      if (job.there?.kind === 'payment' && plan?.kind === 'payment' && plan.reopening !== null) {
        differences.push(...(await reopen(books, plan, plan.reopening, job.there.payment, signal)));
        added = true;
      }
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Another entry under the same marker is nothing of this posting.
    const ours = there().filter(({ marker }) => error.code !== 'MARKER_CONFLICT' || marker !== error.marker);
    if (ours.length > 0) throw postingIncomplete(SAGE, ours.map(labelOf), error.message);
    state.untouched = true;
    return { kind: 'refused', marker: error.marker, code: error.code, message: error.message };
  }
  const posted: PostedEntry[] = [];
  for (const { entry, there: made } of jobs) {
    if (made) posted.push(await describeEntry(books, entry.marker, made, signal));
  }
  return {
    kind: added ? 'posted' : 'already_posted',
    entries: posted,
    ...(differences.length > 0 ? { differences } : {}),
  };
}

/** Brings what is known of the books up to date, no more than the posting needs: requests are counted by the minute. */
async function lookUp(
  books: Books,
  written: WrittenEntries,
  entries: readonly LedgerEntry[],
  signal: AbortSignal,
): Promise<void> {
  const journals = entries.filter(({ kind }) => kind === 'journal' || kind === 'reversal').length;
  if (journals < entries.length || entries.some(({ kind }) => kind === 'reversal')) {
    await written.refresh('contact_payments', signal);
  }
  if (journals > 0) await written.refresh('journals', signal);
  const known = entries.every(
    (entry) => !('customerNo' in entry) || books.contacts.byNumber(entry.customerNo),
  );
  if (!known || entries.some(({ kind }) => kind === 'reversal')) await books.contacts.refresh(signal);
}

/** A plan for each entry that is not whole; one for a payment that is there already tells how it goes on. */
async function judge(
  books: Books,
  written: WrittenEntries,
  jobs: readonly Job[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Marker, Plan>> {
  const plans = new Map<Marker, Plan>();
  const used = new Map<string, Minor>();
  for (const { entry, there } of jobs) {
    if (there !== null) {
      checkSame(books, entry, there);
      if (there.kind === 'payment' && !isWhole(there))
        plans.set(entry.marker, await resume(books, written, entry, there, signal));
      continue;
    }
    switch (entry.kind) {
      case 'receipt':
      case 'refund':
      case 'chargeback':
        plans.set(entry.marker, await receiptPlan(books, entry, signal));
        break;
      case 'on_account':
        plans.set(entry.marker, await onAccountPlan(books, entry, used, signal));
        break;
      case 'journal':
        plans.set(entry.marker, await journalPlan(books, entry, signal));
        break;
      case 'reversal':
        plans.set(
          entry.marker,
          await reversalPlan(books, entry, await written.find(entry.of, signal), signal),
        );
        break;
    }
  }
  return plans;
}

async function resume(
  books: Books,
  written: WrittenEntries,
  entry: LedgerEntry,
  { payment, reopened }: WrittenPayment,
  signal: AbortSignal,
): Promise<Plan> {
  const plan = {
    kind: 'payment',
    marker: entry.marker,
    contactId: payment.contact?.id ?? '',
    body: {},
  } as const;
  const reopening = async (): Promise<Reopening | null> => {
    if (entry.kind === 'reversal') {
      const original = await written.find(entry.of, signal);
      return original?.kind === 'payment' ? { by: 'payment', paymentId: original.payment.id } : null;
    }
    if (entry.kind === 'journal' || entry.kind === 'on_account' || reopened === null) return null;
    const item = await findItem(books, entry.itemKind, entry.itemNumber, signal);
    if (!item) return null;
    const { expectedBalanceMinor: before, itemKind: kind, amountMinor } = entry;
    return { by: 'item', kind, itemId: item.id, before, amountMinor: Math.abs(amountMinor) };
  };
  const how = await reopening();
  if (how) return { ...plan, reopening: how };
  throw new Refusal(
    entry.marker,
    'ITEM_NOT_FOUND',
    `What ${payment.reference} should open again is not in Sage any more; match it there.`,
  );
}

/** Sage judged otherwise than was judged here a moment ago: somebody was faster. */
async function write(
  books: Books,
  entry: LedgerEntry,
  plan: Plan,
  signal: AbortSignal,
): Promise<WrittenEntry> {
  try {
    return await writeEntry(books, plan, signal);
  } catch (error) {
    if (!(error instanceof SageRefusal)) throw error;
    const code = error.sources.includes('date')
      ? 'PERIOD_CLOSED'
      : error.sources.includes('allocated_artefacts')
        ? 'BALANCE_MOVED'
        : 'NOT_SUPPORTED';
    throw new Refusal(
      entry.marker,
      code,
      `Sage refused ${labelOf(entry)}: ${error.message.replace(/\.?\s*$/, '')}.`,
    );
  }
}
