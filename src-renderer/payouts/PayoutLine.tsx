import { Button, Link, makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle16Filled,
  ChevronDown16Regular,
  ChevronRight16Regular,
  Clock16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import { useId } from 'react';
import type { PayoutRow } from '../../shared/api.ts';
import { useTableStyles } from '../components/table-styles.ts';
import { amount, day, gatewayTitle } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { PayoutSum } from './PayoutSum.tsx';

const useStyles = makeStyles({
  toggle: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '8px',
    padding: '4px 0',
    font: 'inherit',
    color: 'inherit',
    whiteSpace: 'nowrap',
    backgroundColor: 'transparent',
    textAlign: 'start',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  row: { ':hover': { backgroundColor: tokens.colorNeutralBackground2 } },
  open: { '& > *': { borderBottom: 'none !important' } },
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

/** One payout as a row, and under it the sum when it is open. */
export function PayoutLine(props: {
  row: PayoutRow;
  open: boolean;
  busy: boolean;
  posting: boolean;
  onToggle: () => void;
  onPost: () => void;
}) {
  const styles = useStyles();
  const table = useTableStyles();
  const detail = useId();
  const { row, open } = props;
  const money = (minor: number) => (minor === 0 ? '–' : amount(minor, row.currency));
  return (
    <>
      <tr className={mergeClasses(styles.row, open && styles.open)}>
        <th scope="row">
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={open}
            {...(open ? { 'aria-controls': detail } : {})}
            onClick={props.onToggle}
          >
            {open ? <ChevronDown16Regular aria-hidden /> : <ChevronRight16Regular aria-hidden />}
            <span>
              {day(row.date)}
              <Text block size={200} className={table.quiet}>
                {gatewayTitle(row.gateway)}
              </Text>
            </span>
          </button>
        </th>
        <td data-align="end">{money(row.grossMinor)}</td>
        <td data-align="end">{money(row.refundsMinor)}</td>
        <td data-align="end">{money(-row.feesMinor)}</td>
        <td data-align="end">{money(row.otherMinor)}</td>
        <td data-align="end" className={table.strong}>
          {amount(row.amountMinor, row.currency)}
        </td>
        <td>
          <TieOutState row={row} />
        </td>
        <td className={table.nowrap}>
          <Journal {...props} />
        </td>
      </tr>
      {open && (
        <tr id={detail}>
          <td colSpan={8}>
            <PayoutSum row={row} />
          </td>
        </tr>
      )}
    </>
  );
}

function TieOutState({ row }: { row: PayoutRow }) {
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

function Journal(props: { row: PayoutRow; busy: boolean; posting: boolean; onPost: () => void }) {
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
        <Link className={styles.bad} onClick={() => show('exceptions')}>
          Failed: see why
        </Link>
      );
    case 'returned':
    case 'none':
      return row.tieOut === 'tied_out' ? (
        <Button
          size="small"
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
