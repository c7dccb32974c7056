import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallFailure } from '../../shared/api.ts';
import { failureOf } from '../api/index.ts';

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

export interface Pages<Row> {
  /** Null until the first page came. */
  readonly rows: readonly Row[] | null;
  readonly failure: CallFailure | null;
  readonly asking: boolean;
  readonly hasMore: boolean;
  more(): void;
  again(): void;
}

const PAGE_ROWS = 100;
/** The contract's limit for one page. */
const MOST_ROWS = 500;

/** A list page by page. When `key` changes it is read again, as long as it was; a late answer never replaces a newer one. */
export function usePages<Row>(
  ask: (page: { cursor: string | null; limit: number }) => Promise<Page<Row>>,
  key: string,
): Pages<Row> {
  const [page, setPage] = useState<Page<Row> | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [asking, setAsking] = useState(true);
  const latestAsk = useRef(ask);
  latestAsk.current = ask;
  const round = useRef(0);
  const shown = useRef(0);

  const read = useCallback(async (after: Page<Row> | null) => {
    const mine = ++round.current;
    setAsking(true);
    try {
      const limit = after ? PAGE_ROWS : Math.min(MOST_ROWS, Math.max(PAGE_ROWS, shown.current));
      const next = await latestAsk.current({ cursor: after?.nextCursor ?? null, limit });
      if (mine !== round.current) return;
      const rows = after ? [...after.rows, ...next.rows] : next.rows;
      shown.current = rows.length;
      setPage({ rows, nextCursor: next.nextCursor });
      setFailure(null);
    } catch (error) {
      if (mine === round.current) setFailure(failureOf(error));
    } finally {
      if (mine === round.current) setAsking(false);
    }
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is asked.
  useEffect(() => {
    void read(null);
    return () => {
      round.current += 1;
    };
  }, [key, read]);

  return {
    rows: page?.rows ?? null,
    failure,
    asking,
    hasMore: page !== null && page.nextCursor !== null,
    more: () => void read(page),
    again: () => void read(null),
  };
}
