/** The matcher that anyone would write first: every payment against every open item. What the indexes are held against. */
import type { OpenItem } from '../../../shared/model.ts';
import type { MatchableTransaction } from '../../../src-main/matching/index.ts';

/** For each payment the item with the most points, one for each of number, amount and payer; null for none. */
export function matchAllPairs(
  items: readonly OpenItem[],
  transactions: readonly MatchableTransaction[],
): (OpenItem | null)[] {
  return transactions.map((it) => {
    const text = `${it.description ?? ''} ${it.orderId ?? ''} ${it.customerRef ?? ''} ${Object.values(it.metadata).join(' ')}`;
    let best: OpenItem | null = null;
    let most = 0;
    for (const item of items) {
      let points = 0;
      if (item.balanceMinor === it.amountMinor) points++;
      if (text.includes(item.number)) points++;
      if (it.payerEmail !== null && it.payerEmail === item.customerEmail) points++;
      if (points > most) {
        most = points;
        best = item;
      }
    }
    return best;
  });
}
