import { Link, makeStyles } from '@fluentui/react-components';
import type { AccountingDate } from '../../shared/model.ts';
import type { Currency, Minor } from '../../shared/money.ts';
import { useTableStyles } from '../components/table-styles.ts';
import { amount, day } from '../format/index.ts';
import { SIDE_TITLES } from './ChartLegend.tsx';
import { type DayStack, SIDES, sumOf } from './day-stacks.ts';

const useStyles = makeStyles({
  others: { padding: '8px 24px 12px' },
});

/** The chart's figures as they are, newest day first; days on which nothing came are left out. */
export function DayTable(props: {
  stacks: readonly DayStack[];
  currency: Currency;
  others: readonly { currency: Currency; minor: Minor }[];
  onOpen: (date: AccountingDate) => void;
}) {
  const styles = useStyles();
  const table = useTableStyles();
  const { stacks, currency, others, onOpen } = props;
  const days = stacks.filter((stack) => SIDES.some((side) => stack[side] !== 0)).toReversed();
  const sum = sumOf(stacks);
  return (
    <>
      <table className={table.table} aria-label="Money in, by day">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" data-align="end">
              Came in
            </th>
            {SIDES.map((side) => (
              <th key={side} scope="col" data-align="end">
                {SIDE_TITLES[side]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((stack) => (
            <tr key={stack.date}>
              <th scope="row">
                <Link as="button" onClick={() => onOpen(stack.date)}>
                  {day(stack.date)}
                </Link>
              </th>
              <td data-align="end">{amount(stack.total, currency)}</td>
              {SIDES.map((side) => (
                <td key={side} data-align="end">
                  {amount(stack[side], currency)}
                </td>
              ))}
            </tr>
          ))}
          <tr className={table.strong}>
            <th scope="row" className={table.strong}>
              All days
            </th>
            <td data-align="end" className={table.strong}>
              {amount(sum.total, currency)}
            </td>
            {SIDES.map((side) => (
              <td key={side} data-align="end" className={table.strong}>
                {amount(sum[side], currency)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      {others.length > 0 && (
        <div className={styles.others}>
          Besides, in other currencies: {others.map((it) => amount(it.minor, it.currency)).join(' and ')}.
        </div>
      )}
    </>
  );
}
