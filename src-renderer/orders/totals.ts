import type { CurrencyTotal, OrderRow } from '../../shared/api.ts';

/** What they come to, each currency by itself, in the currencies' order. */
export function totalsOf(rows: readonly Pick<OrderRow, 'order'>[]): CurrencyTotal[] {
  const sums = new Map<string, CurrencyTotal>();
  for (const { order } of rows) {
    const before = sums.get(order.currency);
    sums.set(order.currency, {
      currency: order.currency,
      count: (before?.count ?? 0) + 1,
      amountMinor: (before?.amountMinor ?? 0) + order.totalMinor,
    });
  }
  return [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
