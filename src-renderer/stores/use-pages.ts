import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallFailure } from '../../shared/api.ts';
import { failureOf } from '../api/index.ts';

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
  /** Told with the first page. */
  readonly total: number | null;
}

export interface Pages<Row> {
  /** Null until the first page came. */
  readonly rows: readonly Row[] | null;
  readonly total: number | null;
  readonly failure: CallFailure | null;
  readonly asking: boolean;
  readonly hasMore: boolean;
  more(): void;
  /** Reads on to the end. */
  all(): void;
  again(): void;
}

const PAGE_ROWS = 200;
/** The contract's limit for one page. */
const MOST_ROWS = 500;

/**
 * A list page by page. Another `question` (order, filters) starts it over; another `version` reads it again, as long as it was.
 * What was shown stays until the answer is there, and a late answer never replaces a newer one.
 */
export function usePages<Row>(
  ask: (page: { cursor: string | null; limit: number }) => Promise<Page<Row>>,
  question: string,
  version: number | string = 0,
): Pages<Row> {
  const [page, setPage] = useState<Page<Row> | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [asking, setAsking] = useState(true);
  const latestAsk = useRef(ask);
  latestAsk.current = ask;
  const round = useRef(0);
  const reading = useRef(false);
  const shown = useRef<{ question: string; page: Page<Row> | null }>({ question, page: null });

  /** Reads on from `after` until there are `rows` rows. */
  const read = useCallback(async (after: Page<Row> | null, rows: number) => {
    const mine = ++round.current;
    reading.current = true;
    setAsking(true);
    try {
      let got = after;
      do {
        const wanted = rows - (got?.rows.length ?? 0);
        const limit = Math.min(MOST_ROWS, Math.max(PAGE_ROWS, wanted));
        const next = await latestAsk.current({ cursor: got?.nextCursor ?? null, limit });
        if (mine !== round.current) return;
        got = {
          rows: got ? [...got.rows, ...next.rows] : next.rows,
          nextCursor: next.nextCursor,
          total: got?.total ?? next.total,
        };
      } while (got.nextCursor !== null && got.rows.length < rows);
      shown.current.page = got;
      setPage(got);
      setFailure(null);
    } catch (error) {
      if (mine === round.current) setFailure(failureOf(error));
    } finally {
      if (mine === round.current) {
        reading.current = false;
        setAsking(false);
      }
    }
  }, []);

  const again = useCallback(() => void read(null, shown.current.page?.rows.length ?? 0), [read]);
  const onwards = useCallback(
    (rows: number) => {
      const { page: last } = shown.current;
      if (!reading.current && last !== null && last.nextCursor !== null) void read(last, rows);
    },
    [read],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version asks again.
  useEffect(() => {
    if (shown.current.question !== question) shown.current = { question, page: null };
    again();
    return () => {
      round.current += 1;
    };
  }, [question, version, again]);

  return {
    rows: page?.rows ?? null,
    total: page?.total ?? null,
    failure,
    asking,
    hasMore: page !== null && page.nextCursor !== null,
    more: useCallback(() => onwards(0), [onwards]),
    all: useCallback(() => onwards(Number.POSITIVE_INFINITY), [onwards]),
    again,
  };
}
