/**
 * Which allocations a discount or a write-off belongs to, so that for each one cash + discount + write-off = allocation
 * and no cash goes below zero. A discount goes first to the invoices whose terms grant it, up to what they grant; what is
 * left of it, and every write-off, to the largest invoices. Pure.
 */
import type { AccountingDate, Allocation, OpenItem, Remainder } from '../../shared/model.ts';
import { type Minor, sumMinor } from '../../shared/money.ts';
import { Refusal } from './refusal.ts';

export interface FoldedAllocation {
  readonly allocation: Allocation;
  readonly item: OpenItem;
  readonly cashMinor: Minor;
  readonly discountMinor: Minor;
  readonly writeOffMinor: Minor;
}

/** `paidOn`: the day that decides whether a discount still holds. Throws Refusal when it takes more than the invoices. */
export function foldRemainder(
  lines: readonly { readonly allocation: Allocation; readonly item: OpenItem }[],
  remainder: Remainder,
  paidOn: AccountingDate,
): FoldedAllocation[] {
  const folds = remainder.kind === 'discount' || remainder.kind === 'write_off';
  const share = lines.map(() => 0);
  let left = folds ? -remainder.amountMinor : 0;
  const give = (at: number, most: Minor): void => {
    const line = lines[at];
    const room = (line?.allocation.amountMinor ?? 0) - (share[at] ?? 0);
    const part = Math.max(0, Math.min(left, most, room));
    share[at] = (share[at] ?? 0) + part;
    left -= part;
  };
  if (remainder.kind === 'discount') {
    for (const [at, { item }] of lines.entries()) {
      if (item.discount && item.discount.until >= paidOn) give(at, item.discount.amountMinor);
    }
  }
  const largestFirst = [...lines.keys()].sort(
    (a, b) => (lines[b]?.allocation.amountMinor ?? 0) - (lines[a]?.allocation.amountMinor ?? 0),
  );
  for (const at of largestFirst) give(at, left);
  if (left > 0)
    throw new Refusal('REMAINDER_KIND', 'The discount or write-off is larger than the invoices it is for.');
  return lines.map(({ allocation, item }, at) => {
    const part = share[at] ?? 0;
    return {
      allocation,
      item,
      cashMinor: sumMinor([allocation.amountMinor, -part]),
      discountMinor: remainder.kind === 'discount' ? part : 0,
      writeOffMinor: remainder.kind === 'write_off' ? part : 0,
    };
  });
}
