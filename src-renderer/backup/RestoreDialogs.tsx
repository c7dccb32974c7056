import { makeStyles } from '@fluentui/react-components';
import { call } from '../api/index.ts';
import { Asking } from '../components/Asking.tsx';
import { useForm } from '../settings/form-store.ts';
import { useApp } from '../stores/app-store.ts';
import { RestoredDialog } from './RestoredDialog.tsx';
import { useRestore } from './restore-store.ts';

const useStyles = makeStyles({
  list: { margin: 0, paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', gap: '6px' },
  file: { overflowWrap: 'anywhere', marginBottom: '12px' },
});

/** Says what a restore will do before it, and what it did after it. Once in the window, whatever screen asked. */
export function RestoreDialogs() {
  const styles = useStyles();
  const asked = useRestore((state) => state.asked);
  const outcome = useRestore((state) => state.outcome);
  const { leave, done, close } = useRestore.getState();
  const damaged = useApp((state) => state.status?.phase === 'damaged');
  const nothingOpen = useApp((state) => state.status?.environment === null);
  if (outcome) return <RestoredDialog outcome={outcome} onClose={close} />;
  if (!asked) return null;
  return (
    <Asking
      title={asked.made === null ? 'Restore this backup?' : `Restore the backup of ${asked.made}?`}
      confirm="Restore"
      onConfirm={async () => {
        const restored = await call('backup.restore', {
          file: asked.file,
          confirm: 'replace the company file',
        });
        useForm.getState().set(null);
        await useApp.getState().refresh();
        done(restored);
      }}
      onClose={leave}
    >
      <div className={styles.file}>{asked.file}</div>
      <ul className={styles.list}>
        <li>It is checked first. If it is not whole, nothing is replaced.</li>
        {!nothingOpen && (
          <li>
            {damaged
              ? 'The damaged file is not deleted: it is put aside, beside the backups.'
              : 'The company file in use is not deleted: it is put aside, beside the backups, and can be restored in turn.'}
          </li>
        )}
        <li>
          Decisions made since then are lost here; the ledger itself is not touched.
          {damaged
            ? ' What was posted since cannot be read from a damaged file: compare with the ledger before you approve.'
            : nothingOpen
              ? ' What was posted since, on another computer, is not known here: compare with the ledger before you approve.'
              : ' What was posted since comes back to Review with a note, so that nobody posts it twice.'}
        </li>
        <li>Approval by itself is switched off until you switch it on again.</li>
      </ul>
    </Asking>
  );
}
