import { Button, InfoLabel, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CalendarClock16Regular, Info16Regular, Warning16Filled } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ExpectedPayouts as Expected } from '../../shared/api.ts';
import type { AccountingDate } from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { useTableStyles } from '../components/table-styles.ts';
import { amount, count, day } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';

/** More is shown when it is asked for: the list of payouts stands below. */
const FIRST_SHOWN = 3;

const useStyles = makeStyles({
  state: { display: 'inline-flex', alignItems: 'center', gap: '4px', whiteSpace: 'nowrap' },
  late: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  calm: { color: tokens.colorNeutralForeground2 },
  pair: { '& > *': { borderBottom: 'none !important' } },
  why: { paddingTop: '0 !important' },
  more: { padding: '8px 12px' },
  scroller: { overflowX: 'auto' },
  dense: {
    '@media (max-width: 1200px)': { fontSize: '13px' },
    '& tbody tr td, & tbody tr th': { verticalAlign: 'top' },
    '& tr > th:first-child, & tr > td:first-child': { paddingInlineStart: '16px' },
  },
});

interface Line {
  readonly key: string;
  readonly state: 'overdue' | 'failed' | 'expected' | 'undated';
  readonly date: AccountingDate | null;
  readonly missingAfter: AccountingDate | null;
  readonly title: string;
  readonly count: number | null;
  readonly grossMinor: Minor | null;
  readonly feesMinor: Minor | null;
  readonly netMinor: Minor;
  readonly currency: Currency;
  readonly sentence: string;
}

/** What the gateways owe: what is missing first, then day by day, then what has no day. Nothing at all where nothing is owed. */
export function ExpectedPayouts() {
  const styles = useStyles();
  const table = useTableStyles();
  const version = useApp((state) => state.versions.payouts);
  const owed = useCall('payouts.expected', {}, version);
  const [all, setAll] = useState(false);
  if (owed.failure) return <FailureNotice failure={owed.failure} onRetry={owed.again} />;
  const lines = owed.value ? linesOf(owed.value) : [];
  if (lines.length === 0) return null;
  const late = lines.filter(({ state }) => state === 'overdue' || state === 'failed').length;
  const shown = all ? lines : lines.slice(0, Math.max(FIRST_SHOWN, late));
  return (
    <Panel
      title="Expected"
      hint={late === 0 ? 'Not paid out yet' : `Not paid out yet; ${count(late)} to look into`}
    >
      <div className={styles.scroller}>
        <table className={mergeClasses(table.table, styles.dense)}>
          <caption hidden>Money at the gateways that is in no payout yet</caption>
          <thead>
            <tr>
              <th scope="col">Due</th>
              <th scope="col">State</th>
              <th scope="col" data-align="end">
                Records
              </th>
              <th scope="col" data-align="end">
                Gross
              </th>
              <th scope="col" data-align="end">
                Fees
              </th>
              <th scope="col" data-align="end">
                To be paid
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <ExpectedLine key={line.key} line={line} />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < lines.length && (
        <div className={styles.more}>
          <Button appearance="subtle" size="small" onClick={() => setAll(true)}>
            Show {count(lines.length - shown.length)} more
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** The figures, and under them the sentence where there is something to do or to know. */
function ExpectedLine({ line }: { line: Line }) {
  const styles = useStyles();
  const table = useTableStyles();
  const money = (minor: Minor | null) => (minor === null ? '–' : amount(minor, line.currency));
  const isPlain = line.state === 'expected';
  return (
    <>
      <tr {...(isPlain ? {} : { className: styles.pair })}>
        <th scope="row" className={table.nowrap}>
          {line.date === null ? 'No day' : day(line.date)}
          <Text block size={200} className={table.quiet}>
            {line.title}
          </Text>
        </th>
        <td>
          <State line={line} />
        </td>
        <td data-align="end">{line.count === null ? '–' : count(line.count)}</td>
        <td data-align="end">{money(line.grossMinor)}</td>
        <td data-align="end">{money(line.feesMinor)}</td>
        <td data-align="end" className={table.strong}>
          {money(line.netMinor)}
        </td>
      </tr>
      {!isPlain && (
        <tr>
          <td colSpan={6} className={styles.why}>
            <Text size={200} className={styles.calm}>
              {line.sentence}
            </Text>
          </td>
        </tr>
      )}
    </>
  );
}

const STATE = {
  overdue: { word: 'Missing', Icon: Warning16Filled },
  failed: { word: 'Failed', Icon: Warning16Filled },
  expected: { word: 'Expected', Icon: CalendarClock16Regular },
  undated: { word: 'Open', Icon: Info16Regular },
} as const;

function State({ line }: { line: Line }) {
  const styles = useStyles();
  const table = useTableStyles();
  const { word, Icon } = STATE[line.state];
  const isLate = line.state === 'overdue' || line.state === 'failed';
  return (
    <>
      <span className={mergeClasses(styles.state, isLate ? styles.late : styles.calm)}>
        <Icon aria-hidden />
        {line.state === 'expected' ? <InfoLabel info={line.sentence}>{word}</InfoLabel> : word}
      </span>
      {line.state === 'expected' && line.missingAfter !== null && (
        <Text block size={200} className={table.quiet}>
          missing after {day(line.missingAfter)}
        </Text>
      )}
    </>
  );
}

function linesOf({ expected, undated, troubled }: Expected): Line[] {
  const due = expected.map((it) => ({
    ...it,
    key: `${it.connectionId} ${it.currency} ${it.dueOn}`,
    date: it.dueOn,
    feesMinor: it.feesKnown ? -it.feesMinor || 0 : null,
  }));
  const byDay = (a: Line, b: Line): number => (a.date ?? '').localeCompare(b.date ?? '');
  return [
    ...[
      ...due.filter(({ state }) => state === 'overdue'),
      ...troubled.map((it) => ({
        ...it,
        key: it.transactionId,
        missingAfter: null,
        count: null,
        grossMinor: null,
        feesMinor: null,
        netMinor: it.amountMinor,
      })),
    ].sort(byDay),
    ...due.filter(({ state }) => state === 'expected').sort(byDay),
    ...undated.map((it) => ({
      ...it,
      key: `${it.connectionId} ${it.currency} ${it.reason}`,
      state: 'undated' as const,
      date: null,
      missingAfter: null,
      feesMinor: it.reason === 'no_rhythm' || it.reason === 'untold_parts' ? -it.feesMinor || 0 : null,
    })),
  ];
}
