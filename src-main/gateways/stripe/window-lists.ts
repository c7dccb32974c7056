/** The lists beside the balance: what has not touched it (failed, pending, inquiries), and charges with their payer. */
import type { PageCollector } from '../record.ts';
import { disputeDraft, refundDraft, withdrawalOf } from './aftermath-draft.ts';
import { CHARGE_PARTS } from './charge-book.ts';
import { chargeDraft, intentDraft } from './charge-draft.ts';
import type { Pull } from './pull.ts';
import { isOpenCharge, isOpenDispute, isOpenIntent, isOpenRefund } from './refresh.ts';
import { ChargeShape, DisputeShape, expanded, idOf, PaymentIntentShape, RefundShape } from './shapes.ts';
import { keepOpen, type Window } from './stripe-cursor.ts';
import { inWindow } from './window-page.ts';

export async function addCharges(
  pull: Pull,
  window: Window,
  collected: PageCollector,
): Promise<string | null> {
  const { charges, sessions, parts } = pull.tools;
  const page = await inWindow(pull, window, 'Charges', (stripe, asked) =>
    stripe.charges.list({ ...asked, expand: CHARGE_PARTS.map((part) => `data.${part}`) }),
  );
  const read = page.items.flatMap((it) => ChargeShape.safeParse(it).data ?? []);
  await sessions.look(read, pull.signal);
  for (const charge of read) {
    charges.remember(charge);
    keepOpen(pull.position, 'charges', charge.id, isOpenCharge(charge));
  }
  const given = new Set(
    read.filter((it) => pull.given.has(idOf(it.balance_transaction) ?? '')).map((it) => it.id),
  );
  for (const item of page.items.filter(({ id }) => !given.has(id))) {
    collected.add(item.id, item, () => {
      const charge = ChargeShape.parse(item);
      const bt = expanded(charge.balance_transaction);
      if (bt) pull.given.add(bt.id);
      return chargeDraft(charge, bt, sessions.of(idOf(charge.payment_intent)), bt && parts.known(bt.id));
    });
  }
  return page.next;
}

export async function addIntents(
  pull: Pull,
  window: Window,
  collected: PageCollector,
): Promise<string | null> {
  const page = await inWindow(pull, window, 'PaymentIntents', (stripe, asked) =>
    stripe.paymentIntents.list({ ...asked, expand: ['data.customer'] }),
  );
  for (const item of page.items) {
    const parsed = PaymentIntentShape.safeParse(item);
    if (!parsed.success) {
      collected.add(item.id, item, () => {
        throw parsed.error;
      });
      continue;
    }
    const intent = parsed.data;
    // With a charge, the charge is the payment.
    if (idOf(intent.latest_charge) !== null) continue;
    keepOpen(pull.position, 'intents', intent.id, isOpenIntent(intent));
    const draft = intentDraft(intent);
    if (draft) collected.add(intent.id, intent, () => draft);
  }
  return page.next;
}

export async function addRefunds(
  pull: Pull,
  window: Window,
  collected: PageCollector,
): Promise<string | null> {
  const page = await inWindow(pull, window, 'Refunds', (stripe, asked) => stripe.refunds.list(asked));
  const read = page.items.map((item) => ({ item, refund: RefundShape.safeParse(item).data ?? null }));
  // A refund with a balance transaction has come with the balance.
  const rest = read.filter(({ refund }) => !refund || idOf(refund.balance_transaction) === null);
  await lookForCharges(
    pull,
    rest.flatMap(({ refund }) => idOf(refund?.charge) ?? []),
  );
  for (const { refund } of read) {
    if (refund) keepOpen(pull.position, 'refunds', refund.id, isOpenRefund(refund));
  }
  for (const { item } of rest) {
    collected.add(item.id, item, () => {
      const refund = RefundShape.parse(item);
      return refundDraft(refund, pull.tools.charges.of(idOf(refund.charge)), null, null);
    });
  }
  return page.next;
}

export async function addDisputes(
  pull: Pull,
  window: Window,
  collected: PageCollector,
): Promise<string | null> {
  const page = await inWindow(pull, window, 'Disputes', (stripe, asked) => stripe.disputes.list(asked));
  const read = page.items.map((item) => ({ item, dispute: DisputeShape.safeParse(item).data ?? null }));
  const inquiries = read.filter(({ dispute }) => !dispute || withdrawalOf(dispute) === null);
  await lookForCharges(
    pull,
    inquiries.flatMap(({ dispute }) => idOf(dispute?.charge) ?? []),
  );
  for (const { dispute } of read) {
    if (dispute) keepOpen(pull.position, 'disputes', dispute.id, isOpenDispute(dispute));
  }
  for (const { item } of inquiries) {
    collected.add(item.id, item, () => {
      const dispute = DisputeShape.parse(item);
      return disputeDraft(dispute, pull.tools.charges.of(idOf(dispute.charge)), null, null);
    });
  }
  return page.next;
}

async function lookForCharges(pull: Pull, ids: readonly string[]): Promise<void> {
  await pull.tools.charges.look(
    ids.map((id) => ({ id, created: null })),
    pull.signal,
  );
}
