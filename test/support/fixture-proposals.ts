import {
  type Band,
  type Flag,
  type GatewayTransaction,
  type OpenItem,
  Proposal,
} from '../../shared/model.ts';
import type { Choices } from './fixture-random.ts';

/** The kinds of case that the window has to show, the plain one most often. */
export const SHAPES = [
  'full',
  'full',
  'full',
  'full',
  'full',
  'full',
  'two',
  'partial',
  'over',
  'ambiguous',
  'duplicate',
  'unknown',
  'credit',
  'failed',
] as const;
export type Shape = (typeof SHAPES)[number];

/** An invented proposal for one payment, and the open items that it names; `item` makes an open item of the payment's customer. */
export function propose(
  shape: Shape,
  transaction: GatewayTransaction,
  item: (suffix: number, balanceMinor: number, kind?: 'invoice' | 'credit') => OpenItem,
  choices: Choices,
): { items: OpenItem[]; proposal: Proposal } {
  const amount = transaction.amountMinor;
  const make = (
    band: Band,
    confidence: number,
    applied: [OpenItem, number][],
    flags: Flag[],
    evidence: string[],
    more: object = {},
  ): { items: OpenItem[]; proposal: Proposal } => {
    const left = amount - applied.reduce((sum, [, minor]) => sum + minor, 0);
    return {
      items: applied.map(([one]) => one),
      proposal: Proposal.parse({
        transactionId: transaction.id,
        band,
        confidence,
        customerNo: applied[0]?.[0].customerNo ?? null,
        allocations: applied.map(([one, amountMinor]) => ({
          openItemId: one.id,
          number: one.number,
          amountMinor,
        })),
        remainder: { kind: left > 0 && applied.length > 0 ? 'on_account' : 'none', amountMinor: left },
        flags,
        evidence,
        runnerUp: null,
        wouldSettle: null,
        ...more,
      }),
    };
  };
  const named = (one: OpenItem): string => `Invoice ${one.number} is named in the description`;
  switch (shape) {
    case 'full': {
      const one = item(0, amount);
      return make(
        'ready',
        0.99 + choices.between(0, 9) / 1000,
        [[one, amount]],
        [],
        [
          named(one),
          'The amount is the invoice’s open balance, to the cent',
          'The payer’s e-mail is the customer’s',
        ],
      );
    }
    case 'two': {
      const part = Math.floor(amount / 3);
      const [one, two] = [item(0, part), item(1, amount - part)];
      return make(
        'ready',
        0.985,
        [
          [one, part],
          [two, amount - part],
        ],
        [],
        [
          `Invoices ${one.number} and ${two.number} are named in the description`,
          'Together they are the amount paid, to the cent',
        ],
      );
    }
    case 'credit': {
      const [one, two] = [item(0, amount + 40_00), item(1, -40_00, 'credit')];
      return make(
        'check',
        0.91,
        [
          [one, amount + 40_00],
          [two, -40_00],
        ],
        [],
        [named(one), `Invoice ${one.number} less credit ${two.number} is the amount paid`],
      );
    }
    case 'partial': {
      const one = item(0, amount + choices.between(20_00, 400_00));
      return make(
        'check',
        0.93,
        [[one, amount]],
        ['short_paid'],
        [named(one), 'The amount is less than the open balance, so the invoice stays open for the rest'],
      );
    }
    case 'over': {
      const one = item(0, amount - choices.between(1_00, 15_00));
      return make(
        'check',
        0.9,
        [[one, one.balanceMinor]],
        ['over_paid'],
        [
          named(one),
          'The amount is more than the open balance; the rest would stay on the customer’s account',
        ],
      );
    }
    case 'ambiguous': {
      const [one, two] = [item(0, amount), item(1, amount)];
      const made = make(
        'check',
        0.62,
        [[one, amount]],
        ['ambiguous'],
        [
          'The amount is the invoice’s open balance, to the cent',
          'The payer’s e-mail is the customer’s',
          'No invoice is named in the payment',
        ],
        {
          runnerUp: {
            allocations: [{ openItemId: two.id, number: two.number, amountMinor: amount }],
            remainder: { kind: 'none', amountMinor: 0 },
            confidence: 0.36,
            reason: `Invoice ${two.number} has the same balance but is due later.`,
          },
          wouldSettle: 'An invoice number from the customer would settle it.',
        },
      );
      return { items: [one, two], proposal: made.proposal };
    }
    case 'duplicate': {
      const one = item(0, amount);
      return make(
        'exception',
        0.31,
        [[one, amount]],
        ['duplicate', 'already_paid'],
        ['The same card paid the same amount for the same invoice four minutes before'],
        { wouldSettle: 'Ask the customer whether they meant to pay twice; if not, refund this one.' },
      );
    }
    case 'unknown':
      return make('exception', 0.04, [], ['unknown_payer'], ['No customer has this name, e-mail or card'], {
        wouldSettle: 'Choose the customer, or ask the payer what it is for.',
      });
    case 'failed':
      return make('exception', 0, [], ['failed'], ['The card was declined: no money moved']);
  }
}
