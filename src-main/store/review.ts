/**
 * The review list: filtered, sorted and paged by key, so that page 500 costs what page 1 costs. Each (state, band) is
 * one walk along an index that starts with them; the walks are merged, and only the rows of the page are read whole.
 */
import type Database from 'better-sqlite3';
import type {
  Band,
  GatewayTransaction,
  Proposal,
  TransactionId,
  TransactionState,
} from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { fromJson } from './canonical.ts';
import {
  COVERING_INDEX,
  conditionsOf,
  EVERY_BAND,
  PAYOUT_KEY,
  type ReviewFilter,
  type ReviewGrouping,
  registerReviewFunctions,
  walksOf,
} from './review-filter.ts';

export interface ReviewSort {
  readonly by: 'date' | 'amount' | 'confidence' | 'payer';
  readonly descending: boolean;
}

export interface ReviewRow {
  readonly transaction: GatewayTransaction;
  readonly state: TransactionState;
  readonly stateNote: string | null;
  readonly band: Band | null;
  readonly proposal: Proposal | null;
  readonly proposalVersion: number | null;
  readonly madeBy: 'matching' | 'person' | null;
  /** Who is asked about it; null when it is not flagged for a colleague. */
  readonly flaggedFor: string | null;
  /** The ledger, read back, showed something else than was written. */
  readonly ledgerDiffers: boolean;
}

export interface ReviewPage {
  readonly rows: readonly ReviewRow[];
  /** Give it back for the next page; null on the last. */
  readonly next: string | null;
}

export interface ReviewCount {
  readonly state: TransactionState;
  readonly band: Band | null;
  readonly currency: Currency;
  readonly count: number;
  /** Sum of the transactions' amounts (unsigned), minor units. */
  readonly amountMinor: Minor;
}

/** One group and currency: how many pass the filter, how much, and how many of them are flagged for a colleague. */
export interface ReviewGroupCount {
  /** Customer number, gateway, `<connectionId>:<externalId>` of a payout, or local day; '' where there is none. */
  readonly key: string;
  readonly currency: Currency;
  readonly count: number;
  readonly amountMinor: Minor;
  readonly flagged: number;
}

export interface Review {
  page(filter: ReviewFilter, sort: ReviewSort, after: string | null, limit: number): ReviewPage;
  /** The rows from a place on, for a list whose length is known. */
  rowsAt(filter: ReviewFilter, sort: ReviewSort, offset: number, limit: number): readonly ReviewRow[];
  counts(filter: ReviewFilter): ReviewCount[];
  /** As `counts`, told apart by whether a colleague is asked: all lists of the screen in one walk. */
  countsByFlag(filter: ReviewFilter): (ReviewCount & { readonly flagged: 0 | 1 })[];
  /** Of everything that passes the filter. `timeZone`: whose days a grouping by date goes by. */
  groups(filter: ReviewFilter, by: ReviewGrouping, timeZone: string): ReviewGroupCount[];
  /** Ids only, in date order: what "approve all" goes through. */
  ids(filter: ReviewFilter): TransactionId[];
}

const SORTS = {
  date: { column: 'occurred_at', index: 'transaction_by_date' },
  amount: { column: 'amount_minor', index: 'transaction_by_amount' },
  confidence: { column: 'confidence', index: 'transaction_by_confidence' },
  payer: { column: 'payer', index: 'transaction_by_payer' },
} as const;

const GROUP_KEYS: Readonly<Record<ReviewGrouping, string>> = {
  customer: 'customer_no',
  gateway: 'gateway',
  payout: PAYOUT_KEY,
  date: 'local_day(occurred_at, ?)',
};

interface PageRow {
  k: string | number;
  seq: number;
  record: string;
  state: string;
  state_note: string | null;
  band: string | null;
  proposal: string | null;
  version: number | null;
  made_by: string | null;
  for_whom: string | null;
  ledger_differs: number;
}

const toReviewRow = (row: PageRow): ReviewRow => ({
  transaction: fromJson<GatewayTransaction>(row.record, 'transaction'),
  state: row.state as TransactionState,
  stateNote: row.state_note,
  band: row.band as Band | null,
  proposal: row.proposal === null ? null : fromJson<Proposal>(row.proposal, 'proposal'),
  proposalVersion: row.version,
  madeBy: row.made_by as ReviewRow['madeBy'],
  flaggedFor: row.for_whom,
  ledgerDiffers: row.ledger_differs === 1,
});

const COUNTED = 'transaction_totals';

export function reviewQueries(db: Database.Database): Review {
  registerReviewFunctions(db);
  const prepared = new Map<string, Database.Statement>();
  const prepare = (sql: string): Database.Statement => {
    const statement = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };

  const walk = (
    filter: ReviewFilter,
    sort: ReviewSort,
    place: { after: string | null; offset: number },
    limit: number,
  ) => {
    const { column, index } = SORTS[sort.by];
    const direction = sort.descending ? 'DESC' : 'ASC';
    const key = place.after === null ? null : fromJson<[string | number, number]>(place.after, 'page key');
    const beyond = key === null ? '' : `AND (${column}, seq) ${sort.descending ? '<' : '>'} (?, ?)`;
    const conditions = conditionsOf(filter);
    const walks = walksOf(filter).map(({ state, band }) => ({
      sql: `SELECT * FROM (SELECT ${column} AS k, seq FROM gateway_transaction
        INDEXED BY ${conditions.index ?? index}
        WHERE state = ? AND band IS ? ${conditions.sql} ${beyond}
        ORDER BY ${column} ${direction}, seq ${direction} LIMIT ${limit + place.offset})`,
      bind: [state, band, ...conditions.bind, ...(key ?? [])],
    }));
    return {
      sql: `${walks.map(({ sql }) => sql).join(' UNION ALL ')}
        ORDER BY k ${direction}, seq ${direction} LIMIT ${limit} OFFSET ${place.offset}`,
      bind: walks.flatMap(({ bind }) => bind),
      direction,
    };
  };
  const isEmpty = (filter: ReviewFilter): boolean => walksOf(filter).length === 0;
  const read = (walked: ReturnType<typeof walk>): PageRow[] =>
    prepare(`
      SELECT w.k, w.seq, r.record, t.state, t.state_note, t.band, t.ledger_differs, p.record AS proposal, p.version,
        p.made_by, f.for_whom
      FROM (${walked.sql}) AS w JOIN gateway_transaction AS t ON t.seq = w.seq
      JOIN transaction_revision AS r ON r.transaction_id = t.id AND r.revision = t.revision
      LEFT JOIN proposal AS p ON p.transaction_id = t.id
      LEFT JOIN colleague_flag AS f ON f.transaction_id = t.id AND f.cleared_at IS NULL
      ORDER BY w.k ${walked.direction}, w.seq ${walked.direction}`).all(...walked.bind) as PageRow[];

  return {
    page: (filter, sort, after, limit) => {
      if (isEmpty(filter)) return { rows: [], next: null };
      const rows = read(walk(filter, sort, { after, offset: 0 }, limit + 1));
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        rows: shown.map(toReviewRow),
        next: rows.length > limit && last ? JSON.stringify([last.k, last.seq]) : null,
      };
    },
    rowsAt: (filter, sort, offset, limit) =>
      isEmpty(filter) ? [] : read(walk(filter, sort, { after: null, offset }, limit)).map(toReviewRow),
    counts: (filter) => {
      const conditions = conditionsOf(filter);
      // Index columns in their order: the totals come from one walk of an index, without reading a row.
      return prepare(`
        SELECT state, band, currency, count(*) AS count, sum(amount_minor) AS amountMinor
        FROM gateway_transaction INDEXED BY ${conditions.index ?? COUNTED}
        WHERE state IN (SELECT value FROM json_each(?)) ${conditions.sql}
          AND coalesce(band, '') IN (SELECT coalesce(value, '') FROM json_each(?))
        GROUP BY state, band, currency ORDER BY state, band, currency`).all(
        JSON.stringify(filter.states),
        ...conditions.bind,
        JSON.stringify(filter.bands ?? EVERY_BAND),
      ) as ReviewCount[];
    },
    countsByFlag: (filter) => {
      const conditions = conditionsOf(filter);
      return prepare(`
        SELECT state, band, currency, flagged, count(*) AS count, sum(amount_minor) AS amountMinor
        FROM gateway_transaction INDEXED BY ${conditions.index ?? COVERING_INDEX}
        WHERE state IN (SELECT value FROM json_each(?)) ${conditions.sql}
        GROUP BY state, band, currency, flagged`).all(
        JSON.stringify(filter.states),
        ...conditions.bind,
      ) as (ReviewCount & { flagged: 0 | 1 })[];
    },
    groups: (filter, by, timeZone) => {
      if (isEmpty(filter)) return [];
      const conditions = conditionsOf(filter);
      const zone = by === 'date' ? [timeZone] : [];
      const walks = walksOf(filter);
      const sql = walks.map(
        () => `SELECT ${GROUP_KEYS[by]} AS key, currency, amount_minor, flagged
          FROM gateway_transaction INDEXED BY ${COVERING_INDEX} WHERE state = ? AND band IS ? ${conditions.sql}`,
      );
      return prepare(`
        SELECT key, currency, count(*) AS count, sum(amount_minor) AS amountMinor, sum(flagged) AS flagged
        FROM (${sql.join(' UNION ALL ')}) GROUP BY key, currency ORDER BY key, currency`).all(
        ...walks.flatMap(({ state, band }) => [...zone, state, band, ...conditions.bind]),
      ) as ReviewGroupCount[];
    },
    ids: (filter) => {
      if (isEmpty(filter)) return [];
      const ascending = { by: 'date', descending: false } as const;
      const { sql, bind } = walk(filter, ascending, { after: null, offset: 0 }, 1_000_000);
      return prepare(
        `SELECT t.id FROM (${sql}) AS w JOIN gateway_transaction AS t ON t.seq = w.seq ORDER BY w.k, w.seq`,
      )
        .pluck()
        .all(...bind) as TransactionId[];
    },
  };
}
