import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronRight16Regular } from '@fluentui/react-icons';
import { memo } from 'react';
import type { ReviewGroup, ReviewGrouping } from '../../shared/api.ts';
import { amount, count } from '../format/index.ts';
import { groupTitle } from './grouping.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    height: '100%',
    padding: '0 16px 0 14px',
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover },
  },
  current: {
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandForeground1}`,
    backgroundColor: tokens.colorNeutralBackground1Selected,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Selected },
  },
  title: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  strong: { fontWeight: tokens.fontWeightSemibold },
  note: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, flexShrink: 2 },
  chevron: { flexShrink: 0, color: tokens.colorNeutralForeground2 },
  count: {
    flexShrink: 0,
    padding: '0 6px',
    borderRadius: tokens.borderRadiusCircular,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground2,
  },
  totals: {
    marginInlineStart: 'auto',
    flexShrink: 0,
    display: 'flex',
    gap: '12px',
    fontVariantNumeric: 'tabular-nums',
  },
});

/** More currencies than these are in the pane on the right. */
const MOST_SHOWN = 2;

/** The head of a group: its name, how many, and how much in each currency. A click folds it away or opens it. */
export const GroupLine = memo(function GroupLine(props: {
  group: ReviewGroup;
  open: boolean;
  current: boolean;
  grouping: ReviewGrouping | null;
}) {
  const { group, open, current } = props;
  const styles = useStyles();
  const { title, note } = groupTitle(group, props.grouping);
  return (
    <div className={mergeClasses(styles.root, current && styles.current)}>
      {open ? (
        <ChevronDown16Regular className={styles.chevron} />
      ) : (
        <ChevronRight16Regular className={styles.chevron} />
      )}
      <span className={mergeClasses(styles.title, styles.strong)}>{title}</span>
      {note !== null && <span className={mergeClasses(styles.title, styles.note)}>{note}</span>}
      <span className={styles.count}>{count(group.count)}</span>
      <span className={styles.totals}>
        {group.totals.slice(0, MOST_SHOWN).map((total) => (
          <span key={total.currency} className={styles.strong}>
            {amount(total.amountMinor, total.currency)}
          </span>
        ))}
        {group.totals.length > MOST_SHOWN && <span>…</span>}
      </span>
    </div>
  );
});
