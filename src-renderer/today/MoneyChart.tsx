import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DataBarVertical20Regular, Table20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { DailyTieOut } from '../../shared/api.ts';
import type { AccountingDate } from '../../shared/model.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { amount, day } from '../format/index.ts';
import { useReports } from '../reports/reports-store.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { ChartLegend } from './ChartLegend.tsx';
import { DayBars } from './DayBars.tsx';
import { DayTable } from './DayTable.tsx';
import { drawnCurrency, otherSums, stacksOf, sumOf } from './day-stacks.ts';

const DAYS = 30;

const useStyles = makeStyles({
  chart: { display: 'flex', flexDirection: 'column', gap: '12px', padding: '12px 24px 16px' },
  padded: { padding: '8px 24px' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** What came in on each of the last days, and what has become of it; a day opens its reconciliation. */
export function MoneyChart() {
  const styles = useStyles();
  const version = useApp(({ versions }) => `${versions.review}.${versions.status}`);
  const daily = useCall('tieOut.daily', { days: DAYS }, version);
  const [asTable, setAsTable] = useState(false);
  return (
    <Panel
      title={`The last ${DAYS} days`}
      hint="Payments less refunds and disputes"
      actions={
        <Button
          appearance="subtle"
          icon={asTable ? <DataBarVertical20Regular /> : <Table20Regular />}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'As a chart' : 'As a table'}
        </Button>
      }
    >
      {daily.value === null ? (
        <div className={styles.padded}>
          {daily.failure ? (
            <FailureNotice failure={daily.failure} onRetry={daily.again} />
          ) : (
            <Waiting label="Adding up the last days" rows={3} />
          )}
        </div>
      ) : (
        <Days daily={daily.value} asTable={asTable} />
      )}
    </Panel>
  );
}

function Days({ daily, asTable }: { daily: DailyTieOut; asTable: boolean }) {
  const styles = useStyles();
  const base = useApp((state) => state.status?.baseCurrency ?? null);
  const [read, setRead] = useState<AccountingDate | null>(null);
  const currency = drawnCurrency(daily, base);
  if (currency === null) return <Text className={styles.padded}>Nothing came in on any of these days.</Text>;
  const stacks = stacksOf(daily, currency);
  const looked = stacks.find(({ date }) => date === read);
  const others = otherSums(daily, currency);
  const open = (date: AccountingDate): void => {
    useReports.getState().open('reconciliation', { from: date, to: date });
    useApp.getState().show('reports');
  };
  if (asTable) return <DayTable stacks={stacks} currency={currency} others={others} onOpen={open} />;
  return (
    <div className={styles.chart}>
      <ChartLegend
        title={looked ? day(looked.date) : `All ${stacks.length} days`}
        sides={looked ?? sumOf(stacks)}
        currency={currency}
      />
      <DayBars stacks={stacks} currency={currency} onRead={setRead} onOpen={open} />
      {others.length > 0 && (
        <Text size={200} className={styles.quiet}>
          Besides, in other currencies: {others.map((it) => amount(it.minor, it.currency)).join(' and ')}.
        </Text>
      )}
    </div>
  );
}
