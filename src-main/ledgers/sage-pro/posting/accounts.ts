/** Looks the accounts of a distribution up in the chart of accounts, where the company's is in the database. */
import type { Marker } from '../../../../shared/model.ts';
import type { SageTransaction } from '../connection/connection.ts';
import { Parameters } from '../connection/statement.ts';
import { rawTextOf } from '../reading/cells.ts';
import { columnSql } from '../reading/select-list.ts';
import { type TableProfile, tableSql } from '../schema/profile.ts';
import { keyEquals } from './keys.ts';
import { Refusal } from './refusal.ts';

export class AccountBook {
  readonly #glacnt: TableProfile | undefined;
  readonly #known = new Map<string, string>();
  #empty: boolean | null = null;

  constructor(glacnt: TableProfile | undefined) {
    this.#glacnt = glacnt;
  }

  /** The account as glacnt pads it. Throws Refusal ACCOUNT_NOT_FOUND. Without a chart, accounts are taken as given. */
  async rawAccount(transaction: SageTransaction, account: string, marker: Marker): Promise<string> {
    const known = this.#known.get(account);
    if (known !== undefined) return known;
    const column = this.#glacnt?.columns.get('glacnt');
    if (!this.#glacnt || !column || (await this.#isEmpty(transaction))) return account;
    const parameters = new Parameters();
    const text = `SELECT ${columnSql(this.#glacnt, 'glacnt')} AS [glacnt] FROM ${tableSql(this.#glacnt)} WHERE ${keyEquals(column, account, parameters)}`;
    const [row] = await transaction.rows({ text, parameters: parameters.list });
    if (!row)
      throw new Refusal(marker, 'ACCOUNT_NOT_FOUND', `The chart of accounts has no account ${account}.`);
    const raw = rawTextOf(row, 'glacnt');
    this.#known.set(account, raw);
    return raw;
  }

  async #isEmpty(transaction: SageTransaction): Promise<boolean> {
    if (this.#empty === null && this.#glacnt) {
      const text = `SELECT COUNT(*) AS [accounts] FROM ${tableSql(this.#glacnt)}`;
      const [row] = await transaction.rows({ text, parameters: [] });
      this.#empty = Number(row?.accounts) === 0;
    }
    return this.#empty ?? true;
  }
}
