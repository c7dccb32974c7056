/**
 * Open invoices, credits and money on account, page by page, in one pass over armast. READ COMMITTED, or SNAPSHOT where
 * the database allows it; never NOLOCK: an uncommitted balance may be half of somebody's posting, and may be taken back.
 */
import { type OpenItem, OpenItemId } from '../../../../shared/model.ts';
import { MoneyError } from '../../../../shared/money.ts';
import type { ChangeToken, OpenItemsPage } from '../../port.ts';
import type { SageConnection } from '../connection/connection.ts';
import { amountAsText, quoted } from '../connection/statement.ts';
import { OWN_MARKERS } from '../posting/held.ts';
import { tableSql } from '../schema/profile.ts';
import type { SageSchema } from '../schema/schema.ts';
import { amountOf, currencyOf, dateOf, textOf } from './cells.ts';
import { parseToken, writeToken } from './change-token.ts';
import { planRead } from './changes.ts';
import { customerNames } from './customers.ts';
import { OPEN_ITEM_KEYS, openItemOf, type RowContext } from './open-item-row.ts';
import { columnSql, selectList } from './select-list.ts';

export const PAGE_ROWS = 1_000;

type Rejected = OpenItemsPage['rejected'][number];

export async function* readOpenItems(
  connection: SageConnection,
  schema: SageSchema,
  since: ChangeToken | null,
  signal: AbortSignal,
): AsyncGenerator<OpenItemsPage> {
  const armast = schema.table('armast');
  const token = parseToken(since);
  const plan = await planRead(connection, armast, token);
  const context: RowContext = {
    baseCurrency: connection.settings.baseCurrency,
    customers: await customerNames(connection, schema, signal),
  };
  const seen = new Map<string, string>();
  let items: OpenItem[] = [];
  let rejected: Rejected[] = [];
  const page = (last: boolean): OpenItemsPage => {
    const made = { items, rejected, token: last ? writeToken(plan.next) : null };
    items = [];
    rejected = [];
    return made;
  };
  const text = `SELECT ${selectList(armast, OPEN_ITEM_KEYS)} FROM ${tableSql(armast)}${plan.where === '' ? '' : ` WHERE ${plan.where}`}`;
  const statement = { text, parameters: plan.parameters.list };
  for await (const row of connection.stream(statement, signal, schema.snapshotReads)) {
    const outcome = openItemOf(row, context);
    if ('rejected' in outcome) rejected.push(outcome.rejected);
    else if (outcome.item.balanceMinor !== 0 || plan.includeClosed) {
      const { item } = outcome;
      const owner = seen.get(item.id);
      seen.set(item.id, item.customerNo);
      if (owner === undefined) items.push(item);
      else rejected.push(doubled(item, owner));
    }
    if (items.length + rejected.length >= PAGE_ROWS) yield page(false);
  }
  const onAccount = await readOnAccount(connection, schema, context, plan.includeClosed);
  items.push(...onAccount.items);
  rejected.push(...onAccount.rejected);
  yield page(true);
}

function doubled(item: OpenItem, owner: string): Rejected {
  return {
    key: item.number,
    reason: `There are two open items with the number ${item.number} (customers ${owner} and ${item.customerNo}); the first one is used.`,
  };
}

/**
 * Money on account, one item per customer and currency: what Matchbook's own receipts without an invoice add up to.
 * Other rows without an invoice are left alone: what they mean differs from site to site.
 */
async function readOnAccount(
  connection: SageConnection,
  schema: SageSchema,
  context: RowContext,
  includeSettled: boolean,
): Promise<{ items: OpenItem[]; rejected: Rejected[] }> {
  const posting = schema.posting;
  if (!posting) return { items: [], rejected: [] };
  const { arcash, amount, marker } = posting;
  const groups = [columnSql(arcash, 'custno')];
  if (arcash.columns.has('currency')) groups.push(columnSql(arcash, 'currency'));
  const sum = `SUM(${quoted(amount.name)})`;
  const text = `SELECT ${columnSql(arcash, 'custno')} AS [custno], ${groups[1] ? `${groups[1]} AS [currency], ` : ''}${amountAsText(sum, amount)} AS [amount], MAX(${columnSql(arcash, 'dtepaid')}) AS [dtepaid]
FROM ${tableSql(arcash)} WHERE ${columnSql(arcash, 'invno')} = '' AND ${quoted(marker.column.name)} LIKE '${OWN_MARKERS}' GROUP BY ${groups.join(', ')}${includeSettled ? '' : ` HAVING ${sum} <> 0`}`;
  const items: OpenItem[] = [];
  const rejected: Rejected[] = [];
  for (const row of await connection.rows({ text, parameters: [] })) {
    const customerNo = textOf(row, 'custno');
    const date = dateOf(row, 'dtepaid');
    try {
      const currency = currencyOf(row, context.baseCurrency);
      const held = amountOf(row, 'amount', currency);
      if (date === null || customerNo === '') throw new MoneyError('It has no customer or no date.');
      const customer = context.customers.get(customerNo);
      const plain = currency === context.baseCurrency;
      items.push({
        id: OpenItemId.parse(`on_account:${customerNo}${plain ? '' : `:${currency}`}`),
        kind: 'on_account',
        number: customerNo,
        customerNo,
        customerName: customer?.name ?? '',
        customerEmail: customer?.email ?? null,
        poNumber: null,
        orderNo: null,
        date,
        dueDate: null,
        currency,
        originalMinor: -held || 0,
        balanceMinor: -held || 0,
        discount: null,
      });
    } catch (error) {
      if (!(error instanceof MoneyError)) throw error;
      rejected.push({ key: `on account ${customerNo}`, reason: error.message });
    }
  }
  return { items, rejected };
}
