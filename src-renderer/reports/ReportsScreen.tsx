import { Button, makeStyles, Text } from '@fluentui/react-components';
import { Print20Regular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { ReportFormat } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { saveFile } from '../components/save-file.ts';
import { Waiting } from '../components/Waiting.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { useSettled } from '../stores/use-settled.ts';
import { ExportMenu } from './ExportMenu.tsx';
import { PeriodFields } from './PeriodFields.tsx';
import { PrintSheet } from './PrintSheet.tsx';
import { periodNamed, periodProblem, todayIn } from './periods.ts';
import { ReportChoice } from './ReportChoice.tsx';
import { ReportSheet } from './ReportSheet.tsx';
import { kindOf } from './report-kinds.ts';
import { useReports } from './reports-store.ts';
import { usePrinting } from './use-printing.ts';
import { useReport } from './use-report.ts';

const useStyles = makeStyles({
  root: { display: 'flex', gap: '16px', flexGrow: 1, minHeight: 0, padding: '4px 24px 16px 20px' },
  report: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    flexGrow: 1,
    minWidth: 0,
    minHeight: 0,
    overflowY: 'auto',
    padding: '4px',
  },
});

/** After this long, the wait is explained. */
const SLOW_MS = 3000;
const TYPED_MS = 350;

/** A report of a period: chosen, looked at, printed, taken along as a file. */
export default function ReportsScreen() {
  const styles = useStyles();
  const timeZone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const { name, period, search: words, ...typed } = useReports();
  const today = todayIn(timeZone);
  const { from, to } = period === 'own' ? typed : periodNamed(period, today);
  const kind = kindOf(name);
  // Where only the last day counts, a first day that was typed earlier must not stand in the way.
  const first = kind.fromCounts ? from : to;
  const problem = periodProblem(first, to);
  const settled = useSettled(
    JSON.stringify([first, to, words]),
    period === 'own' || name === 'audit' ? TYPED_MS : 0,
  );
  const [settledFrom, settledTo, settledWords] = JSON.parse(settled) as [string, string, string];
  const asked = useReport({
    name,
    from: settledFrom,
    to: settledTo,
    search: name === 'audit' ? settledWords.trim() : '',
  });
  const exporting = useAction();
  const printing = usePrinting();
  const report = asked.report;
  const save = (format: ReportFormat): void =>
    void exporting.run(async () => {
      if (asked.wanted !== null) saveFile(await call('reports.export', { ...asked.wanted, format }));
    });
  return (
    <>
      <ScreenHead title="Reports">
        <Button
          icon={<Print20Regular />}
          disabledFocusable={asked.wanted === null}
          // While it is being made there is nothing to print yet, for a moment.
          onClick={() => report && window.print()}
        >
          Print
        </Button>
        <ExportMenu disabled={asked.wanted === null} busy={exporting.busy} onExport={save} />
      </ScreenHead>
      <div className={styles.root}>
        <ReportChoice />
        <section className={styles.report} aria-label={kind.title}>
          <PeriodFields kind={kind} today={today} from={from} to={to} problem={problem} />
          {exporting.failure && <FailureNotice failure={exporting.failure} />}
          {asked.failure && <FailureNotice failure={asked.failure} onRetry={asked.again} />}
          {report === null
            ? problem === null && !asked.failure && <Making />
            : !asked.failure && (
                <ReportSheet
                  report={report}
                  asking={asked.asking}
                  stale={asked.stale}
                  onAgain={asked.again}
                />
              )}
        </section>
      </div>
      {printing && report && <PrintSheet report={report} />}
    </>
  );
}

function Making() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <Waiting label="Making the report" />
      <Text role="status">
        {slow ? 'This takes a while: the period holds a lot. You can go on working elsewhere meanwhile.' : ''}
      </Text>
    </>
  );
}
