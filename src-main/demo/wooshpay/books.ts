/** One WooshPay merchant: what its lists show, and what happens to its payments. It has no balance transactions. */
import type { DemoPayment, DemoRefund, DemoWorld } from '../company/index.ts';
import { Shelf } from '../stripe/shelf.ts';
import {
  chargeOf,
  disputeOf,
  type Made,
  paymentIntentOf,
  refundOf,
  sessionOf,
  type WooshPayObject,
  wooshPayId,
} from './objects.ts';

export interface WooshPayBooks {
  readonly seed: number;
  readonly paymentIntents: Shelf<WooshPayObject>;
  readonly charges: Shelf<WooshPayObject>;
  readonly refunds: Shelf<WooshPayObject>;
  readonly disputes: Shelf<WooshPayObject>;
  readonly sessions: Shelf<WooshPayObject>;
  pay(payment: DemoPayment): WooshPayObject;
  /** Throws RangeError for more than is left of the charge. */
  refund(payment: DemoPayment, refund: DemoRefund): WooshPayObject;
  dispute(payment: DemoPayment): WooshPayObject;
  closeDispute(disputeId: string, outcome: 'won' | 'lost'): WooshPayObject;
}

export function createWooshPayBooks(seed: number): WooshPayBooks {
  const paymentIntents = new Shelf<WooshPayObject>();
  const charges = new Shelf<WooshPayObject>();
  const refunds = new Shelf<WooshPayObject>();
  const disputes = new Shelf<WooshPayObject>();
  const sessions = new Shelf<WooshPayObject>();
  return {
    seed,
    paymentIntents,
    charges,
    refunds,
    disputes,
    sessions,
    pay(payment) {
      const made: Made = { seed, payment };
      paymentIntents.add(paymentIntentOf(made));
      if (payment.references.hostedPage) sessions.add(sessionOf(made));
      return charges.add(chargeOf(made));
    },
    refund(payment, refund) {
      const charge = charges.must(wooshPayId(seed, 'ch', payment.key));
      const before = Number(charge.amount_refunded);
      const after = before + refund.amountMinor;
      if (refund.amountMinor <= 0 || after > Number(charge.amount_captured)) {
        throw new RangeError(`The charge ${charge.id} cannot be refunded by ${refund.amountMinor}.`);
      }
      const made = refunds.add(refundOf({ seed, payment }, refund, `${payment.key}/${before}`));
      const list = refunds.newestFirst().filter((it) => it.payment_intent === charge.payment_intent);
      charges.update(charge.id, {
        amount_refunded: after,
        refunded: after === Number(charge.amount_captured),
        refunds: { object: 'list', data: list, has_more: false, url: `/v1/charges/${charge.id}/refunds` },
      });
      return made;
    },
    dispute(payment) {
      if (!payment.dispute) throw new RangeError(`The payment ${payment.key} is not disputed.`);
      charges.update(wooshPayId(seed, 'ch', payment.key), { disputed: true });
      return disputes.add(disputeOf({ seed, payment }, payment.dispute));
    },
    closeDispute: (disputeId, outcome) => disputes.update(disputeId, { status: outcome }),
  };
}

export function seedWooshPay(world: DemoWorld): WooshPayBooks {
  const books = createWooshPayBooks(world.seed);
  const happenings = world.payments
    .filter((payment) => payment.gateway === 'wooshpay')
    .flatMap((payment) => {
      const { dispute } = payment;
      const outcome = dispute?.outcome ?? 'open';
      return [
        { at: payment.at, run: () => books.pay(payment) },
        ...payment.refunds.map((refund) => ({ at: refund.at, run: () => books.refund(payment, refund) })),
        ...(dispute ? [{ at: dispute.at, run: () => books.dispute(payment) }] : []),
        ...(dispute && outcome !== 'open'
          ? [
              {
                at: dispute.closedAt ?? dispute.at,
                run: () => books.closeDispute(wooshPayId(world.seed, 'dp', payment.key), outcome),
              },
            ]
          : []),
      ];
    })
    .sort((a, b) => a.at - b.at);
  for (const { run } of happenings) run();
  return books;
}
