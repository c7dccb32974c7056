/**
 * Every outcome of the job as the ledger's rows before and after: the cases of sage-pro-effects.test.ts, and the tables
 * of docs/ledger-effects.md. Distribution: clearing 1015, receivable 1200, discounts 4090, refunds 4095, write-offs
 * 6060, exchange 7010, fees 6050, bank 1010.
 */
import type { LedgerEntry } from '../../src-main/ledgers/port.ts';
import { journal, onAccount, receipt, reversalOf } from './ledger-entries.ts';
import { invoice, PRO01_ACCOUNTS } from './pro01-tables.ts';

type Cells = readonly string[];

export interface Outcome {
  readonly title: string;
  /** One or two sentences for the page. */
  readonly what: string;
  /** Rows of armast beside customer BLUE01, who owes 1000.00 in all. */
  readonly invoices: readonly string[];
  readonly settings?: Record<string, unknown>;
  /** Postings, one after the other. */
  readonly postings: readonly (readonly LedgerEntry[])[];
  /** What each posting comes to; 'posted' when left out. */
  readonly outcomes?: readonly string[];
  /** invno, invamt, paidamt, balance, bbal, dtepaid */
  readonly armastBefore: readonly Cells[];
  readonly armast: readonly Cells[];
  /** invno, dtepaid, paidamt, disamt, bpaid */
  readonly arcash: readonly Cells[];
  /** glacnt, amount, in the order they are written */
  readonly ardist: readonly Cells[];
  /** arcust.balance after; before it is 1000.00 */
  readonly balance: string;
}

const open = (number: string, amount: string, more: Record<string, string> = {}): string =>
  invoice({ invno: number, invamt: amount, ...more });
const paid = (number: string, amount: string): string =>
  invoice({ invno: number, invamt: amount, paidamt: amount, balance: '0.00', dtepaid: '2026-03-05' });

const no = '1900-01-01';
const day = '2026-03-10';
const openRow = (number: string, amount: string): Cells => [number, amount, '0.00', amount, amount, no];
const paidRow = (number: string, amount: string, on = day): Cells => [
  number,
  amount,
  amount,
  '0.00',
  '0.00',
  on,
];
const cash = (number: string, amount: string, discount = '0.00', base = amount): Cells => [
  number,
  day,
  amount,
  discount,
  base,
];
const lines = (debit: string, credit: string, amount: string): Cells[] => [
  [debit, amount],
  [credit, amount.startsWith('-') ? amount.slice(1) : `-${amount}`],
];
const settle = (amount: string): Cells[] => lines('1015', '1200', amount);

const exact = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 });
const refund = (wish: Partial<Parameters<typeof receipt>[0]>): LedgerEntry =>
  receipt({
    kind: 'refund',
    of: 're_1',
    itemNumber: '10423',
    itemKind: 'invoice',
    expectedBalanceMinor: 0,
    amountMinor: -12_550,
    ...wish,
  });
const chargeback = refund({ kind: 'chargeback', of: 'dp_1' });
const discounted = receipt({ itemNumber: '10423', expectedBalanceMinor: 10_000, discountMinor: 200 });
const advance = onAccount({ amountMinor: 5_000 });
const drawn = onAccount({ of: 'ch_2', amountMinor: -3_000 });
const payout = journal({
  lines: [
    { account: '1010', amountMinor: 9_700, description: 'bank' },
    { account: '6050', amountMinor: 300, description: 'fees' },
    { account: '1015', amountMinor: -10_000, description: 'clearing' },
  ],
});

export const OUTCOMES: readonly Outcome[] = [
  {
    title: 'Exact payment',
    what: 'One receipt for what is open. The invoice is closed on the day of the payment.',
    invoices: [open('10423', '125.50')],
    postings: [[exact]],
    armastBefore: [openRow('10423', '125.50')],
    armast: [paidRow('10423', '125.50')],
    arcash: [cash('10423', '125.50')],
    ardist: settle('125.50'),
    balance: '874.50',
  },
  {
    title: 'Partial payment',
    what: 'One receipt; the rest stays open.',
    invoices: [open('10423', '125.50')],
    postings: [[receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, amountMinor: 5_000 })]],
    armastBefore: [openRow('10423', '125.50')],
    armast: [['10423', '125.50', '50.00', '75.50', '75.50', day]],
    arcash: [cash('10423', '50.00')],
    ardist: settle('50.00'),
    balance: '950.00',
  },
  {
    title: 'Several payments on one invoice',
    what: 'One receipt for each payment, each with a marker of its own.',
    invoices: [open('10423', '125.50')],
    postings: [
      [receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, amountMinor: 5_000 })],
      [receipt({ of: 'ch_2', itemNumber: '10423', expectedBalanceMinor: 7_550 })],
    ],
    armastBefore: [openRow('10423', '125.50')],
    armast: [paidRow('10423', '125.50')],
    arcash: [cash('10423', '50.00'), cash('10423', '75.50')],
    ardist: [...settle('50.00'), ...settle('75.50')],
    balance: '874.50',
  },
  {
    title: 'One payment on several invoices',
    what: 'One receipt for each invoice, all in one transaction: all of them or none.',
    invoices: [open('10423', '125.50'), open('10424', '80.00')],
    postings: [[exact, receipt({ itemNumber: '10424', expectedBalanceMinor: 8_000 })]],
    armastBefore: [openRow('10423', '125.50'), openRow('10424', '80.00')],
    armast: [paidRow('10423', '125.50'), paidRow('10424', '80.00')],
    arcash: [cash('10423', '125.50'), cash('10424', '80.00')],
    ardist: [...settle('125.50'), ...settle('80.00')],
    balance: '794.50',
  },
  {
    title: 'Credit memo netted',
    what: 'The payment was the invoice less the credit: both are closed, the credit by a receipt below zero.',
    invoices: [open('10423', '125.50'), open('900', '-40.00', { artype: 'C' })],
    postings: [[exact, receipt({ itemNumber: '900', expectedBalanceMinor: -4_000 })]],
    armastBefore: [openRow('10423', '125.50'), openRow('900', '-40.00')],
    armast: [paidRow('10423', '125.50'), paidRow('900', '-40.00')],
    arcash: [cash('10423', '125.50'), cash('900', '-40.00')],
    ardist: [...settle('125.50'), ...settle('-40.00')],
    balance: '914.50',
  },
  {
    title: 'Overpayment, the rest kept on account',
    what: 'The invoice takes what is open; the rest is a receipt without an invoice, which later payments can use. The other setting, and the default, writes nothing before somebody has looked.',
    invoices: [open('10423', '125.50')],
    postings: [[exact, onAccount({ amountMinor: 2_000 })]],
    armastBefore: [openRow('10423', '125.50')],
    armast: [paidRow('10423', '125.50')],
    arcash: [cash('10423', '125.50'), cash('', '20.00')],
    ardist: [...settle('125.50'), ...settle('20.00')],
    balance: '854.50',
  },
  {
    title: 'Payment on account',
    what: 'A receipt without an invoice. It is read as an open item below zero, and is taken again by a receipt below zero when it is applied.',
    invoices: [open('10423', '125.50')],
    postings: [
      [advance],
      [
        receipt({ of: 'ch_2', itemNumber: '10423', expectedBalanceMinor: 12_550, amountMinor: 5_000 }),
        onAccount({ of: 'ch_2', amountMinor: -5_000 }),
      ],
    ],
    armastBefore: [openRow('10423', '125.50')],
    armast: [['10423', '125.50', '50.00', '75.50', '75.50', day]],
    arcash: [cash('', '50.00'), cash('10423', '50.00'), cash('', '-50.00')],
    ardist: [...settle('50.00'), ...settle('50.00'), ...settle('-50.00')],
    balance: '950.00',
  },
  {
    title: 'Money on account with an account of its own',
    what: 'With the setting accounts.onAccount: customer deposits, say. What is applied later comes from there; undone, it goes back there.',
    invoices: [open('10423', '125.50')],
    settings: { accounts: { ...PRO01_ACCOUNTS, onAccount: '2150' } },
    postings: [
      [advance],
      [receipt({ of: 'ch_2', itemNumber: '10423', expectedBalanceMinor: 12_550, amountMinor: 3_000 }), drawn],
      [reversalOf(drawn.marker)],
    ],
    armastBefore: [openRow('10423', '125.50')],
    armast: [['10423', '125.50', '30.00', '95.50', '95.50', day]],
    arcash: [cash('', '50.00'), cash('10423', '30.00'), cash('', '-30.00'), cash('', '30.00')],
    ardist: [
      ...lines('1015', '2150', '50.00'),
      ...settle('30.00'),
      ...lines('1015', '2150', '-30.00'),
      ...lines('1015', '2150', '30.00'),
    ],
    balance: '920.00',
  },
  {
    title: 'Early-payment discount',
    what: 'The invoice is closed with less money; the discount stands beside the money in the same receipt, and counts as paid.',
    invoices: [open('10423', '100.00')],
    postings: [[discounted]],
    armastBefore: [openRow('10423', '100.00')],
    armast: [paidRow('10423', '100.00')],
    arcash: [cash('10423', '98.00', '2.00')],
    ardist: [
      ['1015', '98.00'],
      ['4090', '2.00'],
      ['1200', '-100.00'],
    ],
    balance: '900.00',
  },
  {
    title: 'Small write-off',
    what: 'As a discount, to the write-offs account.',
    invoices: [open('10423', '100.00')],
    postings: [[receipt({ itemNumber: '10423', expectedBalanceMinor: 10_000, writeOffMinor: 3 })]],
    armastBefore: [openRow('10423', '100.00')],
    armast: [paidRow('10423', '100.00')],
    arcash: [cash('10423', '99.97', '0.03')],
    ardist: [
      ['1015', '99.97'],
      ['6060', '0.03'],
      ['1200', '-100.00'],
    ],
    balance: '900.00',
  },
  {
    title: 'Duplicate',
    what: 'The same approval posted again finds its marker and writes nothing. (A customer who really paid twice has two transactions: the second one is money on account, or is refunded.)',
    invoices: [open('10423', '125.50')],
    postings: [[exact], [exact]],
    outcomes: ['posted', 'already_posted'],
    armastBefore: [openRow('10423', '125.50')],
    armast: [paidRow('10423', '125.50')],
    arcash: [cash('10423', '125.50')],
    ardist: settle('125.50'),
    balance: '874.50',
  },
  {
    title: 'Full refund that re-opens the invoice',
    what: 'A receipt below zero. Nothing is left paid, so the date paid is unset again.',
    invoices: [paid('10423', '125.50')],
    postings: [[refund({})]],
    armastBefore: [paidRow('10423', '125.50', '2026-03-05')],
    armast: [openRow('10423', '125.50')],
    arcash: [cash('10423', '-125.50')],
    ardist: settle('-125.50'),
    balance: '1125.50',
  },
  {
    title: 'Partial refund that re-opens the invoice',
    what: 'The same for a part.',
    invoices: [paid('10423', '125.50')],
    postings: [[refund({ amountMinor: -2_550 })]],
    armastBefore: [paidRow('10423', '125.50', '2026-03-05')],
    armast: [['10423', '125.50', '100.00', '25.50', '25.50', '2026-03-05']],
    arcash: [cash('10423', '-25.50')],
    ardist: settle('-25.50'),
    balance: '1025.50',
  },
  {
    title: 'Refund to an account',
    what: 'With the setting refundStyle: refund_account. The invoice stays paid; the refund is a journal.',
    invoices: [paid('10423', '125.50')],
    settings: { refundStyle: 'refund_account' },
    postings: [[refund({})]],
    armastBefore: [paidRow('10423', '125.50', '2026-03-05')],
    armast: [paidRow('10423', '125.50', '2026-03-05')],
    arcash: [],
    ardist: lines('4095', '1015', '125.50'),
    balance: '1000.00',
  },
  {
    title: 'Chargeback to an account of its own',
    what: 'With refundStyle: refund_account and the setting accounts.chargeback; without the latter it goes where refunds go.',
    invoices: [paid('10423', '125.50')],
    settings: {
      refundStyle: 'refund_account',
      accounts: { ...PRO01_ACCOUNTS, chargeback: '4096' },
    },
    postings: [[chargeback], [refund({ of: 're_2', amountMinor: -1_000 })]],
    armastBefore: [paidRow('10423', '125.50', '2026-03-05')],
    armast: [paidRow('10423', '125.50', '2026-03-05')],
    arcash: [],
    ardist: [...lines('4096', '1015', '125.50'), ...lines('4095', '1015', '10.00')],
    balance: '1000.00',
  },
  {
    title: 'Chargeback opened',
    what: 'The bank took the money back: the invoice is open again.',
    invoices: [paid('10423', '125.50')],
    postings: [[chargeback]],
    armastBefore: [paidRow('10423', '125.50', '2026-03-05')],
    armast: [openRow('10423', '125.50')],
    arcash: [cash('10423', '-125.50')],
    ardist: settle('-125.50'),
    balance: '1125.50',
  },
  {
    title: 'Chargeback won',
    what: 'The chargeback’s receipt is reversed; both stay in the ledger.',
    invoices: [paid('10423', '125.50')],
    postings: [[chargeback], [reversalOf(chargeback.marker)]],
    armastBefore: [paidRow('10423', '125.50', '2026-03-05')],
    armast: [paidRow('10423', '125.50')],
    arcash: [cash('10423', '-125.50'), cash('10423', '125.50')],
    ardist: [...settle('-125.50'), ...settle('125.50')],
    balance: '1000.00',
  },
  {
    title: 'Chargeback lost, written off, with its fee',
    what: 'The invoice stays open until it is paid again or written off (here). The fee goes into the journal of the payout that carries it, or into one of its own.',
    invoices: [paid('10423', '125.50')],
    postings: [
      [chargeback],
      [receipt({ of: 'dp_1', itemNumber: '10423', expectedBalanceMinor: 12_550, writeOffMinor: 12_550 })],
      [
        journal({
          of: 'fee_1',
          lines: [
            { account: '6050', amountMinor: 1_500, description: 'Chargeback fee' },
            { account: '1015', amountMinor: -1_500, description: 'Chargeback fee' },
          ],
        }),
      ],
    ],
    armastBefore: [paidRow('10423', '125.50', '2026-03-05')],
    armast: [paidRow('10423', '125.50')],
    arcash: [cash('10423', '-125.50'), cash('10423', '0.00', '125.50')],
    ardist: [...settle('-125.50'), ...lines('6060', '1200', '125.50'), ...lines('6050', '1015', '15.00')],
    balance: '1000.00',
  },
  {
    title: 'Foreign currency',
    what: 'An invoice of 100.00 EUR, worth 108.00 in base currency, paid when the gateway’s rate is 1.1000. bbal goes to zero with the balance, bpaid of the receipt is the money at the gateway’s rate, and the difference is a gain.',
    invoices: [
      open('10423', '100.00', { currency: 'EUR', exrat: '1.080000', binvamt: '108.00', bbal: '108.00' }),
    ],
    postings: [
      [receipt({ money: 'EUR', itemNumber: '10423', expectedBalanceMinor: 10_000, exchangeRate: '1.1000' })],
    ],
    armastBefore: [['10423', '100.00', '0.00', '100.00', '108.00', no]],
    armast: [paidRow('10423', '100.00')],
    arcash: [cash('10423', '100.00', '0.00', '110.00')],
    ardist: [
      ['1015', '110.00'],
      ['7010', '-2.00'],
      ['1200', '-108.00'],
    ],
    balance: '892.00',
  },
  {
    title: 'Foreign currency, paid in part',
    what: 'bbal stays in proportion to the balance: half of the invoice is half of its worth.',
    invoices: [
      open('10423', '100.00', { currency: 'EUR', exrat: '1.080000', binvamt: '108.00', bbal: '108.00' }),
    ],
    postings: [
      [
        receipt({
          money: 'EUR',
          itemNumber: '10423',
          expectedBalanceMinor: 10_000,
          amountMinor: 5_000,
          exchangeRate: '1.0500',
        }),
      ],
    ],
    armastBefore: [['10423', '100.00', '0.00', '100.00', '108.00', no]],
    armast: [['10423', '100.00', '50.00', '50.00', '54.00', day]],
    arcash: [cash('10423', '50.00', '0.00', '52.50')],
    ardist: [
      ['1015', '52.50'],
      ['7010', '1.50'],
      ['1200', '-54.00'],
    ],
    balance: '946.00',
  },
  {
    title: 'Payout journal',
    what: 'Bank, fees and clearing, once per payout. It goes to ardist when its columns allow a balanced journal with a marker; else to an import file.',
    invoices: [],
    postings: [[payout], [payout]],
    outcomes: ['posted', 'already_posted'],
    armastBefore: [],
    armast: [],
    arcash: [],
    ardist: [
      ['1010', '97.00'],
      ['6050', '3.00'],
      ['1015', '-100.00'],
    ],
    balance: '1000.00',
  },
  {
    title: 'Undo of a receipt with a discount',
    what: 'A receipt with the opposite amounts; the first one is not touched. The distribution goes back line by line.',
    invoices: [open('10423', '100.00')],
    postings: [[discounted], [reversalOf(discounted.marker)], [reversalOf(discounted.marker)]],
    outcomes: ['posted', 'posted', 'already_posted'],
    armastBefore: [openRow('10423', '100.00')],
    armast: [openRow('10423', '100.00')],
    arcash: [cash('10423', '98.00', '2.00'), cash('10423', '-98.00', '-2.00')],
    ardist: [
      ['1015', '98.00'],
      ['4090', '2.00'],
      ['1200', '-100.00'],
      ['1015', '-98.00'],
      ['1200', '100.00'],
      ['4090', '-2.00'],
    ],
    balance: '1000.00',
  },
  {
    title: 'Undo of a refund',
    what: 'The invoice is paid again.',
    invoices: [paid('10423', '125.50')],
    postings: [[refund({})], [reversalOf(refund({}).marker)]],
    armastBefore: [paidRow('10423', '125.50', '2026-03-05')],
    armast: [paidRow('10423', '125.50')],
    arcash: [cash('10423', '-125.50'), cash('10423', '125.50')],
    ardist: [...settle('-125.50'), ...settle('125.50')],
    balance: '1000.00',
  },
  {
    title: 'Undo of money on account',
    what: 'Only as far as it was not used meanwhile.',
    invoices: [],
    postings: [[advance], [reversalOf(advance.marker)], [reversalOf(advance.marker, { round: 1 })]],
    outcomes: ['posted', 'posted', 'AMOUNT_EXCEEDS_BALANCE'],
    armastBefore: [],
    armast: [],
    arcash: [cash('', '50.00'), cash('', '-50.00')],
    ardist: [...settle('50.00'), ...settle('-50.00')],
    balance: '1000.00',
  },
  {
    title: 'Undo of a journal',
    what: 'The same lines with the opposite signs.',
    invoices: [],
    postings: [[payout], [reversalOf(payout.marker)], [reversalOf(payout.marker)]],
    outcomes: ['posted', 'posted', 'already_posted'],
    armastBefore: [],
    armast: [],
    arcash: [],
    ardist: [
      ['1010', '97.00'],
      ['6050', '3.00'],
      ['1015', '-100.00'],
      ['1010', '-97.00'],
      ['1015', '100.00'],
      ['6050', '-3.00'],
    ],
    balance: '1000.00',
  },
];
