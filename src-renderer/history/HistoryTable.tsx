import { Link, makeStyles, Text } from '@fluentui/react-components';
import type { AuditLine } from '../../shared/api.ts';
import { useTableStyles } from '../components/table-styles.ts';
import { count, moment } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';

const useStyles = makeStyles({
  number: { width: '1%' },
  when: { width: '1%' },
});

export function HistoryTable({ rows }: { rows: readonly AuditLine[] }) {
  const styles = useStyles();
  const table = useTableStyles();
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const show = useApp((state) => state.show);
  return (
    <div className={table.scroller}>
      <table className={table.table}>
        <caption hidden>History, newest first</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.number} data-align="end">
              No.
            </th>
            <th scope="col" className={styles.when}>
              When
            </th>
            <th scope="col">What</th>
            <th scope="col">Who</th>
            <th scope="col">
              <span hidden>Payment</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={line.sequence}>
              <td data-align="end" className={table.quiet}>
                {count(line.sequence)}
              </td>
              <td className={table.nowrap}>{moment(line.at, zone)}</td>
              <td>
                {line.sentence}
                <Text block size={200} font="monospace" className={table.quiet}>
                  {line.action}
                </Text>
              </td>
              <td>{line.by}</td>
              <td className={table.nowrap}>
                {line.transactionId !== null && (
                  <Link
                    aria-label={`Show what entry ${line.sequence} is about`}
                    onClick={() =>
                      line.action.includes('journal') ? show('payouts') : show('review', line.transactionId)
                    }
                  >
                    Show
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
