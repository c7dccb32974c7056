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
import { fold } from './search-text.ts';

export interface ReviewFilter {
  readonly states: readonly TransactionState[];
  /** Null in the list: not matched yet. Undefined: every band. */
  readonly bands?: readonly (Band | null)[] | undefined;
  readonly gateway?: string | undefined;
  /** Parts of words; all must occur (references, payer, description, ids, proposed invoices). */
  readonly text?: string | undefined;
}

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

export interface Review {
  page(filter: ReviewFilter, sort: ReviewSort, after: string | null, limit: number): ReviewPage;
  counts(filter: ReviewFilter): ReviewCount[];
  /** Ids only, in date order: what "approve all" goes through. */
  ids(filter: ReviewFilter): TransactionId[];
}

const EVERY_BAND: readonly (Band | null)[] = ['ready', 'check', 'exception', null];
const SORTS = {
  date: { column: 'occurred_at', index: 'transaction_by_date' },
  amount: { column: 'amount_minor', index: 'transaction_by_amount' },
  confidence: { column: 'confidence', index: 'transaction_by_confidence' },
  payer: { column: 'payer', index: 'transaction_by_payer' },
} as const;

interface Condition {
  readonly sql: string;
  readonly bind: readonly (string | number)[];
}

/** Words of three letters and more go through the trigram index; shorter ones are looked for in the text itself. */
function textCondition(text: string | undefined): Condition {
  const words = fold(text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const long = words.filter((word) => [...word].length >= 3);
  const short = words.filter((word) => [...word].length < 3);
  const parts: string[] = [];
  const bind: string[] = [];
  if (long.length > 0) {
    parts.push('AND seq IN (SELECT rowid FROM transaction_search WHERE transaction_search MATCH ?)');
    bind.push(long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND '));
  }
  for (const word of short) {
    parts.push('AND (instr(search_text, ?) > 0 OR instr(proposal_text, ?) > 0)');
    bind.push(word, word);
  }
  return { sql: parts.join(' '), bind };
}

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
}

const toReviewRow = (row: PageRow): ReviewRow => ({
  transaction: fromJson<GatewayTransaction>(row.record, 'transaction'),
  state: row.state as TransactionState,
  stateNote: row.state_note,
  band: row.band as Band | null,
  proposal: row.proposal === null ? null : fromJson<Proposal>(row.proposal, 'proposal'),
  proposalVersion: row.version,
  madeBy: row.made_by as ReviewRow['madeBy'],
});

export function reviewQueries(db: Database.Database): Review {
  const prepared = new Map<string, Database.Statement>();
  const prepare = (sql: string): Database.Statement => {
    const statement = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
  const gatewayCondition = (gateway: string | undefined): Condition =>
    gateway === undefined ? { sql: '', bind: [] } : { sql: 'AND gateway = ?', bind: [gateway] };

  const walk = (filter: ReviewFilter, sort: ReviewSort, after: string | null, limit: number) => {
    const { column, index } = SORTS[sort.by];
    const direction = sort.descending ? 'DESC' : 'ASC';
    const key = after === null ? null : fromJson<[string | number, number]>(after, 'page key');
    const beyond = key === null ? '' : `AND (${column}, seq) ${sort.descending ? '<' : '>'} (?, ?)`;
    const text = textCondition(filter.text);
    const gateway = gatewayCondition(filter.gateway);
    const walks = filter.states.flatMap((state) =>
      (filter.bands ?? EVERY_BAND).map((band) => ({
        sql: `SELECT * FROM (SELECT ${column} AS k, seq FROM gateway_transaction INDEXED BY ${index}
          WHERE state = ? AND band IS ? ${gateway.sql} ${text.sql} ${beyond}
          ORDER BY ${column} ${direction}, seq ${direction} LIMIT ${limit})`,
        bind: [state, band, ...gateway.bind, ...text.bind, ...(key ?? [])],
      })),
    );
    return {
      sql: `${walks.map(({ sql }) => sql).join(' UNION ALL ')} ORDER BY k ${direction}, seq ${direction} LIMIT ${limit}`,
      bind: walks.flatMap(({ bind }) => bind),
      direction,
    };
  };

  return {
    page: (filter, sort, after, limit) => {
      if (filter.states.length === 0 || filter.bands?.length === 0) return { rows: [], next: null };
      const { sql, bind, direction } = walk(filter, sort, after, limit + 1);
      const rows = prepare(`
        SELECT w.k, w.seq, r.record, t.state, t.state_note, t.band, p.record AS proposal, p.version, p.made_by
        FROM (${sql}) AS w JOIN gateway_transaction AS t ON t.seq = w.seq
        JOIN transaction_revision AS r ON r.transaction_id = t.id AND r.revision = t.revision
        LEFT JOIN proposal AS p ON p.transaction_id = t.id
        ORDER BY w.k ${direction}, w.seq ${direction}`).all(...bind) as PageRow[];
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        rows: shown.map(toReviewRow),
        next: rows.length > limit && last ? JSON.stringify([last.k, last.seq]) : null,
      };
    },
    counts: (filter) => {
      const text = textCondition(filter.text);
      const gateway = gatewayCondition(filter.gateway);
      const bands = JSON.stringify(filter.bands ?? EVERY_BAND);
      // Index columns in their order: the totals come from one walk of transaction_totals, without sorting.
      return prepare(`
        SELECT state, band, currency, count(*) AS count, sum(amount_minor) AS amountMinor
        FROM gateway_transaction
        WHERE state IN (SELECT value FROM json_each(?)) ${gateway.sql} ${text.sql}
          AND coalesce(band, '') IN (SELECT coalesce(value, '') FROM json_each(?))
        GROUP BY state, band, currency ORDER BY state, band, currency`).all(
        JSON.stringify(filter.states),
        ...gateway.bind,
        ...text.bind,
        bands,
      ) as ReviewCount[];
    },
    ids: (filter) => {
      if (filter.states.length === 0 || filter.bands?.length === 0) return [];
      const { sql, bind } = walk(filter, { by: 'date', descending: false }, null, 1_000_000);
      return prepare(
        `SELECT t.id FROM (${sql}) AS w JOIN gateway_transaction AS t ON t.seq = w.seq ORDER BY w.k, w.seq`,
      )
        .pluck()
        .all(...bind) as TransactionId[];
    },
  };
}
