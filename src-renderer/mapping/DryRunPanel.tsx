import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { DryRunRow, MappingSheet } from '../../shared/api.ts';
import { Panel } from '../components/Panel.tsx';
import { useTableStyles } from '../components/table-styles.ts';
import { amount, day } from '../format/index.ts';

const useStyles = makeStyles({
  scroll: { overflow: 'auto', maxHeight: '420px' },
  problem: { color: tokens.colorStatusDangerForeground1 },
});

/** What would be written for the newest transactions; nothing of it was. */
export function DryRunPanel({ rows, sheet }: { rows: readonly DryRunRow[]; sheet: MappingSheet }) {
  const styles = useStyles();
  const table = useTableStyles();
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  const stopped = rows.filter(({ problems }) => problems.length > 0).length;
  return (
    <Panel
      title="Dry run"
      hint={
        stopped === 0
          ? `The newest ${rows.length} transactions; nothing was written`
          : `${stopped} of ${rows.length} would go back to review; nothing was written`
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label="Dry run" data-dry-run>
        <table className={table.table}>
          <caption hidden>What would be written for each transaction</caption>
          <thead>
            <tr>
              <th scope="col">Date</th>
              <th scope="col">Payer</th>
              <th scope="col" data-align="end">
                Amount
              </th>
              {names.map((name) => (
                <th scope="col" key={name}>
                  {sheet.targets.find((target) => target.name === name)?.title ?? name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.transactionId}>
                <td className={table.nowrap}>{day(row.date)}</td>
                <td>
                  {row.payerName ?? 'No name'}
                  {row.problems.map((problem) => (
                    <Text block size={200} key={problem} className={styles.problem}>
                      {problem}
                    </Text>
                  ))}
                </td>
                <td data-align="end">{amount(row.amountMinor, row.currency)}</td>
                {names.map((name) => (
                  <td key={name}>{row.values[name] ?? <span className={table.quiet}>as it was</span>}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}
