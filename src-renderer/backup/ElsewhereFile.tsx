import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { CheckLine } from './BackupTable.tsx';
import { useRestore } from './restore-store.ts';
import type { Checks } from './use-checks.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  row: { display: 'flex', gap: '8px', alignItems: 'start', '& > :first-child': { flexGrow: 1 } },
  // Level with the input, below its label.
  button: { marginTop: '26px' },
});

/** A backup that lies somewhere else: on a stick, on a server, from another computer. */
export function ElsewhereFile({ checks, timeZone }: { checks: Checks; timeZone: string }) {
  const styles = useStyles();
  const [file, setFile] = useState('');
  const path = unquoted(file);
  const checked = checks.of(path);
  return (
    <div className={styles.root}>
      <div className={styles.row}>
        <Field
          label="A backup that is somewhere else"
          hint="Its whole path, as E:\Backups\matchbook-live-….db"
        >
          <Input value={file} maxLength={1000} onChange={(_event, { value }) => setFile(value)} />
        </Field>
        <Button
          className={styles.button}
          disabledFocusable={path === '' || checked?.state === 'checking'}
          onClick={() => void checks.check(path)}
        >
          Check
        </Button>
        <Button
          className={styles.button}
          disabledFocusable={checked?.state !== 'whole'}
          onClick={() => useRestore.getState().ask(path, null)}
        >
          Restore
        </Button>
      </div>
      {path !== '' && checked && <CheckLine checked={checked} timeZone={timeZone} />}
    </div>
  );
}

/** Explorer's “Copy as path” puts quotation marks around it. */
const unquoted = (text: string): string => text.trim().replace(/^"(.*)"$/, '$1');
