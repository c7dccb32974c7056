/** One object as it is now, with all that belongs to it: after an event, or because it was still open. */
import { type PageCollector, type RecordDraft, RecordRefused } from '../record.ts';
import { disputeDraft, disputeMovementDraft, refundDraft, withdrawalOf } from './aftermath-draft.ts';
import { payoutDraft } from './balance-draft.ts';
import { chargeDraft, intentDraft } from './charge-draft.ts';
import type { Pull } from './pull.ts';
import {
  type BalanceTransactionShape,
  type ChargeShape,
  DisputeShape,
  expanded,
  idOf,
  PaymentIntentShape,
  PayoutShape,
  RefundShape,
} from './shapes.ts';
import { keepOpen, type OpenKind } from './stripe-cursor.ts';
import { isMissing } from './stripe-failures.ts';

const CLOSED_DISPUTE = new Set(['won', 'lost', 'warning_closed', 'prevented', 'charge_refunded']);

export function isOpenCharge(charge: ChargeShape): boolean {
  return (
    charge.status === 'pending' ||
    (charge.status === 'succeeded' && charge.captured === false && !charge.refunded)
  );
}
export const isOpenIntent = (it: PaymentIntentShape) =>
  it.status === 'processing' && idOf(it.latest_charge) === null;
export const isOpenRefund = (it: RefundShape) => it.status === 'pending' || it.status === 'requires_action';
export const isOpenDispute = (it: DisputeShape) => !CLOSED_DISPUTE.has(it.status);
export const isOpenPayout = (it: PayoutShape) =>
  it.status === 'pending' ||
  it.status === 'in_transit' ||
  (it.automatic && it.reconciliation_status === 'in_progress');

async function payoutOf(pull: Pull, bt: BalanceTransactionShape | null): Promise<string | null> {
  return bt && (await pull.tools.parts.find(bt, pull.signal));
}

async function charge(pull: Pull, id: string, page: PageCollector): Promise<void> {
  const found = await pull.tools.charges.fresh(id, pull.signal);
  if (!found) {
    keepOpen(pull.position, 'charges', id, false);
    return page.reject(id, { id }, `Stripe named ${id}, but does not have it.`);
  }
  await pull.tools.sessions.look([found], pull.signal);
  const bt = expanded(found.balance_transaction);
  const payout = await payoutOf(pull, bt);
  const session = pull.tools.sessions.of(idOf(found.payment_intent));
  page.add(id, found, () => chargeDraft(found, bt, session, payout));
  keepOpen(pull.position, 'charges', id, isOpenCharge(found));
}

async function intent(pull: Pull, id: string, page: PageCollector): Promise<void> {
  const wasGiven = pull.position.open.intents.includes(id);
  const found = PaymentIntentShape.parse(
    await pull.tools.api.ask(
      'PaymentIntents',
      (it) => it.paymentIntents.retrieve(id, { expand: ['customer'] }),
      pull.signal,
    ),
  );
  keepOpen(pull.position, 'intents', id, isOpenIntent(found));
  // A payment that always had its charge needs no voided record beside it.
  if (idOf(found.latest_charge) !== null && !wasGiven) return;
  if (intentDraft(found)) page.add(id, found, () => required(intentDraft(found)));
}

async function refund(pull: Pull, id: string, page: PageCollector): Promise<void> {
  const found = RefundShape.parse(
    await pull.tools.api.ask(
      'Refunds',
      (it) => it.refunds.retrieve(id, { expand: ['balance_transaction'] }),
      pull.signal,
    ),
  );
  const of = await chargeFor(pull, idOf(found.charge));
  const bt = expanded(found.balance_transaction);
  const payout = await payoutOf(pull, bt);
  page.add(id, found, () => refundDraft(found, of, bt, payout));
  keepOpen(pull.position, 'refunds', id, isOpenRefund(found));
}

async function dispute(pull: Pull, id: string, page: PageCollector): Promise<void> {
  const found = DisputeShape.parse(
    await pull.tools.api.ask('Disputes', (it) => it.disputes.retrieve(id), pull.signal),
  );
  const of = await chargeFor(pull, idOf(found.charge));
  const taken = withdrawalOf(found);
  const payout = await payoutOf(pull, taken);
  page.add(id, found, () => disputeDraft(found, of, taken, payout));
  for (const bt of found.balance_transactions.filter((it) => it.id !== taken?.id)) {
    const carriedBy = await payoutOf(pull, bt);
    page.add(bt.id, bt, () => disputeMovementDraft(found, of, bt, carriedBy));
  }
  keepOpen(pull.position, 'disputes', id, isOpenDispute(found));
}

async function payout(pull: Pull, id: string, page: PageCollector): Promise<void> {
  const found = PayoutShape.parse(
    await pull.tools.api.ask(
      'Payouts',
      (it) => it.payouts.retrieve(id, { expand: ['balance_transaction'] }),
      pull.signal,
    ),
  );
  page.add(id, found, () => payoutDraft(found, expanded(found.balance_transaction)));
  keepOpen(pull.position, 'payouts', id, isOpenPayout(found));
}

async function chargeFor(pull: Pull, id: string | null): Promise<ChargeShape | null> {
  if (id === null) return null;
  await pull.tools.charges.look([{ id, created: null }], pull.signal);
  return pull.tools.charges.of(id);
}

const READERS = { charges: charge, intents: intent, refunds: refund, disputes: dispute, payouts: payout };

/** Adds the object's records to the page and says in the position whether it has to be looked at again. */
export async function refresh(pull: Pull, kind: OpenKind, id: string, page: PageCollector): Promise<void> {
  try {
    await READERS[kind](pull, id, page);
  } catch (error) {
    if (isMissing(error)) {
      keepOpen(pull.position, kind, id, false);
      page.reject(id, { id }, `Stripe named ${id}, but does not have it.`);
      return;
    }
    page.rejectUnlessFault(id, { id }, error);
  }
}

function required(draft: RecordDraft | null): RecordDraft {
  if (draft === null) throw new RecordRefused('The payment was never tried.');
  return draft;
}

/** Which kind of object an id belongs to; null for one that is not followed. */
export function kindOfObject(object: string | undefined): OpenKind | null {
  switch (object) {
    case 'charge':
      return 'charges';
    case 'payment_intent':
      return 'intents';
    case 'refund':
      return 'refunds';
    case 'dispute':
      return 'disputes';
    case 'payout':
      return 'payouts';
    default:
      return null;
  }
}
