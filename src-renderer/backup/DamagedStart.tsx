import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { ArrowClockwise20Regular, DatabaseWarning20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { Damage } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { Asking } from '../components/Asking.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { CodeLink } from '../help/CodeLink.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { useCall } from '../stores/use-call.ts';
import { BackupTable } from './BackupTable.tsx';
import { ElsewhereFile } from './ElsewhereFile.tsx';
import { OpenFolder } from './OpenFolder.tsx';
import { SaveDiagnostics } from './SaveDiagnostics.tsx';
import { useChecks } from './use-checks.ts';

const useStyles = makeStyles({
  root: { height: '100%', overflowY: 'auto' },
  column: {
    display: 'flex',
    flexDirection: 'column',
    gap: '24px',
    maxWidth: '820px',
    margin: '0 auto',
    padding: '40px 32px 48px',
  },
  head: { display: 'flex', flexDirection: 'column', gap: '8px' },
  icon: { color: tokens.colorStatusDangerForeground1, width: '32px', height: '32px' },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  bar: { display: 'flex', gap: '8px', flexWrap: 'wrap', alignItems: 'start' },
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
});

const COMPANY = { live: 'live company', test: 'test company', demo: 'demo company' } as const;

/** The whole window while the company file cannot be opened: why, the backups that can take its place, the other ways on. */
export function DamagedStart({ damage }: { damage: Damage }) {
  const styles = useStyles();
  // No company is open, so there is no zone of its own: this PC's.
  const [timeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const list = useCall('backup.list', {});
  const checks = useChecks();
  const { checkUntilWhole } = checks;
  const [suggested, setSuggested] = useState<string | null | undefined>(undefined);
  const [emptying, setEmptying] = useState(false);
  const again = useAction();
  const rows = list.value?.rows;
  const looked = useRef(false);
  useEffect(() => {
    if (rows === undefined || looked.current) return;
    looked.current = true;
    // What an earlier restore put aside was given up by a person.
    const files = rows.filter(({ kind }) => kind !== 'replaced').map(({ file }) => file);
    void checkUntilWhole(files).then(setSuggested);
  }, [rows, checkUntilWhole]);
  const tryAgain = () =>
    again.run(async () =>
      useApp.getState().setStatus(await call('setup.openEnvironment', { environment: damage.environment })),
    );
  return (
    <main className={styles.root}>
      <div className={styles.column}>
        <header className={styles.head}>
          <DatabaseWarning20Regular className={styles.icon} aria-hidden />
          <Text as="h1" size={700} weight="semibold" className={styles.title}>
            Your {COMPANY[damage.environment]} cannot be opened
          </Text>
          <Text className={styles.quiet}>{damage.happened}</Text>
          <Text className={styles.quiet}>{damage.kept}</Text>
          <Text className={styles.quiet}>
            {damage.todo} (<CodeLink code={damage.code} />)
          </Text>
          <div className={styles.bar}>
            <Button
              icon={again.busy ? <Spinner size="tiny" /> : <ArrowClockwise20Regular />}
              disabledFocusable={again.busy}
              onClick={() => void tryAgain()}
            >
              Try again
            </Button>
            <OpenFolder folder="company" label="Open the folder" />
          </div>
          {again.failure && <FailureNotice failure={again.failure} />}
        </header>
        <section className={styles.stack} aria-labelledby="restore-one">
          <Text as="h2" size={400} weight="semibold" id="restore-one" className={styles.title}>
            Restore a backup
          </Text>
          {list.failure && <FailureNotice failure={list.failure} onRetry={list.again} />}
          {list.value === null && !list.failure && <Waiting label="Looking for backups" rows={3} />}
          {list.value && (
            <Text className={styles.quiet}>
              {list.value.rows.length === 0
                ? `There is none in ${list.value.folder}. If you keep them elsewhere, give the path below.`
                : suggested === undefined
                  ? 'Each is checked, the newest first.'
                  : suggested === null
                    ? 'None of these is whole. If you keep others elsewhere, give the path below.'
                    : 'The newest that is whole is marked. Nothing is replaced before you confirm it.'}
            </Text>
          )}
          {list.value && list.value.rows.length > 0 && (
            <BackupTable
              rows={list.value.rows}
              checks={checks}
              timeZone={timeZone}
              suggested={suggested ?? null}
            />
          )}
          <ElsewhereFile checks={checks} timeZone={timeZone} />
        </section>
        <Panel title="Or begin anew" padded>
          <div className={styles.stack}>
            <Text>
              Start without the old records: the file is put aside, not deleted, and you connect your ledger
              and gateways again. What stands in the ledger is found there and is not posted twice.
            </Text>
            <Button style={{ alignSelf: 'start' }} onClick={() => setEmptying(true)}>
              Put the file aside and begin anew
            </Button>
          </div>
        </Panel>
        <Panel title="Help" padded>
          <div className={styles.stack}>
            <Text>
              A diagnostics file tells support what happened. No password, key, card number or name is in it.
            </Text>
            <SaveDiagnostics />
          </div>
        </Panel>
        {emptying && (
          <Asking
            title="Put the file aside and begin anew?"
            confirm="Begin anew"
            onConfirm={async () => {
              const { status } = await call('setup.keepAside', { confirm: 'keep the damaged file aside' });
              useApp.getState().setStatus(status);
            }}
            onClose={() => setEmptying(false)}
          >
            The file goes to the backups as it is. Its history, rules and lessons are not in the new company;
            a backup that you find later can still be restored.
          </Asking>
        )}
      </div>
    </main>
  );
}
