import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { AuditChange, AuditValue } from '../../shared/api.ts';
import { useTableStyles } from '../components/table-styles.ts';
import { valueWords } from './values.ts';

const useStyles = makeStyles({
  table: {
    whiteSpace: 'normal',
    '& tr > :first-child': { paddingInlineStart: '0' },
    '& th, & td': { overflowWrap: 'anywhere' },
    '& tbody th': { width: '40%' },
    '& tbody td': { width: '30%' },
    '& tbody > tr > td:last-child': { fontWeight: tokens.fontWeightSemibold },
  },
  nothing: { color: tokens.colorNeutralForeground3 },
});

/** Field by field. Amounts stand under each other. */
export function ChangesTable({ changes, zone }: { changes: readonly AuditChange[]; zone: string }) {
  const styles = useStyles();
  const table = useTableStyles();
  const money = changes.every(({ before, after }) => (after ?? before)?.kind === 'money');
  const align = money ? { 'data-align': 'end' } : {};
  return (
    <table className={mergeClasses(table.table, styles.table)}>
      <caption hidden>Before and after</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" {...align}>
            Before
          </th>
          <th scope="col" {...align}>
            After
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field}>
            <th scope="row">{change.field}</th>
            <td {...align}>
              <Side value={change.before} zone={zone} />
            </td>
            <td {...align}>
              <Side value={change.after} zone={zone} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Side({ value, zone }: { value: AuditValue | null; zone: string }) {
  const styles = useStyles();
  return value === null ? <span className={styles.nothing}>nothing</span> : valueWords(value, zone);
}
