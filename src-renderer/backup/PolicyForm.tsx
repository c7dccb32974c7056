import { Button, Field, Input, makeStyles, Spinner, Switch, Text } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { BackupPolicy } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useAction } from '../stores/use-action.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  row: { display: 'grid', gridTemplateColumns: '160px minmax(0, 1fr)', gap: '24px', alignItems: 'start' },
  // Fluent's inputs have a width of their own, which a narrow column does not have.
  input: { width: '100%', minWidth: 0 },
  bar: { display: 'flex', alignItems: 'center', justifyContent: 'flex-end', gap: '16px' },
});

/** Whether there is a backup a day, for how long each is kept, and where. */
export function PolicyForm({ saved, onSaved }: { saved: BackupPolicy; onSaved: () => void }) {
  const styles = useStyles();
  const [daily, setDaily] = useState(saved.daily);
  const [keepDays, setKeepDays] = useState(String(saved.keepDays));
  const [folder, setFolder] = useState(saved.folder ?? '');
  const [confirmed, setConfirmed] = useState(false);
  const action = useAction();
  const days = Number(keepDays);
  const daysRight = Number.isInteger(days) && days >= 1 && days <= 3650;
  const chosen = folder.trim() === '' ? null : folder.trim();
  const changed = daily !== saved.daily || keepDays !== String(saved.keepDays) || chosen !== saved.folder;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!daysRight) return;
    void action.run(async () => {
      await call('backup.configure', { daily, keepDays: days, folder: chosen });
      setConfirmed(true);
      onSaved();
    });
  };
  const typed = () => setConfirmed(false);
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Switch
        label="Make a backup each day, while Matchbook runs"
        checked={daily}
        onChange={(_event, { checked }) => {
          setDaily(checked);
          typed();
        }}
      />
      <div className={styles.row}>
        <Field
          label="Keep for (days)"
          {...(daysRight ? {} : { validationMessage: 'A whole number from 1 to 3650.' })}
        >
          <Input
            className={styles.input}
            input={{ className: styles.input }}
            inputMode="numeric"
            value={keepDays}
            maxLength={4}
            onChange={(_event, { value }) => {
              setKeepDays(value);
              typed();
            }}
          />
        </Field>
        <Field
          label="Folder"
          hint="Another drive is better than this one: its whole path, as D:\Backups. Empty: beside the company file."
        >
          <Input
            className={styles.input}
            input={{ className: styles.input }}
            value={folder}
            maxLength={1000}
            onChange={(_event, { value }) => {
              setFolder(value);
              typed();
            }}
          />
        </Field>
      </div>
      {action.failure && <FailureNotice failure={action.failure} />}
      <div className={styles.bar}>
        <Text role="status">{confirmed && !changed ? 'Saved' : ''}</Text>
        <Button
          type="submit"
          disabledFocusable={!changed || action.busy}
          {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
        >
          Save
        </Button>
      </div>
    </form>
  );
}
