/**
 * Reads the invoice, credit or customer that a posting moves, under an update lock that is held to the end of the
 * transaction: whoever else wants to change the row waits, whoever only reads it does not. The lock is on rows that
 * exist, so UPDLOCK is enough; HOLDLOCK would lock whole key ranges, or the table where a key has no index.
 */
import type { AccountingDate } from '../../../../shared/model.ts';
import { type Currency, type Minor, MoneyError } from '../../../../shared/money.ts';
import type { Row, SageTransaction } from '../connection/connection.ts';
import { Parameters, quoted } from '../connection/statement.ts';
import {
  amountOf,
  amountOrZero,
  currencyOf,
  dateOf,
  isCredit,
  isVoid,
  rawTextOf,
  textOf,
} from '../reading/cells.ts';
import { presentKeys, selectList } from '../reading/select-list.ts';
import { type TableProfile, tableSql } from '../schema/profile.ts';
import { keyEquals, trimmedKeyEquals } from './keys.ts';

export interface LockedItem {
  /** invno and custno with the row's own padding. */
  readonly rawNumber: string;
  readonly rawCustomerNo: string;
  readonly rawType: string;
  readonly identity: string | null;
  readonly date: AccountingDate | null;
  readonly currency: Currency;
  readonly isCredit: boolean;
  readonly isVoid: boolean;
  readonly invoicedMinor: Minor;
  readonly paidMinor: Minor;
  readonly balanceMinor: Minor;
  /** In base currency; null where the table has no such column. */
  readonly base: {
    readonly invoiced: Minor | null;
    readonly paid: Minor | null;
    readonly balance: Minor | null;
  };
  /** For the columns of a receipt that repeat the invoice's. */
  readonly row: Row;
}

export interface LockedCustomer {
  readonly rawNumber: string;
  readonly identity: string | null;
  readonly name: string;
  /** Base currency; null where the table has no balance. */
  readonly balanceMinor: Minor | null;
}

const ITEM_KEYS = [
  'invno',
  'custno',
  'invdte',
  'artype',
  'arstat',
  'invamt',
  'paidamt',
  'balance',
  'binvamt',
  'bpaid',
  'bbal',
  'currency',
  'exrat',
  'company',
  'salesmn',
  'terr',
  'ponum',
  'ornum',
];
const CUSTOMER_KEYS = ['custno', 'company', 'balance', 'salesmn', 'terr'];

function identitySelect(table: TableProfile): string {
  const identity = [...table.columns.values()].find((it) => it.identity);
  return identity ? `, CAST(${quoted(identity.name)} AS varchar(40)) AS [row_identity]` : '';
}

/** none: only looks, for import files. */
export type Lock = 'update' | 'none';
type Asker = Pick<SageTransaction, 'rows'>;

async function lockByKey(
  transaction: Asker,
  table: TableProfile,
  keys: readonly string[],
  key: 'invno' | 'custno',
  trimmed: string,
  lock: Lock,
): Promise<readonly Row[]> {
  const column = table.columns.get(key);
  if (!column) throw new RangeError(`${table.name} has no ${key}`);
  for (const condition of [keyEquals, trimmedKeyEquals]) {
    const parameters = new Parameters();
    const where = condition(column, trimmed, parameters);
    const text = `SELECT ${selectList(table, keys)}${identitySelect(table)} FROM ${tableSql(table)}${lock === 'update' ? ' WITH (UPDLOCK)' : ''} WHERE ${where}`;
    const rows = await transaction.rows({ text, parameters: parameters.list });
    if (rows.length > 0) return rows;
  }
  return [];
}

/** All rows with the number; more than one where customers or types share numbers. Throws MoneyError for unreadable amounts. */
export async function lockItems(
  transaction: Asker,
  armast: TableProfile,
  number: string,
  baseCurrency: Currency,
  lock: Lock = 'update',
): Promise<readonly LockedItem[]> {
  const rows = await lockByKey(transaction, armast, presentKeys(armast, ITEM_KEYS), 'invno', number, lock);
  return rows.map((row) => itemOf(row, baseCurrency));
}

export function itemOf(row: Row, baseCurrency: Currency): LockedItem {
  const currency = currencyOf(row, baseCurrency);
  const base = (key: string): Minor | null =>
    row[key] === undefined || row[key] === null ? null : amountOf(row, key, baseCurrency);
  return {
    rawNumber: rawTextOf(row, 'invno'),
    rawCustomerNo: rawTextOf(row, 'custno'),
    rawType: rawTextOf(row, 'artype'),
    identity: textOf(row, 'row_identity') || null,
    date: dateOf(row, 'invdte'),
    currency,
    isCredit: isCredit(row),
    isVoid: isVoid(row),
    invoicedMinor: amountOf(row, 'invamt', currency),
    paidMinor: amountOrZero(row, 'paidamt', currency),
    balanceMinor: amountOf(row, 'balance', currency),
    base: { invoiced: base('binvamt'), paid: base('bpaid'), balance: base('bbal') },
    row,
  };
}

export async function lockCustomer(
  transaction: Asker,
  arcust: TableProfile,
  customerNo: string,
  baseCurrency: Currency,
  lock: Lock = 'update',
): Promise<readonly LockedCustomer[]> {
  const rows = await lockByKey(
    transaction,
    arcust,
    presentKeys(arcust, CUSTOMER_KEYS),
    'custno',
    customerNo,
    lock,
  );
  return rows.map((row) => ({
    rawNumber: rawTextOf(row, 'custno'),
    identity: textOf(row, 'row_identity') || null,
    name: textOf(row, 'company'),
    balanceMinor: balanceOrNull(row, baseCurrency),
  }));
}

function balanceOrNull(row: Row, baseCurrency: Currency): Minor | null {
  if (row.balance === undefined || row.balance === null) return null;
  try {
    return amountOf(row, 'balance', baseCurrency);
  } catch (error) {
    if (error instanceof MoneyError)
      throw new MoneyError(`The balance of customer ${textOf(row, 'custno')}: ${error.message}`);
    throw error;
  }
}

/** Whether the number is in history: paid and moved away at a period's end. */
export async function isInHistory(
  transaction: Asker,
  arymst: TableProfile | undefined,
  number: string,
): Promise<boolean> {
  const column = arymst?.columns.get('invno');
  if (!arymst || !column) return false;
  for (const condition of [keyEquals, trimmedKeyEquals]) {
    const parameters = new Parameters();
    const text = `SELECT COUNT(*) AS [found] FROM ${tableSql(arymst)} WHERE ${condition(column, number, parameters)}`;
    const [row] = await transaction.rows({ text, parameters: parameters.list });
    if (Number(row?.found) > 0) return true;
  }
  return false;
}
