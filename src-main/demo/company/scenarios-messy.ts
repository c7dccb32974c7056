/** Scenarios in which something is amiss: the amount, the number, the payer, or what happens to the payment later. */
import { secondsOf } from './calendar.ts';
import { createStranger } from './customers.ts';
import { manualReceipt } from './history.ts';
import { balanceOf } from './invoicing.ts';
import {
  draftPayment,
  drawCustomer,
  drawInstant,
  invoiceDayBefore,
  later,
  type PaymentDraft,
  type Scene,
} from './payment-draft.ts';
import { mistyped, NO_REFERENCE, naming, printedNumber } from './references.ts';
import { paySingle } from './scenarios-plain.ts';
import type { DemoReferences } from './types.ts';

const SAYS_NOTHING: readonly DemoReferences[] = [
  NO_REFERENCE,
  { ...NO_REFERENCE, description: 'Online payment' },
  { ...NO_REFERENCE, description: 'Payment - thank you' },
  { ...NO_REFERENCE, description: 'Balance due', metadata: { source: 'virtual-terminal' } },
];

const sayNothing: PaymentDraft['refer'] = (random) => random.pick(SAYS_NOTHING);

export function partly(scene: Scene): PaymentDraft[] {
  const share = scene.random.whole(25, 85);
  const { payment } = paySingle(scene, 'partial', drawInstant(scene), (invoice) => {
    const amountMinor = Math.max(50, Math.floor((invoice.totalMinor * share) / 100));
    return { amountMinor, allocations: [{ invoice, amountMinor }] };
  });
  return [payment];
}

export function tooMuch(scene: Scene): PaymentDraft[] {
  const { payment } = paySingle(scene, 'overpaid', drawInstant(scene), (invoice) => {
    const over = scene.random.chance(0.5)
      ? 10_000 - (invoice.totalMinor % 10_000)
      : scene.random.whole(100, 9_000);
    return {
      amountMinor: invoice.totalMinor + over,
      remainder: { kind: 'overpayment', amountMinor: over },
    };
  });
  return [payment];
}

/** The pay button pressed twice: the same charge again minutes later; about half are refunded by somebody. */
export function doubleClick(scene: Scene): PaymentDraft[] {
  const at = drawInstant(scene);
  const { payment } = paySingle(scene, 'double_click', at);
  const again = at + scene.random.whole(4, 400);
  const refundedAt = scene.random.chance(0.5) ? later(scene, again, 1, 5) : null;
  const repeat: PaymentDraft = {
    ...payment,
    at: again,
    refunds:
      refundedAt === null
        ? []
        : [{ at: refundedAt, amountMinor: payment.amountMinor, reason: 'duplicate' as const }],
    meant: {
      ...payment.meant,
      allocations: [],
      remainder: { kind: 'overpayment', amountMinor: payment.amountMinor },
      repeats: payment,
    },
  };
  return [payment, repeat];
}

export function refunded(scene: Scene): PaymentDraft[] {
  const { payment } = paySingle(scene, 'refunded', drawInstant(scene, 60, 12));
  const at = later(scene, payment.at, 1, 10) ?? secondsOf(scene.today) - 3600;
  const reason = 'requested_by_customer' as const;
  return [{ ...payment, refunds: [{ at, amountMinor: payment.amountMinor, reason }] }];
}

export function partRefunded(scene: Scene): PaymentDraft[] {
  const { payment } = paySingle(scene, 'part_refunded', drawInstant(scene, 60, 12));
  const at = later(scene, payment.at, 1, 10) ?? secondsOf(scene.today) - 3600;
  const amountMinor = Math.max(1, Math.floor((payment.amountMinor * scene.random.whole(10, 60)) / 100));
  return [{ ...payment, refunds: [{ at, amountMinor, reason: 'requested_by_customer' }] }];
}

export function disputed(outcome: 'open' | 'won' | 'lost'): (scene: Scene) => PaymentDraft[] {
  return (scene) => {
    const { payment } = paySingle(scene, `dispute_${outcome}`, drawInstant(scene, 60, 45));
    const at = later(scene, payment.at, 4, 15) ?? payment.at + 86_400;
    const closedAt = outcome === 'open' ? null : (later(scene, at, 10, 25) ?? at + 5 * 86_400);
    const reason = scene.random.pick(['fraudulent', 'product_not_received', 'unrecognized'] as const);
    return [{ ...payment, dispute: { at, amountMinor: payment.amountMinor, reason, outcome, closedAt } }];
  };
}

function decline(scene: Scene, payment: PaymentDraft): PaymentDraft {
  const declined = scene.random.weighted([
    ['card_declined', 5],
    ['insufficient_funds', 4],
    ['expired_card', 2],
  ] as const);
  return { ...payment, declined, meant: { ...payment.meant, allocations: [] } };
}

export function declined(scene: Scene): PaymentDraft[] {
  return [decline(scene, paySingle(scene, 'declined', drawInstant(scene)).payment)];
}

export function declinedThenPaid(scene: Scene): PaymentDraft[] {
  const { payment } = paySingle(scene, 'declined_then_paid', drawInstant(scene));
  const failed = decline(scene, payment);
  return [failed, { ...payment, at: payment.at + scene.random.whole(40, 1500) }];
}

export function byIdentityOnly(scene: Scene): PaymentDraft[] {
  return [paySingle(scene, 'identity_only', drawInstant(scene), () => ({ refer: sayNothing })).payment];
}

export function byUnknownPayer(scene: Scene): PaymentDraft[] {
  const { random } = scene;
  const { person, card } = createStranger(random, scene.today);
  const amountMinor = random.whole(2, 60) * 2_500;
  const { payment } = paySingle(scene, 'unknown_payer', drawInstant(scene), () => ({ refer: sayNothing }));
  return [
    {
      ...payment,
      amountMinor,
      payer: person,
      card,
      gatewayCustomer: null,
      meant: {
        ...payment.meant,
        customer: null,
        allocations: [],
        remainder: { kind: 'on_account', amountMinor },
        resolvable: false,
      },
    },
  ];
}

/** Two open invoices of one customer for the same plan at the same price, and a payment that names neither. */
export function ambiguously(scene: Scene): PaymentDraft[] {
  const at = drawInstant(scene);
  const customer = drawCustomer(scene);
  const first = scene.desk.invoice(customer, invoiceDayBefore(scene, customer, at), { plan: true });
  scene.desk.invoice(customer, invoiceDayBefore(scene, customer, at), { lines: first.lines });
  return [
    draftPayment(scene, {
      scenario: 'ambiguous',
      customer,
      at,
      amountMinor: first.totalMinor,
      allocations: [{ invoice: first, amountMinor: first.totalMinor }],
      resolvable: false,
      refer: sayNothing,
    }),
  ];
}

export function withWrongNumber(scene: Scene): PaymentDraft[] {
  const { payment } = paySingle(scene, 'wrong_number', drawInstant(scene), (invoice) => ({
    refer: (random) => ({
      ...NO_REFERENCE,
      metadata: { invoice: printedNumber(mistyped(invoice.number, random)) },
    }),
  }));
  return [payment];
}

/** The bookkeeper has already entered a check for it, then the customer paid again online. */
export function alreadyPaid(scene: Scene): PaymentDraft[] {
  const { invoice, payment } = paySingle(scene, 'already_paid', drawInstant(scene, 40), (it) => ({
    refer: (random) => naming(it, random),
  }));
  invoice.receipts = [manualReceipt(invoice.date, balanceOf(invoice), 0, scene.random)];
  const remainder = { kind: 'overpayment', amountMinor: payment.amountMinor } as const;
  return [{ ...payment, meant: { ...payment.meant, allocations: [], remainder } }];
}
