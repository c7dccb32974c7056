import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { PayoutRow } from '../../shared/api.ts';
import { amount, count } from '../format/index.ts';
import { payoutSum } from './payout-sum.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '16px 48px',
    padding: '8px 0 16px 24px',
    alignItems: 'flex-start',
  },
  sum: {
    display: 'grid',
    gridTemplateColumns: 'minmax(200px, auto) minmax(120px, auto)',
    columnGap: '32px',
    rowGap: '4px',
    margin: 0,
    fontVariantNumeric: 'tabular-nums',
    '& dd': { margin: 0, textAlign: 'end' },
  },
  line: { display: 'contents' },
  total: {
    '& > *': {
      paddingTop: '4px',
      borderTop: `1px solid ${tokens.colorNeutralStroke1}`,
      fontWeight: tokens.fontWeightSemibold,
    },
  },
  good: { '& > dd': { color: tokens.colorStatusSuccessForeground1 } },
  bad: { '& > dd': { color: tokens.colorStatusDangerForeground1 } },
  about: { display: 'flex', flexDirection: 'column', gap: '4px', maxWidth: '360px' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** The sum written out, line by line, against what the bank received. */
export function PayoutSum({ row }: { row: PayoutRow }) {
  const styles = useStyles();
  const { parts, totalMinor } = payoutSum(row);
  const money = (minor: number) => amount(minor, row.currency);
  const tied = row.tieOut === 'tied_out';
  return (
    <div className={styles.root}>
      <dl className={styles.sum}>
        {parts.map(({ label, minor }) => (
          <div className={styles.line} key={label}>
            <dt>{label}</dt>
            <dd>{money(minor)}</dd>
          </div>
        ))}
        <div className={mergeClasses(styles.line, styles.total)}>
          <dt>Adds up to</dt>
          <dd>{money(totalMinor)}</dd>
        </div>
        <div className={styles.line}>
          <dt>Paid out to the bank</dt>
          <dd>{money(row.amountMinor)}</dd>
        </div>
        <div className={mergeClasses(styles.line, styles.total, tied ? styles.good : styles.bad)}>
          <dt>Difference</dt>
          <dd>{money(row.differenceMinor)}</dd>
        </div>
      </dl>
      <div className={styles.about}>
        <Text>{SENTENCE[row.tieOut]}</Text>
        {row.journalNote !== null && JOURNAL[row.journal] !== undefined && (
          <Text>
            {JOURNAL[row.journal]} {row.journalNote}
          </Text>
        )}
        <Text size={200} className={styles.quiet}>
          {count(row.parts)} {row.parts === 1 ? 'record' : 'records'}, payout {row.externalId}
        </Text>
      </div>
    </div>
  );
}

const JOURNAL: Partial<Record<PayoutRow['journal'], string>> = {
  returned: 'Its journal came back from the ledger; put right what is named and post it again.',
  dead_letter: 'Its journal could not be posted; it waits in Exceptions.',
};

const SENTENCE = {
  tied_out: 'Everything that this payout carried is accounted for.',
  difference:
    'What is known of this payout does not add up to what was paid out. No journal can be posted before it does; the next sync looks again.',
  incomplete: 'The gateway has not reported everything in this payout yet. The next sync looks again.',
} as const;
