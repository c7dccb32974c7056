import {
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Save20Regular } from '@fluentui/react-icons';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { useCall } from '../stores/use-call.ts';
import { BackupTable } from './BackupTable.tsx';
import { ElsewhereFile } from './ElsewhereFile.tsx';
import { OpenFolder } from './OpenFolder.tsx';
import { PolicyForm } from './PolicyForm.tsx';
import { useChecks } from './use-checks.ts';

const useStyles = makeStyles({
  demo: { marginBottom: '12px' },
  bar: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  where: { overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
  section: { display: 'flex', flexDirection: 'column', gap: '12px' },
  title: { margin: 0 },
});

/** Backups of the company file: how they are made, those there are, and the way back to one of them. */
export function BackupPage() {
  const styles = useStyles();
  const version = useApp((state) => state.versions.settings);
  const timeZone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const demo = useApp((state) => state.status?.demo ?? false);
  const list = useCall('backup.list', {}, version);
  const checks = useChecks();
  const making = useAction();
  if (list.value === null) {
    return list.failure ? (
      <FailureNotice failure={list.failure} onRetry={list.again} />
    ) : (
      <Waiting label="Looking for backups" />
    );
  }
  const { rows, folder, policy } = list.value;
  const backUp = () =>
    making.run(async () => {
      await call('backup.create', { folder: null });
      list.again();
    });
  return (
    <>
      <Panel title="How backups are made" padded>
        {demo && (
          <MessageBar layout="multiline" className={styles.demo}>
            <MessageBarBody>
              The demo company is not backed up by itself; by hand it is, as your own would be.
            </MessageBarBody>
          </MessageBar>
        )}
        <PolicyForm key={JSON.stringify(policy)} saved={policy} onSaved={list.again} />
      </Panel>
      <section className={styles.section} aria-labelledby="backups-there">
        <Text as="h2" size={400} weight="semibold" id="backups-there" className={styles.title}>
          Backups
        </Text>
        <Text className={styles.where}>
          In {folder}. Everything that was imported, decided and posted is in them; passwords and keys are
          not.
        </Text>
        <div className={styles.bar}>
          <Button
            appearance="primary"
            icon={making.busy ? <Spinner size="tiny" /> : <Save20Regular />}
            disabledFocusable={making.busy}
            onClick={() => void backUp()}
          >
            Back up now
          </Button>
          <OpenFolder folder="backups" label="Open the folder" quiet />
        </div>
        {making.failure && <FailureNotice failure={making.failure} />}
        {list.failure && <FailureNotice failure={list.failure} onRetry={list.again} />}
        {rows.length === 0 ? (
          <Text>There is none yet.</Text>
        ) : (
          <BackupTable rows={rows} checks={checks} timeZone={timeZone} />
        )}
      </section>
      <Panel title="Elsewhere" padded>
        <ElsewhereFile checks={checks} timeZone={timeZone} />
      </Panel>
    </>
  );
}
