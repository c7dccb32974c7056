/** Looks entries up by their markers: receipts in arcash, journals in ardist. */
import type { Marker } from '../../../../shared/model.ts';
import { type Currency, type Minor, sumMinor } from '../../../../shared/money.ts';
import type { Row } from '../connection/connection.ts';
import { Parameters, quoted, type Statement } from '../connection/statement.ts';
import { amountOf, amountOrZero, currencyOf, rawTextOf, textOf } from '../reading/cells.ts';
import { columnSql, selectList } from '../reading/select-list.ts';
import { type TableProfile, tableSql } from '../schema/profile.ts';
import type { PostingTables } from '../schema/schema.ts';
import { keyFor } from './keys.ts';

type Ask = (statement: Statement) => Promise<readonly Row[]>;

export interface FoundReceipt {
  readonly kind: 'receipt';
  readonly marker: Marker;
  readonly rawCustomerNo: string;
  /** '' for money on account. */
  readonly rawNumber: string;
  /** How many rows carry the marker: more than one only when somebody copied a row. */
  readonly count: number;
  /** Null: the table keeps no currency, so it is the item's. */
  readonly currency: Currency | null;
  amounts(currency: Currency): { readonly cashMinor: Minor; readonly discountMinor: Minor };
}

export interface FoundJournal {
  readonly kind: 'journal';
  readonly marker: Marker;
  /** Base currency. */
  readonly debitMinor: Minor;
  readonly lines: readonly {
    readonly rawAccount: string;
    readonly amountMinor: Minor;
    readonly description: string;
  }[];
}

export type FoundEntry = FoundReceipt | FoundJournal;

/** How many markers are asked for at once: SQL Server takes 2,100 parameters at most. */
const CHUNK = 200;

const RECEIPT_KEYS = ['custno', 'invno', 'currency', 'disamt'];

/**
 * Receipts by marker. `customers`: raw customer numbers to look among, which lets the server use its index; without them
 * it reads the table, for no site has an index on its reference column.
 */
export async function findReceipts(
  ask: Ask,
  tables: PostingTables,
  markers: readonly Marker[],
  baseCurrency: Currency,
  customers?: readonly string[],
): Promise<ReadonlyMap<Marker, FoundReceipt>> {
  const { arcash, marker: home, amount } = tables;
  const found = new Map<Marker, FoundReceipt>();
  for (let at = 0; at < markers.length; at += CHUNK) {
    const chunk = markers.slice(at, at + CHUNK);
    const byStored = new Map(chunk.map((marker) => [marker.slice(0, home.length), marker]));
    const parameters = new Parameters();
    const list = [...byStored.keys()].map((stored) => parameters.text(stored, home.column)).join(', ');
    const column = quoted(home.column.name);
    const among = customersAmong(arcash, customers, parameters);
    const text = `SELECT ${selectList(arcash, RECEIPT_KEYS)}, ${selectList(arcash, [amount.name.toLowerCase()])}, ${column} AS [row_marker] FROM ${tableSql(arcash)} WHERE ${column} IN (${list})${among}`;
    for (const row of await ask({ text, parameters: parameters.list })) {
      const marker = byStored.get(textOf(row, 'row_marker'));
      if (marker === undefined) continue;
      found.set(marker, {
        kind: 'receipt',
        marker,
        rawCustomerNo: rawTextOf(row, 'custno'),
        rawNumber: rawTextOf(row, 'invno'),
        count: (found.get(marker)?.count ?? 0) + 1,
        currency: textOf(row, 'currency') === '' ? null : currencyOf(row, baseCurrency),
        amounts: (currency) => ({
          cashMinor: amountOf(row, amount.name.toLowerCase(), currency),
          discountMinor: amountOrZero(row, 'disamt', currency),
        }),
      });
    }
  }
  return found;
}

function customersAmong(
  arcash: TableProfile,
  raw: readonly string[] | undefined,
  parameters: Parameters,
): string {
  const column = arcash.columns.get('custno');
  if (!raw || raw.length === 0 || raw.length > CHUNK || !column) return '';
  const keys = [...new Set(raw)].map((it) => parameters.text(keyFor(column, it) ?? it.trim(), column));
  return ` AND ${quoted(column.name)} IN (${keys.join(', ')})`;
}

/**
 * Journals by marker. `lock`: holds the place, so that nobody else can write the same journal before this transaction
 * ends; there is no row yet that could be locked instead, and it happens once per payout.
 */
export async function findJournals(
  ask: Ask,
  tables: PostingTables,
  markers: readonly Marker[],
  baseCurrency: Currency,
  lock: boolean,
): Promise<ReadonlyMap<Marker, FoundJournal>> {
  const { ardist, journalMarker } = tables;
  const found = new Map<Marker, FoundJournal>();
  if (!ardist || !journalMarker) return found;
  const column = quoted(journalMarker.column.name);
  for (const marker of markers) {
    const parameters = new Parameters();
    const like = parameters.text(`${marker.slice(0, journalMarker.length)}%`, {
      type: journalMarker.column.type,
      length: 40,
    });
    const text = `SELECT ${selectList(ardist, ['glacnt', 'amount'])}, ${column} AS [row_marker] FROM ${tableSql(ardist)}${lock ? ' WITH (UPDLOCK, HOLDLOCK)' : ''} WHERE ${column} LIKE ${like} ORDER BY ${columnSql(ardist, 'glacnt')}`;
    const rows = await ask({ text, parameters: parameters.list });
    if (rows.length === 0) continue;
    const lines = rows.map((row) => ({
      rawAccount: rawTextOf(row, 'glacnt'),
      amountMinor: amountOf(row, 'amount', baseCurrency),
      description: textOf(row, 'row_marker').slice(marker.length).trim(),
    }));
    const debitMinor = sumMinor(lines.map(({ amountMinor }) => Math.max(amountMinor, 0)));
    found.set(marker, { kind: 'journal', marker, debitMinor, lines });
  }
  return found;
}
