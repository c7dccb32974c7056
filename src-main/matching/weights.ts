/**
 * The evidence model: log-likelihood ratios (nats) in the manner of Fellegi and Sunter (1969), per piece of evidence.
 * Zero is "this payment belongs to none of the open items". An item starts at −BASE, the odds against any one item of
 * a ledger; a rare amount alone brings it back to even odds, a name or a number decides. The values were set by
 * judgement, corrected on the training seeds of test/bench/matching, and are checked by its calibration table.
 */
import type { Learned, Lesson } from './learned.ts';

export const BASE = Math.log(20_000);

export const Evidence = {
  namedBeyondDoubt: 15,
  named: 13.5,
  namedThroughSlip: 11.5,
  occurs: 2,
  oneSlipApart: 3.5,
  siblingNamed: 5.5,
  slippedOntoAnother: 6.5,
  strangerNamed: -4,
  unknownNumberNamed: 3,
  closedNamed: 9,
  closedForThisAmount: 4,
  closedForAnother: -4,
  email: 7.5,
  customerNumber: 8,
  card: 7,
  alias: 7,
  name: 6.5,
  domain: 5.5,
  nearName: 4.5,
  partOfName: 2,
  payerIsAnother: -7,
  payerUnlike: -1,
  withinTolerance: 7,
  lessFee: 7,
  discountByTerms: 8.5,
  customaryDiscount: 6.5,
  partPayment: -1.2,
  roundPart: 0.8,
  onlyItem: 3.2,
  overpayment: -2.5,
  beforeInvoice: -3.5,
  longAfter: -0.7,
  wholeAccount: 3,
  oldestFirst: 1.5,
  contiguous: 0.8,
  sameMonth: 1.2,
  unnamedAddition: -2,
} as const;
export type EvidenceKind = keyof typeof Evidence;
export type Weights = { readonly [kind in EvidenceKind]: number };

const PATIENCE = 20;
const MOST_LEARNED = 2;

/** The weights as experience moved them: evidence that often stood on the wrong side counts up to 2 nats less. */
export function weightsFrom(learned: Learned): Weights {
  const weights: Record<EvidenceKind, number> = { ...Evidence };
  for (const kind of Object.keys(Evidence) as EvidenceKind[]) {
    const lesson = learned.weights[kind];
    if (lesson && weights[kind] > 0) weights[kind] = Math.max(0, weights[kind] - loss(lesson));
  }
  return weights;
}

function loss(lesson: Lesson): number {
  const seen = lesson.confirmed + PATIENCE;
  return Math.min(MOST_LEARNED, Math.log((seen + 2 * lesson.contradicted) / seen));
}

/** Evidence of an exact amount: strong when few open items have it. */
export function exactAmount(itemsWithIt: number): number {
  return BASE - Math.log(Math.max(1, itemsWithIt));
}
