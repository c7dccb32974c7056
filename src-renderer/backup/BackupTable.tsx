import { Badge, Button, makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import { Fragment } from 'react';
import type { BackupRow } from '../../shared/api.ts';
import { useTableStyles } from '../components/table-styles.ts';
import { moment } from '../format/index.ts';
import { useRestore } from './restore-store.ts';
import type { Checked, Checks } from './use-checks.ts';
import { age, checkWords, KINDS, size } from './words.ts';

const useStyles = makeStyles({
  whole: { flexShrink: 0 },
  made: { display: 'flex', flexDirection: 'column' },
  name: { display: 'flex', alignItems: 'center', gap: '8px', whiteSpace: 'nowrap' },
  actions: { display: 'flex', gap: '4px', justifyContent: 'flex-end' },
  found: { display: 'flex', color: tokens.colorStatusSuccessForeground1 },
  bad: { display: 'flex', color: tokens.colorStatusDangerForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** A row and what its check found are one entry. */
const JOINED = { borderBottom: 'none' };
const UNDER = { paddingTop: 0 };

/** Newest first, with what a check of each found; each can be checked and restored. */
export function BackupTable(props: {
  rows: readonly BackupRow[];
  checks: Checks;
  timeZone: string;
  /** The one to choose when one does not know better. */
  suggested?: string | null;
}) {
  const table = useTableStyles();
  const styles = useStyles();
  const now = new Date();
  return (
    <div className={mergeClasses(table.scroller, styles.whole)}>
      <table className={table.table} aria-label="Backups">
        <thead>
          <tr>
            <th scope="col">Made</th>
            <th scope="col">How</th>
            <th scope="col" data-align="end">
              Size
            </th>
            <th scope="col">
              <span hidden>Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => {
            const made = moment(row.madeAt, props.timeZone);
            const checked = props.checks.of(row.file);
            const joined = checked ? JOINED : undefined;
            return (
              <Fragment key={row.file}>
                <tr>
                  <th scope="row" style={joined}>
                    <div className={styles.made}>
                      <span className={styles.name} title={row.file}>
                        {made}
                        {props.suggested === row.file && (
                          <Badge appearance="tint" color="success">
                            Newest that is whole
                          </Badge>
                        )}
                      </span>
                      <Text size={200} className={styles.quiet}>
                        {age(row.madeAt, now)}
                      </Text>
                    </div>
                  </th>
                  <td className={table.nowrap} style={joined}>
                    {KINDS[row.kind]}
                  </td>
                  <td data-align="end" style={joined}>
                    {size(row.bytes)}
                  </td>
                  <td style={joined}>
                    <div className={styles.actions}>
                      <Button
                        size="small"
                        appearance="subtle"
                        aria-label={`Check the backup of ${made}`}
                        disabledFocusable={checked?.state === 'checking'}
                        onClick={() => void props.checks.check(row.file)}
                      >
                        Check
                      </Button>
                      <Button
                        size="small"
                        appearance={props.suggested === row.file ? 'primary' : 'secondary'}
                        aria-label={`Restore the backup of ${made}`}
                        disabledFocusable={checked?.state === 'not_whole'}
                        onClick={() => useRestore.getState().ask(row.file, made)}
                      >
                        Restore
                      </Button>
                    </div>
                  </td>
                </tr>
                {checked && (
                  <tr>
                    <td colSpan={4} style={UNDER}>
                      <CheckLine checked={checked} timeZone={props.timeZone} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

export function CheckLine({ checked, timeZone }: { checked: Checked; timeZone: string }) {
  const styles = useStyles();
  if (checked.state === 'checking')
    return <Spinner size="extra-tiny" label="Checking" labelPosition="after" />;
  return checked.state === 'whole' ? (
    <Text size={200} className={styles.found} role="status">
      {checkWords(checked.check, timeZone)}
    </Text>
  ) : (
    <Text size={200} className={styles.bad} role="status">
      Not whole. {checked.failure.happened} It cannot be restored.
    </Text>
  );
}
