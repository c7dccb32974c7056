import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled, Warning16Filled } from '@fluentui/react-icons';
import type { TieOut } from '../../shared/api.ts';
import { Panel } from '../components/Panel.tsx';
import { useTableStyles } from '../components/table-styles.ts';
import { amount } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { baseFirst } from './base-first.ts';

const useStyles = makeStyles({
  verdict: {
    display: 'inline-flex',
    alignItems: 'center',
    verticalAlign: 'top',
    gap: '8px',
    fontWeight: tokens.fontWeightSemibold,
  },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  none: { padding: '16px 24px' },
});

/** Where the gateways' money stands, currency by currency: posted + awaiting + explained, and what is left over. */
export function MoneyTable() {
  const styles = useStyles();
  const table = useTableStyles();
  const tieOut = useApp((state) => state.tieOut);
  const base = useApp((state) => state.status?.baseCurrency ?? null);
  const lines = baseFirst(tieOut, base);
  return (
    <Panel title="The money" hint="Gateways = posted + awaiting + explained">
      {lines.length === 0 ? (
        <Text block className={styles.none}>
          Nothing has come in yet.
        </Text>
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Currency</th>
              <th scope="col" data-align="end">
                Gateways
              </th>
              <th scope="col" data-align="end">
                Posted
              </th>
              <th scope="col" data-align="end">
                Awaiting
              </th>
              <th scope="col" data-align="end">
                Explained
              </th>
              <th scope="col" data-align="end">
                Unexplained
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.currency}>
                <th scope="row">
                  <Text weight="semibold">{line.currency}</Text>
                </th>
                <td data-align="end" className={table.strong}>
                  {amount(line.gatewayMinor, line.currency)}
                </td>
                <td data-align="end">{amount(line.postedMinor, line.currency)}</td>
                <td data-align="end">{amount(line.awaitingMinor, line.currency)}</td>
                <td data-align="end">{amount(line.explainedMinor, line.currency)}</td>
                <td data-align="end">
                  <Verdict line={line} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Verdict({ line }: { line: TieOut }) {
  const styles = useStyles();
  const good = line.differenceMinor === 0;
  return (
    <span className={mergeClasses(styles.verdict, good ? styles.good : styles.bad)}>
      {good ? <CheckmarkCircle16Filled aria-hidden /> : <Warning16Filled aria-hidden />}
      {good ? 'None' : amount(line.differenceMinor, line.currency)}
    </span>
  );
}
