import { makeStyles, mergeClasses, Text } from '@fluentui/react-components';
import { BuildingBank48Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { PayoutRow } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { ShowMore } from '../components/ShowMore.tsx';
import { useTableStyles } from '../components/table-styles.ts';
import { Waiting } from '../components/Waiting.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { usePages } from '../stores/use-pages.ts';
import { ExpectedPayouts } from './ExpectedPayouts.tsx';
import { PayoutLine } from './PayoutLine.tsx';

const COLUMNS = ['Payments', 'Refunds, disputes', 'Fees', 'Other', 'Paid out'] as const;

const useStyles = makeStyles({
  // Eight columns fit a window of 1024 pixels.
  dense: {
    '@media (max-width: 1200px)': { fontSize: '13px' },
    // Stronger than the table's own rules: which of two equal ones comes last depends on which screen was opened first.
    '& tbody tr td, & tbody tr th, & thead tr th': { paddingInline: '6px' },
    '& thead tr th[data-align=end]': { whiteSpace: 'normal' },
    '& thead tr th': { verticalAlign: 'bottom' },
    '& tr > th:first-child, & tr > td:first-child': { paddingInlineStart: '16px' },
    '& tr > th:last-child, & tr > td:last-child': { paddingInlineEnd: '16px' },
  },
});

/** Each payout as the sum of what it carried, and the journal that books it. */
export default function PayoutsScreen() {
  const styles = useStyles();
  const table = useTableStyles();
  const version = useApp((state) => state.versions.payouts);
  const payouts = usePages((page) => call('payouts.list', page), String(version));
  const action = useAction();
  const [open, setOpen] = useState<PayoutRow['transactionId'] | null>(null);
  const [posting, setPosting] = useState<PayoutRow['transactionId'] | null>(null);
  const post = async (transactionId: PayoutRow['transactionId']) => {
    setPosting(transactionId);
    if (await action.run(() => call('payouts.postJournal', { transactionId }))) payouts.again();
    setPosting(null);
  };
  const { rows } = payouts;
  return (
    <>
      <ScreenHead title="Payouts" />
      <ScreenBody label="Payouts" wide>
        <ExpectedPayouts />
        {action.failure && <FailureNotice failure={action.failure} />}
        {payouts.failure && <FailureNotice failure={payouts.failure} onRetry={payouts.again} />}
        {rows === null && !payouts.failure && <Waiting label="Reading the payouts" />}
        {rows?.length === 0 && (
          <EmptyState
            icon={<BuildingBank48Regular />}
            title="No payouts yet"
            text="When a gateway pays out to your bank, the payout appears here with everything it is made of."
          />
        )}
        {rows !== null && rows.length > 0 && (
          <div>
            <div className={table.scroller}>
              <table className={mergeClasses(table.table, styles.dense)}>
                <caption hidden>Payouts, newest first</caption>
                <thead>
                  <tr>
                    <th scope="col">Date</th>
                    {COLUMNS.map((column) => (
                      <th scope="col" key={column} data-align="end">
                        {column}
                      </th>
                    ))}
                    <th scope="col">Tie-out</th>
                    <th scope="col">Journal</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <PayoutLine
                      key={row.transactionId}
                      row={row}
                      open={open === row.transactionId}
                      busy={action.busy}
                      posting={posting === row.transactionId}
                      onToggle={() => setOpen(open === row.transactionId ? null : row.transactionId)}
                      onPost={() => void post(row.transactionId)}
                    />
                  ))}
                </tbody>
              </table>
            </div>
            <ShowMore
              shown={rows.length}
              hasMore={payouts.hasMore}
              asking={payouts.asking}
              onMore={payouts.more}
            />
          </div>
        )}
        {rows !== null && rows.length > 0 && (
          <Text size={200} className={table.quiet}>
            A payout ties out when what it carried adds up to what the bank received, to the penny. Only then
            can its journal be posted.
          </Text>
        )}
      </ScreenBody>
    </>
  );
}
