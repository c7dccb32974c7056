/** What became of a payout and of its journal, in the cells of their list. */
import { Button, Link, makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled, Clock16Regular, Warning16Filled } from '@fluentui/react-icons';
import type { PayoutRow } from '../../shared/api.ts';
import { amount, day } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';

const useStyles = makeStyles({
  state: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    whiteSpace: 'nowrap',
    verticalAlign: 'top',
  },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  waiting: { color: tokens.colorNeutralForeground3 },
});

/** In words, as they are copied and printed. */
export function tieOutWords(row: PayoutRow): string {
  switch (row.tieOut) {
    case 'tied_out':
      return 'Ties out';
    case 'difference':
      return `${amount(row.differenceMinor, row.currency)} off`;
    case 'incomplete':
      return 'Incomplete';
  }
}

export function journalWords(row: PayoutRow): string {
  switch (row.journal) {
    case 'posted':
      return 'Posted';
    case 'approved':
      return 'Being posted';
    case 'dead_letter':
      return 'Failed';
    case 'returned':
      return 'Came back';
    case 'none':
      return row.tieOut === 'tied_out' ? 'To be posted' : 'Not yet';
  }
}

export function TieOutState({ row }: { row: PayoutRow }) {
  const styles = useStyles();
  switch (row.tieOut) {
    case 'tied_out':
      return (
        <span className={mergeClasses(styles.state, styles.good)}>
          <CheckmarkCircle16Filled aria-hidden />
          Ties out
        </span>
      );
    case 'difference':
      return (
        <span className={mergeClasses(styles.state, styles.bad)}>
          <Warning16Filled aria-hidden />
          {amount(row.differenceMinor, row.currency)} off
        </span>
      );
    case 'incomplete':
      return (
        <span className={mergeClasses(styles.state, styles.waiting)}>
          <Clock16Regular aria-hidden />
          Incomplete
        </span>
      );
  }
}

export interface JournalProps {
  readonly row: PayoutRow;
  /** A journal is being approved: one at a time. */
  readonly busy: boolean;
  /** This one is. */
  readonly posting: boolean;
  readonly tabIndex: 0 | -1;
  readonly onPost: () => void;
}

export function Journal(props: JournalProps) {
  const styles = useStyles();
  const show = useApp((state) => state.show);
  const { row } = props;
  const again = row.journal === 'returned';
  switch (row.journal) {
    case 'posted':
      return (
        <span className={mergeClasses(styles.state, styles.good)}>
          <CheckmarkCircle16Filled aria-hidden />
          Posted
        </span>
      );
    case 'approved':
      return (
        <span className={styles.state}>
          <Spinner size="extra-tiny" />
          Being posted
        </span>
      );
    case 'dead_letter':
      return (
        <Link tabIndex={props.tabIndex} className={styles.bad} onClick={() => show('exceptions')}>
          Failed: see why
        </Link>
      );
    case 'returned':
    case 'none':
      return row.tieOut === 'tied_out' ? (
        <Button
          size="small"
          tabIndex={props.tabIndex}
          disabledFocusable={props.busy}
          aria-label={`${again ? 'Post again: journal' : 'Post journal'} of ${day(row.date)}, ${amount(row.amountMinor, row.currency)}`}
          {...(props.posting ? { icon: <Spinner size="extra-tiny" /> } : {})}
          onClick={props.onPost}
        >
          {again ? 'Post again' : 'Post journal'}
        </Button>
      ) : (
        <Text className={styles.waiting}>Not yet</Text>
      );
  }
}
