/** The writes that carry a marker, and their reading back. */
import { createHash } from 'node:crypto';
import type { Marker } from '../../../../shared/model.ts';
import { requestRefused } from '../../web/index.ts';
import { SageJournal, SagePayment } from '../api/shapes.ts';
import type { Books } from '../books.ts';
import { SAGE } from '../failures.ts';
import type { Plan } from './plan.ts';
import { readReference } from './references.ts';
import type { WrittenEntry } from './written.ts';

/**
 * 32 hexadecimal digits, the same for the same step on any computer: for seven days Sage answers a repetition with what the
 * first request made (developer guide, Idempotency). What two computers send at the same moment is written once by it.
 */
export function idempotencyId(books: Books, marker: Marker, step: string): string {
  const text = JSON.stringify([books.settings.business, marker, step]);
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}

const TRIES = 3;

/**
 * Throws SageRefusal, or ConnectionError. What Sage remembers as written may have been deleted by somebody since: then it is
 * written once more, under an id that follows from the deleted one.
 */
export async function writeEntry(books: Books, plan: Plan, signal: AbortSignal): Promise<WrittenEntry> {
  let step: string = plan.kind;
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const idempotency_id = idempotencyId(books, plan.marker, step);
    if (plan.kind === 'payment') {
      const body = { contact_payment: { ...plan.body, idempotency_id } };
      const { id } = await books.api.write('POST', 'contact_payments', body, SagePayment, signal);
      const payment = await books.api.find(`contact_payments/${id}`, {}, SagePayment, signal);
      if (payment && typeof payment.deleted_at !== 'string') {
        return {
          kind: 'payment',
          payment,
          reopened: readReference(payment.reference)?.reopened ?? null,
          others: 0,
        };
      }
      step = `${plan.kind} after ${id}`;
    } else {
      const body = { journal: { ...plan.body, idempotency_id } };
      const { id } = await books.api.write('POST', 'journals', body, SageJournal, signal);
      const journal = await books.api.find(`journals/${id}`, {}, SageJournal, signal);
      if (journal && typeof journal.deleted_at !== 'string') return { kind: 'journal', journal, others: 0 };
      step = `${plan.kind} after ${id}`;
    }
  }
  throw requestRefused(SAGE, `${plan.marker} is deleted in Sage each time it is written`);
}
