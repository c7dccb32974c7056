/** What the review list can be narrowed to, as conditions on the columns of its index. */
import type Database from 'better-sqlite3';
import type { Band, Flag, Instant, TransactionKind, TransactionState } from '../../shared/model.ts';
import { currency, exponentOf } from '../../shared/money.ts';
import { registerLocalDay } from './local-day.ts';
import { fold } from './search-text.ts';

export type ReviewGrouping = 'customer' | 'gateway' | 'payout' | 'date';

export interface ReviewFilter {
  readonly states: readonly TransactionState[];
  /** Null in the list: not matched yet. Undefined: every band. */
  readonly bands?: readonly (Band | null)[] | undefined;
  readonly gateway?: string | undefined;
  /** Parts of words; all must occur (references, payer, description, ids, proposed invoices). */
  readonly text?: string | undefined;
  readonly kind?: TransactionKind | undefined;
  /** The proposed customer; '' is the key of those of whom none is known. */
  readonly customerNo?: string | undefined;
  /** `<connectionId>:<externalId>` of the payout; '' for what is in none yet. */
  readonly payout?: string | undefined;
  /** In thousandths of the currency's unit, whatever its exponent: 12.50 is 12500. Both ends belong to it. */
  readonly amountFromThousandths?: number | undefined;
  readonly amountToThousandths?: number | undefined;
  readonly occurredFrom?: Instant | undefined;
  /** Not this instant itself. */
  readonly occurredBefore?: Instant | undefined;
  /** What matching, or the ledger, has to say about it. */
  readonly remark?: Flag | 'any' | 'none' | 'ledger_differs' | undefined;
  /** True: only what is flagged for a colleague. False: all but those. */
  readonly flagged?: boolean | undefined;
}

export interface Condition {
  readonly sql: string;
  readonly bind: readonly (string | number)[];
}

/** Holds every column that a filter or a group asks for. */
export const COVERING_INDEX = 'transaction_by_date';
export const EVERY_BAND: readonly (Band | null)[] = ['ready', 'check', 'exception', null];
export const PAYOUT_KEY = `CASE WHEN payout_external_id IS NULL THEN '' ELSE connection_id || ':' || payout_external_id END`;

/** The functions that conditions and groups call. */
export function registerReviewFunctions(db: Database.Database): void {
  registerLocalDay(db);
  db.function(
    'thousandths',
    { deterministic: true },
    (minor: unknown, code: unknown) => Number(minor) * 10 ** (3 - exponentOf(currency(String(code)))),
  );
}

/** Words of three letters and more go through the trigram index; shorter ones are looked for in the text itself. */
function textParts(text: string | undefined): Condition[] {
  const words = fold(text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const long = words.filter((word) => [...word].length >= 3);
  const short = words.filter((word) => [...word].length < 3);
  const parts: Condition[] = short.map((word) => ({
    sql: '(instr(search_text, ?) > 0 OR instr(proposal_text, ?) > 0)',
    bind: [word, word],
  }));
  if (long.length > 0) {
    parts.push({
      sql: 'seq IN (SELECT rowid FROM transaction_search WHERE transaction_search MATCH ?)',
      bind: [long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ')],
    });
  }
  return parts;
}

function remarkPart(remark: NonNullable<ReviewFilter['remark']>): Condition {
  switch (remark) {
    case 'any':
      return { sql: `flags <> ''`, bind: [] };
    case 'none':
      return { sql: `flags = ''`, bind: [] };
    case 'ledger_differs':
      return { sql: 'ledger_differs = 1', bind: [] };
    default:
      return { sql: 'instr(flags, ?) > 0', bind: [` ${remark} `] };
  }
}

/** Beyond state, band, gateway and text, which every sort's index answers. */
function narrowParts(filter: ReviewFilter): Condition[] {
  const parts: Condition[] = [];
  const add = (sql: string, value: string | number | undefined): void => {
    if (value !== undefined) parts.push({ sql, bind: [value] });
  };
  add('kind = ?', filter.kind);
  add('customer_no = ?', filter.customerNo);
  if (filter.payout === '') parts.push({ sql: 'payout_external_id IS NULL', bind: [] });
  else if (filter.payout !== undefined) {
    const colon = filter.payout.indexOf(':');
    const bind = [filter.payout.slice(0, colon), filter.payout.slice(colon + 1)];
    parts.push({ sql: 'connection_id = ? AND payout_external_id = ?', bind });
  }
  add('thousandths(amount_minor, currency) >= ?', filter.amountFromThousandths);
  add('thousandths(amount_minor, currency) <= ?', filter.amountToThousandths);
  add('occurred_at >= ?', filter.occurredFrom);
  add('occurred_at < ?', filter.occurredBefore);
  if (filter.remark !== undefined) parts.push(remarkPart(filter.remark));
  if (filter.flagged !== undefined) add('flagged = ?', filter.flagged ? 1 : 0);
  return parts;
}

export interface ReviewConditions extends Condition {
  /** The index to walk whatever the order; null: the order's own holds all that is asked for. */
  readonly index: string | null;
}

/** One customer's rows and one payout's are few: found by an index of their own. All else is in the index by date. */
function indexFor({ customerNo, payout }: ReviewFilter): string {
  if (customerNo !== undefined && customerNo !== '') return 'transaction_by_customer';
  return payout === undefined || payout === '' ? COVERING_INDEX : 'transaction_payout';
}

/** `sql` starts with AND, or is empty. */
export function conditionsOf(filter: ReviewFilter): ReviewConditions {
  const narrow = narrowParts(filter);
  const parts = [...narrow, ...textParts(filter.text)];
  if (filter.gateway !== undefined) parts.push({ sql: 'gateway = ?', bind: [filter.gateway] });
  return {
    sql: parts.map(({ sql }) => `AND ${sql}`).join(' '),
    bind: parts.flatMap(({ bind }) => bind),
    index: narrow.length === 0 ? null : indexFor(filter),
  };
}

/** Each state with each band of the filter: one walk along the index apiece. */
export function walksOf(filter: ReviewFilter): { state: TransactionState; band: Band | null }[] {
  return filter.states.flatMap((state) => (filter.bands ?? EVERY_BAND).map((band) => ({ state, band })));
}
