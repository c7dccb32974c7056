import { Button, Checkbox, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { ArrowClockwise16Regular, DocumentTableRegular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import type { Report } from '../../shared/api.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { count, day, moment } from '../format/index.ts';
import { withColumns } from './cells.ts';
import { Equation } from './Equation.tsx';
import { ReportTable } from './ReportTable.tsx';
import { kindOf } from './report-kinds.ts';
import { useReports } from './reports-store.ts';

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '12px', flexShrink: 0 },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  again: { marginInlineStart: 'auto', display: 'flex', alignItems: 'center', gap: '8px' },
  progress: { height: '2px', flexShrink: 0 },
  notes: {
    flexShrink: 0,
    margin: 0,
    paddingInlineStart: '20px',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
});

/** One report: its name and days, its equation, its lines, and what to know when reading it. */
export function ReportSheet(props: {
  report: Report;
  asking: boolean;
  /** Something changed since it was made. */
  stale: boolean;
  onAgain: () => void;
}) {
  const styles = useStyles();
  const { report, asking, stale } = props;
  const kind = kindOf(report.name);
  const { allColumns, showAllColumns } = useReports();
  const shown = useMemo(() => withColumns(report, allColumns), [report, allColumns]);
  const rest = report.rowCount - report.rows.length;
  return (
    <>
      <div className={styles.progress}>{asking && <ProgressBar aria-label="Making the report" />}</div>
      <header className={styles.head}>
        <Text as="h2" size={500} weight="semibold" className={styles.title}>
          {report.title}
        </Text>
        <Text>
          {kind.fromCounts ? `${day(report.from)} to ${day(report.to)}` : `Counted to ${day(report.to)}`}
        </Text>
        {report.columns.some(({ printed }) => !printed) && (
          <Checkbox
            label="All columns"
            checked={allColumns}
            onChange={(_event, { checked }) => showAllColumns(checked === true)}
          />
        )}
        <span className={styles.again}>
          <Text size={200} className={styles.quiet} role="status">
            {stale
              ? `As of ${moment(report.generatedAt, report.timeZone)}; something has changed since`
              : `As of ${moment(report.generatedAt, report.timeZone)}`}
          </Text>
          <Button
            size="small"
            appearance={stale ? 'primary' : 'subtle'}
            icon={<ArrowClockwise16Regular />}
            disabledFocusable={asking}
            onClick={props.onAgain}
          >
            Make it again
          </Button>
        </span>
      </header>
      {report.tieOut.length > 0 && <Equation lines={report.tieOut} />}
      {report.rowCount === 0 ? (
        <EmptyState
          icon={<DocumentTableRegular />}
          title={kind.none}
          text="Choose other days above, if you expected something."
        />
      ) : (
        <ReportTable key={report.name} report={shown} />
      )}
      {rest > 0 && (
        <Text weight="semibold">
          {count(report.rows.length)} of {count(report.rowCount)} lines are shown. The totals are of all of
          them, and an export has them all.
        </Text>
      )}
      <ul className={styles.notes} aria-label="Notes">
        {report.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  );
}
