/** The changes of armast and arcust that go with receipts. Each names exactly one row and says what it must still be. */
import type { AccountingDate } from '../../../../shared/model.ts';
import type { Currency, Minor } from '../../../../shared/money.ts';
import type { SageTransaction } from '../connection/connection.ts';
import { Parameters, quoted, type Statement } from '../connection/statement.ts';
import {
  type ColumnProfile,
  DATE_TYPES,
  NUMBER_TYPES,
  type TableProfile,
  tableSql,
} from '../schema/profile.ts';
import type { LockedCustomer } from './locked-rows.ts';
import type { ItemState } from './movement.ts';
import { MovedMeanwhile } from './refusal.ts';

function column(table: TableProfile, key: string, kind: ReadonlySet<string>): ColumnProfile | null {
  const found = table.columns.get(key);
  return found && kind.has(found.type) && !found.computed ? found : null;
}

function identityOf(table: TableProfile): ColumnProfile | undefined {
  return [...table.columns.values()].find((it) => it.identity);
}

/** The row by its identity; else by its keys exactly as they are padded. */
function rowIs(
  table: TableProfile,
  identity: string | null,
  keys: Readonly<Record<string, string | null>>,
  parameters: Parameters,
): string {
  const own = identityOf(table);
  if (own && identity !== null) {
    return `${quoted(own.name)} = CAST(${parameters.text(identity, { type: 'varchar', length: 40 })} AS ${own.type === 'numeric' || own.type === 'decimal' ? 'numeric(38,0)' : own.type})`;
  }
  return Object.entries(keys)
    .map(([key, raw]) => {
      const found = table.columns.get(key);
      if (!found) return '';
      return raw === null
        ? `${quoted(found.name)} IS NULL`
        : `${quoted(found.name)} = ${parameters.text(raw, found)}`;
    })
    .filter((it) => it !== '')
    .join(' AND ');
}

/** Holds although locks should make it true: some engines take lock hints and ignore them. */
function stillIs(found: ColumnProfile, minor: Minor, currency: Currency, parameters: Parameters): string {
  const value = parameters.amount(minor, currency, found);
  if (found.type === 'float' || found.type === 'real')
    return `ABS(${quoted(found.name)} - ${value}) < 0.0005`;
  return `${quoted(found.name)} = ${value}`;
}

export function itemUpdate(armast: TableProfile, state: ItemState, base: Currency): Statement {
  const { found } = state;
  const parameters = new Parameters();
  const sets: string[] = [];
  const set = (key: string, kind: ReadonlySet<string>, value: (it: ColumnProfile) => string): void => {
    const it = column(armast, key, kind);
    if (it) sets.push(`${quoted(it.name)} = ${value(it)}`);
  };
  set('paidamt', NUMBER_TYPES, (it) => parameters.amount(state.paidMinor, found.currency, it));
  set('balance', NUMBER_TYPES, (it) => parameters.amount(state.balanceMinor, found.currency, it));
  const { baseBalance, basePaid } = state;
  if (baseBalance !== null && baseBalance !== found.base.balance) {
    set('bbal', NUMBER_TYPES, (it) => parameters.amount(baseBalance, base, it));
  }
  if (basePaid !== null && basePaid !== found.base.paid) {
    set('bpaid', NUMBER_TYPES, (it) => parameters.amount(basePaid, base, it));
  }
  const paidOn: AccountingDate | '1900-01-01' | null = state.paidMinor === 0 ? '1900-01-01' : state.lastPaid;
  if (paidOn !== null) set('dtepaid', DATE_TYPES, () => parameters.date(paidOn));
  const balance = column(armast, 'balance', NUMBER_TYPES);
  const artype = found.row.artype === null ? null : found.rawType;
  const keys = { invno: found.rawNumber, custno: found.rawCustomerNo, artype };
  const where = rowIs(armast, found.identity, keys, parameters);
  const guard = balance ? ` AND ${stillIs(balance, found.balanceMinor, found.currency, parameters)}` : '';
  return {
    text: `UPDATE ${tableSql(armast)} SET ${sets.join(', ')} WHERE ${where}${guard}`,
    parameters: parameters.list,
  };
}

export interface CustomerChange {
  readonly customer: LockedCustomer;
  /** What the debt goes down by, base currency. */
  readonly reliefBaseMinor: Minor;
  /** The last payment among the movements; null when none brought money in. */
  readonly lastPayment: {
    readonly date: AccountingDate;
    readonly minor: Minor;
    readonly currency: Currency;
  } | null;
}

/** Null when the table has nothing that a receipt changes. */
export function customerUpdate(
  arcust: TableProfile,
  change: CustomerChange,
  maintainBalance: boolean,
  base: Currency,
): Statement | null {
  const { customer, lastPayment } = change;
  const parameters = new Parameters();
  const sets: string[] = [];
  const balance = maintainBalance ? column(arcust, 'balance', NUMBER_TYPES) : null;
  const before = customer.balanceMinor;
  if (balance && before !== null && change.reliefBaseMinor !== 0) {
    sets.push(
      `${quoted(balance.name)} = ${parameters.amount(before - change.reliefBaseMinor, base, balance)}`,
    );
  }
  if (lastPayment) {
    for (const key of ['ldate', 'lastpay', 'lpymt']) {
      const date = column(arcust, key, DATE_TYPES);
      const amount = key === 'ldate' ? null : column(arcust, key, NUMBER_TYPES);
      if (date) sets.push(`${quoted(date.name)} = ${parameters.date(lastPayment.date)}`);
      if (amount)
        sets.push(
          `${quoted(amount.name)} = ${parameters.amount(lastPayment.minor, lastPayment.currency, amount)}`,
        );
    }
  }
  if (sets.length === 0) return null;
  const where = rowIs(arcust, customer.identity, { custno: customer.rawNumber }, parameters);
  const guard = balance && before !== null ? ` AND ${stillIs(balance, before, base, parameters)}` : '';
  return {
    text: `UPDATE ${tableSql(arcust)} SET ${sets.join(', ')} WHERE ${where}${guard}`,
    parameters: parameters.list,
  };
}

/** Runs a change that must touch exactly one row. A server that does not count is checked by what it shows afterwards. */
export async function changeOne(transaction: SageTransaction, statement: Statement): Promise<void> {
  const touched = await transaction.change(statement);
  if (touched !== null && touched !== 1)
    throw new MovedMeanwhile(`${touched} rows were changed where one was meant`);
}
