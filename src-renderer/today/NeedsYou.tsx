import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle24Regular,
  ChevronRight20Regular,
  Eye24Regular,
  Warning24Regular,
} from '@fluentui/react-icons';
import { type ComponentType, useId } from 'react';
import type { CallOutput, ReviewTab } from '../../shared/api.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { amount, count } from '../format/index.ts';
import { useReview } from '../review/review-store.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { baseFirst } from './base-first.ts';

type Counts = CallOutput<'review.counts'>;

const BANDS = [
  { tab: 'ready', title: 'Ready', text: 'Safe to approve together', Icon: CheckmarkCircle24Regular },
  { tab: 'check', title: 'To check', text: 'Probably right; look first', Icon: Eye24Regular },
  { tab: 'exception', title: 'Exceptions', text: 'Need a decision of yours', Icon: Warning24Regular },
] as const satisfies readonly { tab: ReviewTab; title: string; text: string; Icon: ComponentType }[];

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: '8px' },
  heading: { margin: 0 },
  cards: { display: 'grid', gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gap: '16px' },
  card: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr auto',
    columnGap: '12px',
    rowGap: '4px',
    alignItems: 'center',
    alignContent: 'start',
    padding: '16px 16px 16px 20px',
    textAlign: 'start',
    font: 'inherit',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    cursor: 'pointer',
    fontVariantNumeric: 'tabular-nums',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, boxShadow: tokens.shadow4 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  icon: { lineHeight: 1, gridRow: '1 / span 1' },
  ready: { color: tokens.colorStatusSuccessForeground1 },
  check: { color: tokens.colorBrandForeground1 },
  exception: { color: tokens.colorStatusWarningForeground1 },
  none: { color: tokens.colorNeutralForeground3 },
  chevron: { lineHeight: 1, color: tokens.colorNeutralForeground3 },
  below: { gridColumn: '1 / -1', display: 'flex', flexDirection: 'column', gap: '4px' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** How much waits in each band, in number and in money; each opens Review. */
export function NeedsYou() {
  const styles = useStyles();
  const heading = useId();
  const version = useApp((state) => state.versions.review);
  const counts = useCall('review.counts', {}, version);
  return (
    <section className={styles.section} aria-labelledby={heading} data-tour="needs-you">
      <Text as="h2" id={heading} size={400} weight="semibold" className={styles.heading}>
        {counts.value && waitingIn(counts.value) === 0 ? 'Nothing waits for you' : 'What needs you'}
      </Text>
      {counts.failure && <FailureNotice failure={counts.failure} onRetry={counts.again} />}
      {counts.value ? (
        <div className={styles.cards}>
          {BANDS.map((band) => (
            <BandCard key={band.tab} band={band} counts={counts.value ?? []} />
          ))}
        </div>
      ) : (
        !counts.failure && <Waiting label="Counting what waits" rows={2} />
      )}
    </section>
  );
}

function BandCard({ band, counts }: { band: (typeof BANDS)[number]; counts: Counts }) {
  const styles = useStyles();
  const show = useApp((state) => state.show);
  const mine = counts.find(({ tab }) => tab === band.tab);
  const number = mine?.count ?? 0;
  const base = useApp((state) => state.status?.baseCurrency ?? null);
  const totals = baseFirst(mine?.totals ?? [], base)
    .map((it) => amount(it.amountMinor, it.currency))
    .join(' + ');
  return (
    <button
      type="button"
      className={styles.card}
      onClick={() => {
        useReview.getState().open(band.tab);
        show('review');
      }}
    >
      <span className={mergeClasses(styles.icon, number === 0 ? styles.none : styles[band.tab])} aria-hidden>
        <band.Icon />
      </span>
      <Text size={400} weight="semibold">
        {band.title}
      </Text>
      <span className={styles.chevron} aria-hidden>
        <ChevronRight20Regular />
      </span>
      <span className={styles.below}>
        <Text size={800} weight="semibold">
          {count(number)}
        </Text>
        <Text size={200}>{totals === '' ? 'No payments' : totals}</Text>
        <Text size={200} className={styles.quiet}>
          {band.text}
        </Text>
      </span>
    </button>
  );
}

function waitingIn(counts: Counts): number {
  return counts
    .filter(({ tab }) => BANDS.some((band) => band.tab === tab))
    .reduce((sum, one) => sum + one.count, 0);
}
