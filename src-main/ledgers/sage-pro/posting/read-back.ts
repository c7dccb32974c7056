/** Entries as they stand in the ledger: for `find`, and to compare with what was meant. */
import type { Marker } from '../../../../shared/model.ts';
import type { Currency, Minor } from '../../../../shared/money.ts';
import type { PostedEntry } from '../../port.ts';
import type { Row, SageConnection } from '../connection/connection.ts';
import { Parameters, type Statement } from '../connection/statement.ts';
import { columnSql, presentKeys, selectList } from '../reading/select-list.ts';
import { tableSql } from '../schema/profile.ts';
import type { PostingTables } from '../schema/schema.ts';
import { type FoundReceipt, findJournals, findReceipts } from './found-entries.ts';
import { itemOf, type LockedItem } from './locked-rows.ts';

const CHUNK = 200;
const KEYS = ['invno', 'custno', 'artype', 'arstat', 'invamt', 'paidamt', 'balance', 'currency'];

async function itemsOf(
  ask: (statement: Statement) => Promise<readonly Row[]>,
  tables: PostingTables,
  receipts: readonly FoundReceipt[],
  base: Currency,
): Promise<ReadonlyMap<string, LockedItem>> {
  const { armast } = tables;
  const column = armast.columns.get('invno');
  const numbers = [...new Set(receipts.map((it) => it.rawNumber).filter((it) => it.trim() !== ''))];
  const items = new Map<string, LockedItem>();
  if (!column) return items;
  for (let at = 0; at < numbers.length; at += CHUNK) {
    const parameters = new Parameters();
    const list = numbers.slice(at, at + CHUNK).map((raw) => parameters.text(raw, column));
    const text = `SELECT ${selectList(armast, presentKeys(armast, KEYS))} FROM ${tableSql(armast)} WHERE ${columnSql(armast, 'invno')} IN (${list.join(', ')})`;
    for (const row of await ask({ text, parameters: parameters.list })) {
      const item = itemOf(row, base);
      items.set(`${item.rawNumber.trim()}\n${item.rawCustomerNo.trim()}`, item);
    }
  }
  return items;
}

export async function readBack(
  connection: SageConnection,
  tables: PostingTables,
  markers: readonly Marker[],
  customers?: readonly string[],
): Promise<ReadonlyMap<Marker, PostedEntry>> {
  const base = connection.settings.baseCurrency;
  // The lane that posts: a copy that serves reads may be behind.
  const ask = (statement: Statement): Promise<readonly Row[]> => connection.rows(statement, 'post');
  const receipts = await findReceipts(ask, tables, markers, base, customers);
  const others = markers.filter((marker) => !receipts.has(marker));
  const journals = await findJournals(ask, tables, others, base, false);
  const items = await itemsOf(ask, tables, [...receipts.values()], base);
  const posted = new Map<Marker, PostedEntry>();
  for (const [marker, receipt] of receipts) {
    const number = receipt.rawNumber.trim();
    const customerNo = receipt.rawCustomerNo.trim();
    const item = items.get(`${number}\n${customerNo}`);
    const currency = receipt.currency ?? item?.currency ?? base;
    const { cashMinor, discountMinor } = receipt.amounts(currency);
    posted.set(marker, {
      marker,
      customerNo,
      itemNumber: number === '' ? null : number,
      currency,
      amountMinor: cashMinor + discountMinor,
      balanceAfterMinor: item?.balanceMinor ?? null,
    });
  }
  for (const [marker, { debitMinor }] of journals) {
    posted.set(marker, {
      marker,
      customerNo: null,
      itemNumber: null,
      currency: base,
      amountMinor: debitMinor,
      balanceAfterMinor: null,
    });
  }
  return posted;
}

/** What was meant, by marker, beside what stands: a sentence for each difference. */
export function differencesOf(
  meant: ReadonlyMap<Marker, Minor>,
  stands: ReadonlyMap<Marker, PostedEntry>,
): readonly string[] {
  const sentences: string[] = [];
  for (const [marker, amountMinor] of meant) {
    const entry = stands.get(marker);
    if (!entry) sentences.push(`The entry ${marker} was written and committed, and cannot be found now.`);
    else if (entry.amountMinor !== amountMinor) {
      sentences.push(
        `The entry ${marker} stands with ${entry.amountMinor} where ${amountMinor} (minor units) was written.`,
      );
    }
  }
  return sentences;
}
