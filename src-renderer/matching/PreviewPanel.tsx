import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { RuleChange, RulePreview } from '../../shared/api.ts';
import { Panel } from '../components/Panel.tsx';
import { useTableStyles } from '../components/table-styles.ts';
import { amount, count, day } from '../format/index.ts';

const useStyles = makeStyles({
  sum: { padding: '16px 24px', display: 'flex', flexWrap: 'wrap', gap: '8px 32px' },
  band: { fontVariantNumeric: 'tabular-nums' },
  less: { padding: '8px 24px 16px', color: tokens.colorNeutralForeground3 },
  scroller: { overflowX: 'auto', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
});

const BANDS = [
  ['ready', 'Ready'],
  ['check', 'Check'],
  ['exception', 'Exceptions'],
] as const;

const STATE: Partial<Record<RuleChange['state'], string>> = {
  approved: 'approved already',
  posted: 'posted already',
  dead_letter: 'approved already',
};

/** What the edited rules would have made of the last 90 days. What was decided stays as it is. */
export function PreviewPanel({ preview }: { preview: RulePreview }) {
  const styles = useStyles();
  const table = useTableStyles();
  const { transactions, changed, before, after, changes } = preview;
  return (
    <div data-preview>
      <Panel title="What this would change" hint="On the last 90 days. What was approved stays as it is.">
        <div className={styles.sum} role="status">
          <Text weight="semibold">
            {changed === 0
              ? `Nothing: all ${count(transactions)} transactions come out as they do now.`
              : `${count(changed)} of ${count(transactions)} transactions come out differently.`}
          </Text>
          {changed > 0 &&
            BANDS.map(([band, title]) => (
              <Text key={band} className={styles.band}>
                {title}: {count(before[band])} → <strong>{count(after[band])}</strong>
              </Text>
            ))}
        </div>
        {changes.length > 0 && (
          <div className={styles.scroller}>
            <table className={table.table} aria-label="Transactions that come out differently">
              <thead>
                <tr>
                  <th scope="col">Date</th>
                  <th scope="col">Payer</th>
                  <th scope="col" data-align="end">
                    Amount
                  </th>
                  <th scope="col">What changes</th>
                </tr>
              </thead>
              <tbody>
                {changes.map((change) => (
                  <tr key={change.transactionId}>
                    <td className={table.nowrap}>{day(change.date)}</td>
                    <td>{change.payer}</td>
                    <td data-align="end">{amount(change.amountMinor, change.currency)}</td>
                    <td>
                      {change.sentence}
                      {STATE[change.state] && <span className={table.quiet}> ({STATE[change.state]})</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {changed > changes.length && (
          <Text block size={200} className={styles.less}>
            The first {count(changes.length)} are listed, what would become ready before the rest.
          </Text>
        )}
      </Panel>
    </div>
  );
}
