import type { ReportName } from '../../shared/api.ts';

export interface ReportKind {
  readonly name: ReportName;
  readonly title: string;
  /** What it answers, in one line. */
  readonly answers: string;
  /** Said when it has no line. */
  readonly none: string;
  /** False: only its last day counts. */
  readonly fromCounts: boolean;
}

/** In the order in which a month is closed. */
export const REPORT_KINDS: readonly ReportKind[] = [
  {
    name: 'reconciliation',
    title: 'Reconciliation',
    answers: 'Does it tie out, and where is the rest?',
    none: 'The gateways moved nothing in this period.',
    fromCounts: true,
  },
  {
    name: 'ageing',
    title: 'Unmatched, by age',
    answers: 'What still waits, and for how long?',
    none: 'Nothing that occurred by that day waits for a decision.',
    fromCounts: false,
  },
  {
    name: 'fees',
    title: 'Fees',
    answers: 'What did the gateways keep, and what for?',
    none: 'The gateways charged no fees in this period.',
    fromCounts: true,
  },
  {
    name: 'receipts',
    title: 'Receipts register',
    answers: 'What was posted to which customer?',
    none: 'Nothing was posted with a date in this period.',
    fromCounts: true,
  },
  {
    name: 'payouts',
    title: 'Payouts',
    answers: 'What reached the bank, and does it add up?',
    none: 'No payout was sent in this period.',
    fromCounts: true,
  },
  {
    name: 'audit',
    title: 'Audit log',
    answers: 'Who did what, when and why?',
    none: 'Nothing was done in this period.',
    fromCounts: true,
  },
];

export function kindOf(name: ReportName): ReportKind {
  const kind = REPORT_KINDS.find((one) => one.name === name);
  if (kind === undefined) throw new Error(`No report is called ${name}.`);
  return kind;
}
