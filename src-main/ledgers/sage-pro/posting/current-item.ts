/** One invoice or credit as it stands now, without a lock: for the command line, which approves against it. */
import type { OpenItem } from '../../../../shared/model.ts';
import type { SageConnection } from '../connection/connection.ts';
import { Parameters } from '../connection/statement.ts';
import { textOf } from '../reading/cells.ts';
import { OPEN_ITEM_KEYS, openItemOf } from '../reading/open-item-row.ts';
import { selectList } from '../reading/select-list.ts';
import { tableSql } from '../schema/profile.ts';
import type { SageSchema } from '../schema/schema.ts';
import { keyEquals, sameKey, trimmedKeyEquals } from './keys.ts';

/** The customer's own item where several customers share the number; open ones before closed ones. */
export async function currentItem(
  connection: SageConnection,
  schema: SageSchema,
  number: string,
  customerNo: string,
): Promise<OpenItem | null> {
  const armast = schema.table('armast');
  const column = armast.columns.get('invno');
  if (!column || number.trim() === '') return null;
  for (const condition of [keyEquals, trimmedKeyEquals]) {
    const parameters = new Parameters();
    const text = `SELECT ${selectList(armast, OPEN_ITEM_KEYS)} FROM ${tableSql(armast)} WHERE ${condition(column, number.trim(), parameters)}`;
    const rows = await connection.rows({ text, parameters: parameters.list }, 'post');
    if (rows.length === 0) continue;
    const own = rows.filter((row) =>
      sameKey(textOf(row, 'custno'), customerNo, armast.columns.get('custno')),
    );
    const context = { baseCurrency: connection.settings.baseCurrency, customers: new Map() };
    const items = (own.length > 0 ? own : rows).flatMap((row) => {
      const outcome = openItemOf(row, context);
      return 'item' in outcome ? [outcome.item] : [];
    });
    return items.find(({ balanceMinor }) => balanceMinor !== 0) ?? items[0] ?? null;
  }
  return null;
}
