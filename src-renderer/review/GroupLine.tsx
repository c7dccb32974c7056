import { CounterBadge, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronRight16Regular } from '@fluentui/react-icons';
import { memo } from 'react';
import type { ReviewGroup, ReviewGrouping } from '../../shared/api.ts';
import { amount } from '../format/index.ts';
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
  title: { minWidth: 0 },
  note: { color: tokens.colorNeutralForeground2, flexShrink: 2, minWidth: 0 },
  chevron: { flexShrink: 0, color: tokens.colorNeutralForeground2 },
  count: {
    flexShrink: 0,
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
      <Text weight="semibold" truncate wrap={false} className={styles.title}>
        {title}
      </Text>
      {note !== null && (
        <Text size={200} truncate wrap={false} className={styles.note}>
          {note}
        </Text>
      )}
      <CounterBadge
        className={styles.count}
        count={group.count}
        overflowCount={99_999}
        size="small"
        color="informative"
      />
      <span className={styles.totals}>
        {group.totals.slice(0, MOST_SHOWN).map((total) => (
          <Text key={total.currency} weight="semibold">
            {amount(total.amountMinor, total.currency)}
          </Text>
        ))}
        {group.totals.length > MOST_SHOWN && <Text>…</Text>}
      </span>
    </div>
  );
});
