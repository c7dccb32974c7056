import { makeStyles, ProgressBar, Text } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { CallFailure, OrderKey, OrderRow } from '../../shared/api.ts';
import { call, failureOf } from '../api/index.ts';
import { Asking } from '../components/Asking.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { amount, count } from '../format/index.ts';
import { totalsOf } from './totals.ts';
import { orders } from './words.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '8px' },
  totals: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    margin: '4px 0',
    fontVariantNumeric: 'tabular-nums',
  },
});

const PAGE = 500;

/** What is confirmed is what is created: the very orders that were counted, and no other. */
export function ApproveReady(props: {
  search: string;
  onApprove: (keys: readonly OrderKey[], onDone: (so: number) => void) => Promise<void>;
  onClose: () => void;
}) {
  const styles = useStyles();
  const [ready, setReady] = useState<readonly OrderRow[] | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const { search } = props;
  useEffect(() => {
    let current = true;
    readyOrders(search).then(
      (rows) => current && setReady(rows),
      (error: unknown) => current && setFailure(failureOf(error)),
    );
    return () => {
      current = false;
    };
  }, [search]);
  const rows = ready ?? [];
  return (
    <Asking
      title={ready === null ? 'Approve all that is ready' : `Approve ${orders(rows.length)}`}
      confirm="Approve all"
      onConfirm={async () => {
        if (rows.length === 0) return;
        setDone(0);
        await props.onApprove(
          rows.map(({ key }) => key),
          setDone,
        );
      }}
      onClose={props.onClose}
    >
      <div className={styles.content}>
        {failure && <FailureNotice failure={failure} />}
        {ready === null && failure === null && <Waiting label="Adding up" />}
        {ready !== null && (
          <>
            {search !== '' && <Text>Only those that “{search}” finds.</Text>}
            <div className={styles.totals}>
              {totalsOf(rows).map((total) => (
                <Text key={total.currency} size={400} weight="semibold">
                  {amount(total.amountMinor, total.currency)} in {count(total.count)}
                </Text>
              ))}
            </div>
            <Text>
              Each becomes a sales order of the ledger, with its payment on the customer’s account. One that
              was changed meanwhile is left as it is.
            </Text>
          </>
        )}
        {done !== null && (
          <>
            <ProgressBar value={done} max={Math.max(1, rows.length)} aria-label="Orders approved" />
            <Text size={200} role="status">
              {count(done)} of {orders(rows.length)}
            </Text>
          </>
        )}
      </div>
    </Asking>
  );
}

async function readyOrders(search: string): Promise<OrderRow[]> {
  const rows: OrderRow[] = [];
  let cursor: string | null = null;
  do {
    const page: { rows: OrderRow[]; nextCursor: string | null } = await call('orders.list', {
      tab: 'ready',
      search,
      cursor,
      limit: PAGE,
    });
    rows.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}
