import type { ExpectedPayouts } from '../../shared/api.ts';
import { type Currency, type Minor, sumMinor } from '../../shared/money.ts';

export interface Missing {
  readonly key: string;
  readonly title: string;
  readonly currency: Currency;
  readonly amountMinor: Minor;
  readonly failed: boolean;
  /** Of the oldest. */
  readonly sentence: string;
}

/** What is overdue, summed by gateway and currency, and each payout that did not arrive. */
export function missingIn({ expected, troubled }: ExpectedPayouts): Missing[] {
  const overdue = expected.filter(({ state }) => state === 'overdue');
  const keyOf = (it: (typeof overdue)[number]) => `${it.connectionId} ${it.currency}`;
  const groups = [...new Set(overdue.map(keyOf))].flatMap((key): Missing[] => {
    const mine = overdue.filter((it) => keyOf(it) === key);
    const [oldest] = mine;
    if (!oldest) return [];
    const { title, currency, sentence } = oldest;
    const amountMinor = sumMinor(mine.map(({ netMinor }) => netMinor));
    return [{ key, title, currency, amountMinor, failed: false, sentence }];
  });
  return [
    ...groups,
    ...troubled.map((it) => ({
      key: it.transactionId,
      title: it.title,
      currency: it.currency,
      amountMinor: it.amountMinor,
      failed: it.state === 'failed',
      sentence: it.sentence,
    })),
  ];
}
