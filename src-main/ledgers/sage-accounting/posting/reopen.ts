/**
 * Opening an invoice or credit again, after the payment that does it is in the books: receipts are taken off it, which leaves
 * them on account, and the payment is matched with them. Every step is derived from what the books show, so that it goes on
 * from wherever it stopped. What cannot be done any more, because somebody changed the item, is told and left to a person: the
 * money and the customer's balance are right from the first step on.
 */
import { createHash } from 'node:crypto';
import { currency, formatMinor, type Minor } from '../../../../shared/money.ts';
import { numberOf } from '../../web/amounts.ts';
import { SageRefusal } from '../api/client.ts';
import { Base, SagePayment } from '../api/shapes.ts';
import type { Books } from '../books.ts';
import { unappliedOf } from '../reading/on-account.ts';
import { heldBy, takeable } from './held.ts';
import { linesOf, readItem } from './items.ts';
import type { PaymentPlan, Reopening } from './plan.ts';
import { idempotencyId } from './write.ts';

/** Gives the sentences for what is left to a person; none when it is whole. */
export async function reopen(
  books: Books,
  plan: PaymentPlan,
  reopening: Reopening,
  payment: SagePayment,
  signal: AbortSignal,
): Promise<string[]> {
  if (unappliedOf(payment) === 0) return [];
  try {
    const freed = await takeOff(books, reopening, signal);
    return await match(books, plan, payment, freed, signal);
  } catch (error) {
    if (!(error instanceof SageRefusal)) throw error;
    return [left(payment, error.message)];
  }
}

const left = (payment: SagePayment, why: string): string =>
  `The payment ${payment.reference} is in Sage and stands on the customer’s account, but it is not matched yet (${why.replace(/\.?\s*$/, '')}). Match it there.`;

/** The ids of the payments that were taken off, as far as they are known. */
async function takeOff(books: Books, reopening: Reopening, signal: AbortSignal): Promise<Set<string>> {
  const { api } = books;
  if (reopening.by === 'payment') {
    const original = await api.find(`contact_payments/${reopening.paymentId}`, {}, SagePayment, signal);
    const applied = original ? linesOf(original).filter(({ kind }) => kind !== null) : [];
    if (original && applied.length > 0)
      await allocate(books, original, new Set(applied.map((it) => it.artefactId)), 0, signal);
    return new Set([reopening.paymentId]);
  }
  const before = await readItem(books, reopening.kind, reopening.itemId, signal);
  if (!before) throw new SageRefusal(['the item is gone'], []);
  const available = await takeable(books, before, signal);
  // The balance after the receipts: what another computer takes off in between then shows in it, and is not taken twice.
  const item = (await readItem(books, reopening.kind, reopening.itemId, signal)) ?? before;
  const sign = reopening.kind === 'credit' ? -1 : 1;
  let need = reopening.amountMinor - sign * (item.balanceMinor - reopening.before);
  if (need < 0 || need > reopening.amountMinor) {
    throw new SageRefusal([`${item.number} was changed by somebody meanwhile`], []);
  }
  const freed = new Set<string>();
  for (const { payment, amountMinor } of available) {
    if (need === 0) break;
    const taken = Math.min(need, amountMinor);
    await allocate(books, payment, new Set([item.id]), amountMinor - taken, signal);
    freed.add(payment.id);
    need -= taken;
  }
  if (need > 0) throw new SageRefusal([`${item.number} has no more receipts that could be taken off it`], []);
  return freed;
}

/** Changes what a payment is applied to, and nothing else of it. `rest`: what stays on the first of these artefacts. */
async function allocate(
  books: Books,
  payment: SagePayment,
  off: ReadonlySet<string>,
  rest: Minor,
  signal: AbortSignal,
): Promise<void> {
  const code = currency(payment.currency.id);
  const lines = linesOf(payment);
  const staying = lines.filter(({ artefactId }) => !off.has(artefactId));
  const first = lines.find(({ artefactId }) => off.has(artefactId));
  const kept = rest > 0 && first ? [{ ...first, amountMinor: rest, discountMinor: 0 }] : [];
  const allocated_artefacts = [...staying, ...kept].map((line) => ({
    artefact_id: line.artefactId,
    amount: numberOf(line.amountMinor, code),
    ...(line.discountMinor ? { discount: numberOf(line.discountMinor, code) } : {}),
  }));
  await books.api.write(
    'PUT',
    `contact_payments/${payment.id}`,
    { contact_payment: { allocated_artefacts } },
    SagePayment,
    signal,
  );
}

/** The payment against what stands on account on the other side: first what was just taken off, then the newest. */
async function match(
  books: Books,
  plan: PaymentPlan,
  payment: SagePayment,
  freed: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<string[]> {
  const code = currency(payment.currency.id);
  const isRefund = payment.transaction_type.id === 'CUSTOMER_REFUND';
  const others = await heldBy(
    books,
    plan.contactId,
    code,
    isRefund ? 'CUSTOMER_RECEIPT' : 'CUSTOMER_REFUND',
    signal,
  );
  const preferred = [...others].reverse().sort((a, b) => Number(freed.has(b.id)) - Number(freed.has(a.id)));
  // What the customer owes is above zero in an allocation, what they have below.
  const sign = isRefund ? 1 : -1;
  let open = unappliedOf(payment);
  const lines: { artefact_id: string; amount: number }[] = [];
  for (const other of preferred) {
    const taken = Math.min(open, unappliedOf(other));
    if (taken <= 0 || !other.payment_on_account) continue;
    lines.push({ artefact_id: other.payment_on_account.id, amount: -sign * numberOf(taken, code) });
    open -= taken;
  }
  const matched = unappliedOf(payment) - open;
  if (matched > 0 && payment.payment_on_account) {
    const body = {
      transaction_type_id: 'CUSTOMER_ALLOCATION',
      contact_id: plan.contactId,
      date: payment.date,
      allocated_artefacts: [
        { artefact_id: payment.payment_on_account.id, amount: sign * numberOf(matched, code) },
        ...lines,
      ],
    };
    const step = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    const key = { idempotency_id: idempotencyId(books, plan.marker, `match ${step}`) };
    await books.api.write(
      'POST',
      'contact_allocations',
      { contact_allocation: { ...body, ...key } },
      Base,
      signal,
    );
  }
  return open === 0 ? [] : [left(payment, `${formatMinor(open, code)} ${code} has nothing to match it with`)];
}
