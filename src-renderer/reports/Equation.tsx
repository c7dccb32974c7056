import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Warning20Filled } from '@fluentui/react-icons';
import type { TieOut } from '../../shared/api.ts';
import { amount } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { baseFirst } from '../today/base-first.ts';
import { differenceSentence } from './difference.ts';

const useStyles = makeStyles({
  root: {
    flexShrink: 0,
    margin: 0,
    padding: '12px 24px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    listStyle: 'none',
  },
  line: { display: 'flex', flexDirection: 'column', gap: '8px' },
  sum: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', columnGap: '16px', rowGap: '8px' },
  figure: { display: 'flex', flexDirection: 'column', fontVariantNumeric: 'tabular-nums' },
  label: { color: tokens.colorNeutralForeground3 },
  sign: { color: tokens.colorNeutralForeground3, lineHeight: tokens.lineHeightBase500 },
  verdict: { display: 'flex', alignItems: 'center', gap: '8px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

/** Gateways = posted + awaiting + explained, a line per currency, and the difference in words. */
export function Equation({ lines }: { lines: readonly TieOut[] }) {
  const styles = useStyles();
  const base = useApp((state) => state.status?.baseCurrency ?? null);
  return (
    <ul className={styles.root} aria-label="Does it tie out?">
      {baseFirst(lines, base).map((line) => {
        const good = line.differenceMinor === 0;
        return (
          <li key={line.currency} className={styles.line}>
            <span className={styles.sum}>
              <Figure label={`Gateways, ${line.currency}`} minor={line.gatewayMinor} line={line} />
              <Text className={styles.sign}>=</Text>
              <Figure label="Posted" minor={line.postedMinor} line={line} />
              <Text className={styles.sign}>+</Text>
              <Figure label="Awaiting" minor={line.awaitingMinor} line={line} />
              <Text className={styles.sign}>+</Text>
              <Figure label="Explained" minor={line.explainedMinor} line={line} />
              {!good && (
                <>
                  <Text className={styles.sign}>+</Text>
                  <Figure label="Unexplained" minor={line.differenceMinor} line={line} />
                </>
              )}
            </span>
            <span className={mergeClasses(styles.verdict, good ? styles.good : styles.bad)}>
              {good ? <CheckmarkCircle20Filled aria-hidden /> : <Warning20Filled aria-hidden />}
              <Text weight="semibold">{differenceSentence(line)}</Text>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Figure(props: { label: string; minor: number; line: TieOut }) {
  const styles = useStyles();
  return (
    <span className={styles.figure}>
      <Text size={200} className={styles.label}>
        {props.label}
      </Text>
      <Text size={500} weight="semibold">
        {amount(props.minor, props.line.currency)}
      </Text>
    </span>
  );
}
