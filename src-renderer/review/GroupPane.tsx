import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReviewGroup, ReviewGrouping, ReviewTab } from '../../shared/api.ts';
import { amount, count } from '../format/index.ts';
import { groupTitle } from './grouping.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
  facts: {
    padding: '16px 20px 24px',
    overflowY: 'auto',
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
  },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  total: { display: 'flex', gap: '8px', alignItems: 'baseline', fontVariantNumeric: 'tabular-nums' },
  actions: {
    display: 'flex',
    gap: '8px',
    flexWrap: 'wrap',
    padding: '12px 20px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** A group in sums, and what can be done with all of it. */
export function GroupPane(props: {
  group: ReviewGroup;
  grouping: ReviewGrouping | null;
  tab: ReviewTab;
  open: boolean;
  onApprove: () => void;
  onFold: () => void;
}) {
  const styles = useStyles();
  const { group, tab } = props;
  const { title, note } = groupTitle(group, props.grouping);
  const open = group.count - group.flagged;
  return (
    <div className={styles.root}>
      <section className={styles.facts} aria-label="Group">
        <Text as="h2" size={500} weight="semibold" className={styles.title}>
          {title}
        </Text>
        {note !== null && <Text className={styles.quiet}>{note}</Text>}
        {group.totals.map((total) => (
          <div key={total.currency} className={styles.total}>
            <Text size={400} weight="semibold">
              {amount(total.amountMinor, total.currency)}
            </Text>
            <Text className={styles.quiet}>in {count(total.count)}</Text>
          </div>
        ))}
        {group.flagged > 0 && (
          <Text className={styles.quiet}>{count(group.flagged)} flagged for a colleague.</Text>
        )}
      </section>
      <div className={styles.actions} role="toolbar" aria-label="This group">
        {tab === 'ready' && (
          <Button appearance="primary" disabled={group.count === 0} onClick={props.onApprove}>
            Approve this group{open > 0 ? `, ${count(open)}` : '…'}
          </Button>
        )}
        <Button onClick={props.onFold}>{props.open ? 'Fold away' : 'Show its rows'}</Button>
      </div>
    </div>
  );
}
