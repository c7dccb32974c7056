/** A table's rows out of SQLite, page by page: only the columns that the query reads, narrowed by its terms. */
import type { Table } from '../catalog/model.ts';
import { keyExpression } from '../storage/store.ts';
import { valueKey } from '../types/collation.ts';
import { loaded, stored } from '../types/seam.ts';
import type { Value } from '../types/sql-type.ts';
import { askable, bestIndex, type Term } from './access.ts';
import type { Environment } from './environment.ts';
import type { Frame, Test } from './frame.ts';
import type { LockIntent } from './hints.ts';
import type { Binding } from './scope.ts';

const firstPage = 256;
const page = 2000;

export interface Scan {
  readonly binding: Binding;
  readonly table: Table;
  readonly intent: LockIntent;
  readonly tests: Test[];
  readonly terms: Term[];
  /** Set by the planner when the rows come out in the order of these columns. */
  order: readonly { readonly column: number; readonly descending: boolean }[];
  /** Where the row's id goes, for UPDATE and DELETE; -1 when nobody asks. */
  ridSlot: number;
}

interface Fetched {
  readonly rid: number;
  readonly values: readonly unknown[] | null;
  /** The store's version when the values were read. */
  readonly version: number;
}
export interface Access {
  readonly where: string;
  readonly values: readonly Value[];
  readonly ordered: boolean;
}

export class RowReader {
  readonly #scan: Scan;
  readonly #environment: Environment;
  readonly #columns: readonly number[];
  readonly #decoders: readonly ((value: unknown) => Value)[];
  readonly #list: string;
  constructor(scan: Scan, environment: Environment) {
    this.#scan = scan;
    this.#environment = environment;
    this.#columns = [...scan.binding.used].sort((a, b) => a - b);
    const { columns } = scan.table;
    this.#decoders = this.#columns.map((i) => loaded(columns[i]?.type ?? { name: 'int' }));
    this.#list = ['rid', ...this.#columns.map((i) => `c${columns[i]?.physical}`)].join(', ');
  }
  put(frame: Frame, rid: number, values: readonly unknown[]): void {
    const { offset } = this.#scan.binding;
    this.#columns.forEach((column, i) => {
      frame.slots[offset + column] = this.#decoders[i]?.(values[i + 1]) ?? null;
    });
    if (this.#scan.ridSlot >= 0) frame.slots[this.#scan.ridSlot] = rid;
  }
  putWhole(frame: Frame, rid: number, row: readonly Value[]): void {
    const { offset } = this.#scan.binding;
    for (const column of this.#columns) frame.slots[offset + column] = row[column] ?? null;
    if (this.#scan.ridSlot >= 0) frame.slots[this.#scan.ridSlot] = rid;
  }
  reload(frame: Frame, rid: number): boolean {
    const found = this.#get(`SELECT ${this.#list} FROM t${this.#scan.table.id} WHERE rid = ?`, [rid]);
    const [row] = found;
    if (row === undefined) return false;
    this.put(frame, rid, row);
    return true;
  }
  #get(sql: string, values: readonly Value[]): unknown[][] {
    return this.#environment.store
      .prepare(sql)
      .raw()
      .safeIntegers()
      .all(...values.map(stored)) as unknown[][];
  }
  /** null when a term's value is NULL or impossible: no row can match. */
  access(frame: Frame): Access | null {
    const { table, terms } = this.#scan;
    const usable = terms.filter((term) => askable(table, term));
    const index = bestIndex(table, usable);
    const parts: string[] = [];
    const values: Value[] = [];
    for (const term of usable) {
      const column = table.columns[term.column];
      if (column === undefined) continue;
      const inIndex = index?.columns.includes(column.physical) === true;
      // Without an index a folded key would cost a call per row: the tests do it as well.
      if (!inIndex && keyExpression(table, column.physical).startsWith('ci_key')) continue;
      const inKey = (value: Value): Value =>
        typeof value === 'string' && term.collation !== null ? term.collation.key(value) : value;
      if (term.values !== undefined) {
        const list = term.values(frame);
        if (list.length === 0) return null;
        parts.push(`${keyExpression(table, column.physical)} IN (${list.map(() => '?').join(', ')})`);
        values.push(...list.map(inKey));
        continue;
      }
      const value = term.value(frame);
      if (value === undefined) return null;
      parts.push(`${keyExpression(table, column.physical)} ${term.op} ?`);
      values.push(inKey(value));
    }
    return { where: parts.join(' AND '), values, ordered: this.#scan.order.length > 0 };
  }
  rangeTerms(frame: Frame): Map<number, string> {
    const { table, terms } = this.#scan;
    const found = new Map<number, string>();
    for (const term of terms) {
      const column = table.columns[term.column];
      const value = term.value(frame);
      if (column === undefined || value === undefined || term.op !== '=') continue;
      found.set(column.physical, valueKey(value, term.collation));
    }
    return found;
  }
  /** First a page with its values; what comes after, by row id and read again one by one when its turn comes. */
  *rows(access: Access): Generator<Fetched> {
    const { store } = this.#environment;
    const { table, order } = this.#scan;
    const from = `FROM t${table.id}`;
    const where = access.where === '' ? '' : ` WHERE ${access.where}`;
    const keys = order.map(({ column, descending }) => {
      const physical = table.columns[column]?.physical ?? 0;
      return `${keyExpression(table, physical)}${descending ? ' DESC' : ''}`;
    });
    const byRid = !access.ordered && access.where === '';
    const orderBy = access.ordered ? ` ORDER BY ${keys.join(', ')}, rid` : byRid ? ' ORDER BY rid' : '';
    const first = this.#get(
      `SELECT ${this.#list} ${from}${where}${orderBy} LIMIT ${firstPage}`,
      access.values,
    );
    let { version } = store;
    for (const row of first) yield { rid: Number(row[0]), values: row, version };
    if (first.length < firstPage) return;
    if (byRid) {
      let last = Number(first.at(-1)?.[0] ?? 0);
      for (;;) {
        const next = this.#get(`SELECT ${this.#list} ${from} WHERE rid > ? ORDER BY rid LIMIT ${page}`, [
          last,
        ]);
        version = store.version;
        for (const row of next) yield { rid: Number(row[0]), values: row, version };
        if (next.length < page) return;
        last = Number(next.at(-1)?.[0] ?? 0);
      }
    }
    const seen = new Set(first.map((row) => Number(row[0])));
    const rids = this.#get(`SELECT rid ${from}${where}${orderBy}`, access.values);
    for (const [id] of rids) {
      const rid = Number(id);
      if (!seen.has(rid)) yield { rid, values: null, version };
    }
  }
}
