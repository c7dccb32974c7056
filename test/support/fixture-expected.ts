import type { ExpectedPayouts, PayoutRow } from '../../shared/api.ts';
import { AccountingDate, ConnectionId } from '../../shared/model.ts';
import { currency } from '../../shared/money.ts';

const stripe = { connectionId: ConnectionId.parse('stripe-main'), gateway: 'stripe', title: 'Stripe' };

function line(dueOn: string, missingAfter: string, count: number, grossMinor: number, feesMinor: number) {
  const netMinor = grossMinor - feesMinor;
  const day = AccountingDate.parse(dueOn);
  return {
    ...stripe,
    currency: currency('USD'),
    count,
    grossMinor,
    feesMinor,
    netMinor,
    dueOn: day,
    missingAfter: AccountingDate.parse(missingAfter),
    feesKnown: true,
  };
}

/** What an invented gateway owes: two days to come, one that has passed, a payout that failed, a currency without a day. */
export function expectedOf([newest]: readonly PayoutRow[]): ExpectedPayouts {
  return {
    expected: [
      {
        ...line('2026-05-07', '2026-05-12', 4, 184_250, 5_710),
        state: 'overdue',
        sentence:
          'Due on 7 May 2026 and in no payout by 14 May 2026, more than 3 working days later. Look at Stripe whether it was paid out. If it was, sync again; if not, ask the gateway.',
      },
      {
        ...line('2026-05-15', '2026-05-20', 31, 1_204_375, 35_920),
        state: 'expected',
        sentence:
          'The gateway says from when it is available. It counts as missing after 20 May 2026, 3 working days later.',
      },
      {
        ...line('2026-05-18', '2026-05-21', 22, 873_110, 26_405),
        state: 'expected',
        sentence:
          'The gateway says from when it is available. It counts as missing after 21 May 2026, 3 working days later.',
      },
    ],
    undated: [
      {
        ...stripe,
        currency: currency('USD'),
        count: 2,
        grossMinor: 41_200,
        feesMinor: 0,
        netMinor: 41_200,
        reason: 'not_settled',
        sentence: 'Stripe has not settled it yet, so its fees and its day are not known.',
      },
    ],
    troubled: newest
      ? [
          {
            transactionId: newest.transactionId,
            gateway: 'stripe',
            title: 'Stripe',
            externalId: 'po_fixture_failed',
            state: 'failed',
            date: AccountingDate.parse('2026-05-13'),
            currency: currency('USD'),
            amountMinor: 96_340,
            sentence:
              'The bank did not take it. Check the bank account at Stripe; the money is back in the balance there and comes with a later payout.',
          },
        ]
      : [],
  };
}
