import type { PayoutRow } from '../../shared/api.ts';
import { type Minor, sumMinor } from '../../shared/money.ts';

export interface SumLine {
  readonly label: string;
  readonly minor: Minor;
}

export interface PayoutSum {
  readonly parts: readonly SumLine[];
  readonly totalMinor: Minor;
}

/**
 * The payout as an addition: what it carried, less fees. A fee that the gateway took for the payout itself is in no part; it
 * is what lies between the parts, the amount paid out and the difference.
 */
export function payoutSum(row: PayoutRow): PayoutSum {
  const parts = [
    { label: 'Customers’ payments', minor: row.grossMinor },
    { label: 'Refunds and disputes', minor: row.refundsMinor },
    { label: 'Gateway’s fees', minor: -row.feesMinor || 0 },
    { label: 'Adjustments and other', minor: row.otherMinor },
  ];
  const carried = sumMinor(parts.map(({ minor }) => minor));
  const payoutFee = sumMinor([row.amountMinor, row.differenceMinor, -carried]);
  const all = payoutFee === 0 ? parts : [...parts, { label: 'Fee for the payout', minor: payoutFee }];
  return { parts: all, totalMinor: sumMinor([carried, payoutFee]) };
}
