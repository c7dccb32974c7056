import { makeStyles, mergeClasses, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled, Warning16Filled } from '@fluentui/react-icons';
import type { TieOut } from '../../shared/api.ts';
import { amount } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: '20px',
    height: '48px',
    padding: '0 24px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
  },
  figure: { display: 'flex', flexDirection: 'column', fontVariantNumeric: 'tabular-nums' },
  label: { color: tokens.colorNeutralForeground3 },
  sign: { color: tokens.colorNeutralForeground3 },
  verdict: { display: 'flex', alignItems: 'center', gap: '6px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  progress: { marginInlineStart: 'auto', width: '260px', textAlign: 'end', overflow: 'hidden' },
});

/** Gateway = posted + awaiting + explained, for the company's own currency; the difference is what matters. */
export function TieOutHeader() {
  const styles = useStyles();
  const tieOut = useApp((state) => state.tieOut);
  const base = useApp((state) => state.status?.baseCurrency);
  const progress = useApp((state) => state.progress);
  const line = tieOut.find(({ currency }) => currency === base);
  const off = tieOut.filter(({ differenceMinor }) => differenceMinor !== 0);
  return (
    <section className={styles.root} aria-label="Tie-out" data-tour="tie-out">
      {line && (
        <>
          <Figure label="Gateways" minor={line.gatewayMinor} line={line} />
          <Text className={styles.sign}>=</Text>
          <Figure label="Posted" minor={line.postedMinor} line={line} />
          <Text className={styles.sign}>+</Text>
          <Figure label="Awaiting" minor={line.awaitingMinor} line={line} />
          <Text className={styles.sign}>+</Text>
          <Figure label="Explained" minor={line.explainedMinor} line={line} />
          <span className={mergeClasses(styles.verdict, off.length === 0 ? styles.good : styles.bad)}>
            {off.length === 0 ? <CheckmarkCircle16Filled /> : <Warning16Filled />}
            <Text weight="semibold">
              {off.length === 0
                ? 'Ties out'
                : off.map((it) => `${amount(it.differenceMinor, it.currency)} unexplained`).join(', ')}
            </Text>
          </span>
        </>
      )}
      {progress && (
        <div className={styles.progress} aria-live="polite">
          <Text size={200} truncate block>
            {progress.label}
          </Text>
          <ProgressBar
            aria-label={progress.label}
            {...(progress.fraction === null ? {} : { value: progress.fraction })}
          />
        </div>
      )}
    </section>
  );
}

function Figure(props: { label: string; minor: number; line: TieOut }) {
  const styles = useStyles();
  return (
    <span className={styles.figure}>
      <Text size={100} className={styles.label}>
        {props.label}
      </Text>
      <Text size={300} weight="semibold">
        {amount(props.minor, props.line.currency)}
      </Text>
    </span>
  );
}
