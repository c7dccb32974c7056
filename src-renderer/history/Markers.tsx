import { makeStyles, tokens } from '@fluentui/react-components';
import type { AuditMarker } from '../../shared/api.ts';

const useStyles = makeStyles({
  root: { width: '100%' },
  heading: { margin: '0 0 4px', fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, padding: 0, listStyle: 'none', display: 'flex', flexDirection: 'column', gap: '4px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '2px 16px', alignItems: 'baseline' },
  marker: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const STATE: Readonly<Record<AuditMarker['state'], string>> = {
  waiting: 'on its way to the ledger',
  stands: 'in the ledger',
  reversed: 'reversed',
  not_written: 'not in the ledger',
};

/** The text by which the ledger's own rows can be found, and what became of each. */
export function Markers({ markers }: { markers: readonly AuditMarker[] }) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <h3 className={styles.heading}>Markers in the ledger</h3>
      <ul className={styles.list}>
        {markers.map(({ marker, role, state, reversedBy }) => (
          <li key={`${role} ${marker}`} className={styles.row}>
            <span className={styles.marker}>{marker}</span>
            <span className={styles.quiet}>
              {role === 'asked_to_reverse' && state === 'stands' ? 'to be reversed' : STATE[state]}
              {reversedBy !== null && (
                <>
                  {' by '}
                  <span className={styles.marker}>{reversedBy}</span>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
