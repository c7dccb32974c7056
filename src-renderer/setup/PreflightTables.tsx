import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle16Filled,
  DismissCircle16Filled,
  SubtractCircle16Regular,
} from '@fluentui/react-icons';
import type { Preflight, PreflightTable } from '../../shared/preflight.ts';
import { useTableStyles } from '../components/table-styles.ts';

const useStyles = makeStyles({
  state: { display: 'inline-flex', alignItems: 'center', gap: '8px', whiteSpace: 'nowrap' },
  found: { color: tokens.colorStatusSuccessForeground1 },
  missing: { color: tokens.colorStatusDangerForeground1 },
  optional: { color: tokens.colorNeutralForeground3 },
  group: { backgroundColor: tokens.colorNeutralBackground2 },
  marker: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Table by table, column by column: found as what, or missing, and what follows. */
export function PreflightTables({ preflight }: { preflight: Preflight }) {
  const styles = useStyles();
  const table = useTableStyles();
  const { markerColumn } = preflight;
  return (
    <>
      <div className={table.scroller}>
        <table className={table.table}>
          <caption hidden>Tables and columns of the ledger</caption>
          <thead>
            <tr>
              <th scope="col">Table or column</th>
              <th scope="col">Found</th>
              <th scope="col">What follows</th>
            </tr>
          </thead>
          {preflight.tables.map((one) => (
            <TableRows key={one.table} table={one} />
          ))}
        </table>
      </div>
      {markerColumn && (
        <Text as="p" className={styles.marker}>
          Each receipt carries its marker in {markerColumn.table}.{markerColumn.column} ({markerColumn.length}{' '}
          characters). {markerColumn.reason}
        </Text>
      )}
    </>
  );
}

function TableRows({ table }: { table: PreflightTable }) {
  const styles = useStyles();
  const cells = useTableStyles();
  const notes = [
    table.blocking.length > 0 ? `Must be filled, and it is not known how: ${table.blocking.join(', ')}.` : '',
    table.triggers.length > 0 ? `Triggers: ${table.triggers.join(', ')}.` : '',
  ].filter(Boolean);
  return (
    <tbody>
      <tr className={styles.group}>
        <th scope="rowgroup">
          <Text weight="semibold">{table.table}</Text>
          <Text block size={200} className={cells.quiet}>
            {table.usedFor}
          </Text>
        </th>
        <td>
          <Found as={table.foundAs} required={table.required} />
        </td>
        <td>
          {table.consequence}
          {notes.map((note) => (
            <Text block size={200} className={cells.quiet} key={note}>
              {note}
            </Text>
          ))}
        </td>
      </tr>
      {table.columns.map(({ column, type, required, consequence }) => (
        <tr key={column}>
          <th scope="row">{column}</th>
          <td>
            <Found as={type} required={required} />
          </td>
          <td>{consequence}</td>
        </tr>
      ))}
    </tbody>
  );
}

function Found(props: { as: string | null; required: boolean }) {
  const styles = useStyles();
  if (props.as !== null) {
    return (
      <span className={styles.state}>
        <CheckmarkCircle16Filled className={styles.found} aria-label="Found:" />
        {props.as}
      </span>
    );
  }
  return (
    <span className={mergeClasses(styles.state, props.required ? styles.missing : styles.optional)}>
      {props.required ? <DismissCircle16Filled aria-hidden /> : <SubtractCircle16Regular aria-hidden />}
      {props.required ? 'Missing' : 'Missing, not needed'}
    </span>
  );
}
