/**
 * A list read page by page along a key: what comes after the last row shown, in the order asked for. Rows with the same key
 * follow their id, in the same direction, so that every row is on exactly one page and page 500 costs what page 1 costs.
 */
import type Database from 'better-sqlite3';
import * as z from 'zod';

export interface ListOrder<Sort extends string> {
  readonly sort: Sort;
  readonly descending: boolean;
}

export interface ListPlace {
  /** The `next` of the page before; null for the first. */
  readonly cursor: string | null;
  readonly limit: number;
}

export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** Null on the last page. */
  readonly next: string | null;
  /** Of everything that passes the filters; null when this is not the first page. */
  readonly total: number | null;
}

/** SQL with named parameters. The names of one query's conditions must differ. */
export interface Condition {
  readonly sql: string;
  readonly bind: Readonly<Record<string, string | number>>;
}

export interface ListSource {
  readonly fields: string;
  readonly from: string;
  readonly where: readonly Condition[];
  /** Never null; with its collation, when it has one. */
  readonly key: string;
  /** Unique and never null. */
  readonly id: string;
}

const scalar = z.union([z.string(), z.number()]);
const Cursor = z.tuple([scalar, scalar]);

type Keyed<Row> = Row & { list_key: string | number; list_id: string | number };

/** Throws ZodError when the cursor is not one that this made. */
export function listPage<Row>(
  prepare: (sql: string) => Database.Statement,
  source: ListSource,
  descending: boolean,
  { cursor, limit }: ListPlace,
): ListPage<Row> {
  const { fields, from, key, id } = source;
  const direction = descending ? 'DESC' : 'ASC';
  const filters = source.where.map(({ sql }) => `(${sql})`).join(' AND ') || 'TRUE';
  const bind = Object.assign({}, ...source.where.map((condition) => condition.bind)) as Condition['bind'];
  const after = cursor === null ? null : Cursor.parse(JSON.parse(cursor));
  const beyond =
    after === null ? '' : `AND (${key}, ${id}) ${descending ? '<' : '>'} (@after_key, @after_id)`;
  const rows = prepare(`
    SELECT ${fields}, ${key} AS list_key, ${id} AS list_id FROM ${from}
    WHERE ${filters} ${beyond} ORDER BY ${key} ${direction}, ${id} ${direction} LIMIT @limit`).all({
    ...bind,
    limit: limit + 1,
    ...(after === null ? {} : { after_key: after[0], after_id: after[1] }),
  }) as Keyed<Row>[];
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const total =
    cursor === null ? prepare(`SELECT count(*) AS n FROM ${from} WHERE ${filters}`).get(bind) : null;
  return {
    rows: shown,
    next: rows.length > limit && last ? JSON.stringify([last.list_key, last.list_id]) : null,
    total: total === null ? null : (total as { n: number }).n,
  };
}

/** Keeps what was prepared, by its text. */
export function preparing(db: Database.Database): (sql: string) => Database.Statement {
  const prepared = new Map<string, Database.Statement>();
  return (sql) => {
    const statement = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}

/** The condition, when there is something to ask for. */
export function when(asked: string | number | null, name: string, sql: string): Condition[] {
  return asked === null || asked === '' ? [] : [{ sql, bind: { [name]: asked } }];
}

/** One of the columns contains the text, whatever its case. */
export function containing(text: string, columns: readonly string[]): Condition[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  return [
    {
      sql: columns.map((column) => `${column} LIKE @wanted ESCAPE '\\'`).join(' OR '),
      bind: { wanted: `%${wanted.replace(/[\\%_]/g, '\\$&')}%` },
    },
  ];
}
