import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDown12Regular, ArrowUp12Regular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useState } from 'react';
import { type SortBy, useReview } from './review-store.ts';

const SORTS: Readonly<Record<SortBy, { title: string; ascending: string; descending: string }>> = {
  payer: { title: 'Payer', ascending: 'A to Z', descending: 'Z to A' },
  date: { title: 'Date', ascending: 'oldest first', descending: 'newest first' },
  confidence: { title: 'Confidence', ascending: 'least sure first', descending: 'surest first' },
  amount: { title: 'Amount', ascending: 'smallest first', descending: 'largest first' },
};

const useStyles = makeStyles({
  root: {
    display: 'grid',
    // The tracks of a row, so that each title stands above what it sorts by.
    gridTemplateColumns: '28px minmax(0, 1fr) 16px minmax(0, 1.15fr) 116px',
    columnGap: '10px',
    alignItems: 'center',
    minHeight: '32px',
    padding: '0 16px 0 8px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    flexShrink: 0,
  },
  place: { display: 'flex', alignItems: 'center', gap: '8px', minWidth: 0, marginInlineStart: '-6px' },
  end: { justifyContent: 'flex-end', marginInline: '0 -6px' },
  // Goes on into the room that the amounts' title leaves.
  said: { whiteSpace: 'nowrap' },
  sorter: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '2px',
    padding: '4px 6px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    whiteSpace: 'nowrap',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  sorted: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** What was said stays long enough to be read. */
const SAID_MS = 6000;

/** The titles above the list: each sorts by what stands below it, once more the other way round. */
export function ReviewTitles(props: { said: { words: string }; menu: ReactNode }) {
  const styles = useStyles();
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    setSilent(false);
    const timer = setTimeout(() => setSilent(true), props.said.words === '' ? 0 : SAID_MS);
    return () => clearTimeout(timer);
  }, [props.said]);
  return (
    <div className={styles.root}>
      {props.menu}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields. */}
      <div role="group" aria-label="Sort by" style={{ display: 'contents' }}>
        <span className={styles.place}>
          <Sorter by="payer" />
          <Sorter by="date" />
        </span>
        <span />
        <span className={styles.place}>
          <Sorter by="confidence" />
          <span role="status" className={styles.said}>
            {silent ? '' : props.said.words}
          </span>
        </span>
        <span className={mergeClasses(styles.place, styles.end)}>
          <Sorter by="amount" />
        </span>
      </div>
    </div>
  );
}

function Sorter({ by }: { by: SortBy }) {
  const styles = useStyles();
  const { sort, descending, sortBy } = useReview();
  const sorted = sort === by;
  const { title } = SORTS[by];
  const way = SORTS[by][descending ? 'descending' : 'ascending'];
  return (
    <button
      type="button"
      className={mergeClasses(styles.sorter, sorted && styles.sorted)}
      aria-pressed={sorted}
      aria-label={sorted ? `${title}, ${way}` : title}
      onClick={() => sortBy(by)}
    >
      {title}
      {sorted && (descending ? <ArrowDown12Regular aria-hidden /> : <ArrowUp12Regular aria-hidden />)}
    </button>
  );
}
