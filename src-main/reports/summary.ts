import type { TieOut } from '../../shared/api.ts';
import { AccountingDate } from '../../shared/model.ts';
import type { Store } from '../store/index.ts';
import { equationOf, tieOutReport } from './tie-out.ts';

/** Before any gateway, and after any payment. */
const FIRST_DAY = AccountingDate.parse('1990-01-01');
const LAST_DAY = AccountingDate.parse('2999-12-31');

/** The tie-out in one line per currency. A side of the period that is null is open. */
export function periodTieOut(
  store: Store,
  period: { readonly from: AccountingDate | null; readonly to: AccountingDate | null },
  timeZone: string,
): TieOut[] {
  const whole = { from: period.from ?? FIRST_DAY, to: period.to ?? LAST_DAY };
  return tieOutReport(store, whole, timeZone).map(equationOf);
}
