/** Money that Matchbook holds on a customer's account: its own receipts without an invoice. */
import type { Currency, Minor } from '../../../../shared/money.ts';
import type { SageTransaction } from '../connection/connection.ts';
import { amountAsText, Parameters, quoted } from '../connection/statement.ts';
import { amountOrZero } from '../reading/cells.ts';
import { columnSql } from '../reading/select-list.ts';
import { tableSql } from '../schema/profile.ts';
import type { PostingTables } from '../schema/schema.ts';
import { keyFor } from './keys.ts';
import type { LockedCustomer } from './locked-rows.ts';

/** What tells Matchbook's own rows from others that have no invoice either: see ../../marker.ts. */
export const OWN_MARKERS = 'MB%';

export async function heldOnAccount(
  transaction: SageTransaction,
  tables: PostingTables,
  customer: LockedCustomer,
  currency: Currency,
  baseCurrency: Currency,
): Promise<Minor> {
  const { arcash, amount, marker } = tables;
  const custno = arcash.columns.get('custno');
  if (!custno) return 0;
  const parameters = new Parameters();
  const key = parameters.text(keyFor(custno, customer.rawNumber) ?? customer.rawNumber.trim(), custno);
  const own = arcash.columns.get('currency');
  const among = currency === baseCurrency ? `, ${parameters.text('', { type: 'varchar', length: 3 })}` : '';
  const inCurrency = own ? ` AND ${quoted(own.name)} IN (${parameters.text(currency, own)}${among})` : '';
  const text = `SELECT ${amountAsText(`SUM(${quoted(amount.name)})`, amount)} AS [held] FROM ${tableSql(arcash)} WHERE ${columnSql(arcash, 'custno')} = ${key} AND ${columnSql(arcash, 'invno')} = '' AND ${quoted(marker.column.name)} LIKE '${OWN_MARKERS}'${inCurrency}`;
  const [row] = await transaction.rows({ text, parameters: parameters.list });
  return row ? amountOrZero(row, 'held', currency) : 0;
}
