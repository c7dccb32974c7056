import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { BuildingBank48Regular, Search48Regular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState } from 'react';
import type { CallInput, PayoutRow } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { List, SearchBox, useArrangement } from '../components/list/index.ts';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { usePages } from '../stores/use-pages.ts';
import { useSettled } from '../stores/use-settled.ts';
import { payoutColumns } from './columns.tsx';
import { ExpectedPayouts } from './ExpectedPayouts.tsx';
import { EVERYTHING, filterWords, PayoutFilters } from './PayoutFilters.tsx';
import { PayoutSum } from './PayoutSum.tsx';

type Sort = NonNullable<CallInput<'payouts.list'>['sort']>;
type Id = PayoutRow['transactionId'];

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground3 } });

const keyOf = (row: PayoutRow): string => row.transactionId;
const sumOf = (row: PayoutRow) => <PayoutSum row={row} />;

/** Each payout as the sum of what it carried, and the journal that books it. */
export default function PayoutsScreen() {
  const styles = useStyles();
  const version = useApp((state) => state.versions.payouts);
  const { busy, failure, run } = useAction();
  const [posting, setPosting] = useState<Id | null>(null);
  const [typed, setTyped] = useState('');
  const [filter, setFilter] = useState(EVERYTHING);
  const search = useSettled(typed, 200);
  const post = useCallback(
    async (transactionId: Id) => {
      setPosting(transactionId);
      // What it did comes back as a change of the payouts.
      await run(() => call('payouts.postJournal', { transactionId }));
      setPosting(null);
    },
    [run],
  );
  const columns = useMemo(
    () => payoutColumns({ busy, posting, onPost: (id) => void post(id) }),
    [busy, posting, post],
  );
  const arrangement = useArrangement('payouts', columns, { by: 'date', descending: true });
  const { by: sort, descending } = arrangement.sort;
  const question = JSON.stringify({ search, sort, descending, ...filter });
  const payouts = usePages(
    (page) => call('payouts.list', { ...page, ...filter, search, sort: sort as Sort, descending }),
    question,
    version,
  );
  const { rows } = payouts;
  const words = filterWords(filter, search);
  return (
    <>
      <ScreenHead title="Payouts">
        <SearchBox label="Search the payouts" value={typed} onChange={setTyped} />
        <PayoutFilters value={filter} onChange={setFilter} />
      </ScreenHead>
      <ScreenBody label="Payouts" wide fill>
        <ExpectedPayouts />
        {failure && <FailureNotice failure={failure} />}
        {payouts.failure && <FailureNotice failure={payouts.failure} onRetry={payouts.again} />}
        {(rows === null || !arrangement.ready) && !payouts.failure && <Waiting label="Reading the payouts" />}
        {rows?.length === 0 &&
          (words.length === 0 ? (
            <EmptyState
              icon={<BuildingBank48Regular />}
              title="No payouts yet"
              text="When a gateway pays out to your bank, the payout appears here with everything it is made of."
            />
          ) : (
            <EmptyState icon={<Search48Regular />} title="No payout fits" text={words.join(', ')}>
              <Button
                onClick={() => {
                  setTyped('');
                  setFilter(EVERYTHING);
                }}
              >
                Show everything
              </Button>
            </EmptyState>
          ))}
        {rows !== null && rows.length > 0 && arrangement.ready && (
          <List
            label="Payouts"
            rows={rows}
            rowKey={keyOf}
            arrangement={arrangement}
            nouns={['payout', 'payouts']}
            total={payouts.total}
            hasMore={payouts.hasMore}
            onMore={payouts.more}
            onAll={payouts.all}
            question={question}
            filters={words}
            detail={sumOf}
          />
        )}
        {rows !== null && rows.length > 0 && (
          <Text size={200} className={styles.quiet}>
            A payout ties out when what it carried adds up to what the bank received, to the penny. Only then
            can its journal be posted.
          </Text>
        )}
      </ScreenBody>
    </>
  );
}
