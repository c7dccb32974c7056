/** How often each scenario occurs, and the payments of one gateway drawn from them. */
import { secondsOf } from './calendar.ts';
import type { PaymentDraft, Scene } from './payment-draft.ts';
import * as messy from './scenarios-messy.ts';
import * as plain from './scenarios-plain.ts';
import type { PaymentTruth } from './truth.ts';
import type { DemoPayment, GatewayOfDemo } from './types.ts';

type Script = (scene: Scene) => PaymentDraft[];

/** Runs of the script among a thousand; those that make two payments say so. */
const SCRIPTS: readonly { readonly play: Script; readonly perMille: number; readonly payments: 1 | 2 }[] = [
  { play: plain.byCheckout, perMille: 75, payments: 1 },
  { play: plain.byPurchaseOrder, perMille: 40, payments: 1 },
  { play: plain.bySalesOrder, perMille: 35, payments: 1 },
  { play: plain.bySeveralInvoices, perMille: 50, payments: 1 },
  { play: plain.byInstalments, perMille: 8, payments: 2 },
  { play: plain.byForeignCurrency, perMille: 20, payments: 1 },
  { play: plain.withEarlyDiscount, perMille: 14, payments: 1 },
  { play: plain.lessCredit, perMille: 6, payments: 1 },
  { play: messy.partly, perMille: 28, payments: 1 },
  { play: messy.tooMuch, perMille: 18, payments: 1 },
  { play: messy.doubleClick, perMille: 10, payments: 2 },
  { play: messy.refunded, perMille: 12, payments: 1 },
  { play: messy.partRefunded, perMille: 10, payments: 1 },
  { play: messy.disputed('open'), perMille: 3, payments: 1 },
  { play: messy.disputed('won'), perMille: 2, payments: 1 },
  { play: messy.disputed('lost'), perMille: 3, payments: 1 },
  { play: messy.declined, perMille: 14, payments: 1 },
  { play: messy.declinedThenPaid, perMille: 9, payments: 2 },
  { play: messy.byIdentityOnly, perMille: 45, payments: 1 },
  { play: messy.byUnknownPayer, perMille: 9, payments: 1 },
  { play: messy.ambiguously, perMille: 9, payments: 1 },
  { play: messy.withWrongNumber, perMille: 9, payments: 1 },
  { play: messy.alreadyPaid, perMille: 8, payments: 1 },
];

/** Exactly `count` drafts. From a hundred on, every scenario occurs at least once. */
export function draftPayments(scene: Scene, count: number): PaymentDraft[] {
  const drafts: PaymentDraft[] = [];
  for (const { play, perMille, payments } of SCRIPTS) {
    const share = Math.round((count * perMille) / 1000);
    const runs = count >= 100 ? Math.max(1, share) : share;
    for (let run = 0; run < runs && drafts.length + payments <= count; run += 1) drafts.push(...play(scene));
  }
  while (drafts.length < count) drafts.push(...plain.byReference(scene));
  const end = secondsOf(scene.today);
  for (const draft of drafts) {
    if (draft.at >= end) throw new RangeError('A payment of the demo company lies in the future.');
  }
  return drafts;
}

export interface FinishedPayments {
  readonly payments: readonly DemoPayment[];
  readonly truths: readonly PaymentTruth[];
}

/** Writes the texts, once the invoices are numbered. Oldest first. */
export function finishPayments(
  gateway: GatewayOfDemo,
  drafts: readonly PaymentDraft[],
  random: Scene['random'],
): FinishedPayments {
  const ordered = [...drafts].sort((a, b) => a.at - b.at);
  const keys = new Map(ordered.map((draft, at) => [draft, `${gateway}-${String(at + 1).padStart(6, '0')}`]));
  const keyOf = (draft: PaymentDraft): string => {
    const key = keys.get(draft);
    if (key === undefined) throw new RangeError('A payment repeats one that the world does not hold.');
    return key;
  };
  // One closure is one page that was filled in: a second attempt from it says the same.
  const told = new Map<PaymentDraft['refer'], DemoPayment['references']>();
  const payments = ordered.map((draft): DemoPayment => {
    const references = told.get(draft.refer) ?? draft.refer(random);
    told.set(draft.refer, references);
    const { refer: _, meant: __, ...facts } = draft;
    return { ...facts, key: keyOf(draft), gateway, references };
  });
  const truths = ordered.map(
    (draft): PaymentTruth => ({
      paymentKey: keyOf(draft),
      scenario: draft.meant.scenario,
      customerNo: draft.meant.customer?.custno ?? null,
      allocations: draft.meant.allocations.map(({ invoice, amountMinor }) => ({
        number: invoice.number,
        amountMinor,
      })),
      remainder: draft.meant.remainder,
      resolvable: draft.meant.resolvable,
      duplicateOf: draft.meant.repeats === null ? null : keyOf(draft.meant.repeats),
    }),
  );
  return { payments, truths };
}
