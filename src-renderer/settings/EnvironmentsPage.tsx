import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Environment, EnvironmentRow } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { age, size } from '../backup/words.ts';
import { Asking } from '../components/Asking.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useSetup } from '../setup/setup-store.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { EnvironmentBadge } from './EnvironmentMark.tsx';
import { ENVIRONMENT } from './environment-words.ts';
import { useForm } from './form-store.ts';
import { LeaveDemo } from './LeaveDemo.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    padding: '16px 24px',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  words: { display: 'flex', flexDirection: 'column', gap: '4px', flexGrow: 1, minWidth: 0 },
  name: { display: 'flex', alignItems: 'center', gap: '8px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
  button: { flexShrink: 0 },
  points: { margin: 0, paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', gap: '6px' },
});

/** Live, test and demo: one is open at a time, each has its own file, and none of them sees anything of another. */
export function EnvironmentsPage() {
  const styles = useStyles();
  const version = useApp((state) => `${state.versions.settings}.${state.status?.environment}`);
  const open = useApp((state) => state.status?.environment ?? null);
  const list = useCall('setup.environments', {}, version);
  const [asking, setAsking] = useState<Environment | null>(null);
  const begin = useSetup((state) => state.begin);
  return (
    <>
      <Panel title="Environments" hint="One is open at a time; their records are never mixed">
        {list.failure && <FailureNotice failure={list.failure} onRetry={list.again} />}
        {list.value === null && !list.failure && <Waiting label="Looking for companies" rows={3} />}
        {list.value && (
          <ul className={styles.list}>
            {list.value.map((row) => (
              <li key={row.environment} className={styles.item}>
                <span className={styles.words}>
                  <span className={styles.name}>
                    <EnvironmentBadge environment={row.environment}>
                      {ENVIRONMENT[row.environment].title}
                    </EnvironmentBadge>
                    {row.company !== null && <Text weight="semibold">{row.company}</Text>}
                  </span>
                  <Text size={200} className={styles.quiet}>
                    {ENVIRONMENT[row.environment].about}
                  </Text>
                  <Text size={200} className={styles.quiet}>
                    {stateWords(row)}
                  </Text>
                </span>
                {row.state === 'open' ? (
                  <Text weight="semibold" className={styles.button}>
                    Open now
                  </Text>
                ) : row.state === 'none' && row.environment !== 'demo' ? (
                  <Button
                    className={styles.button}
                    aria-label={`Set up ${ENVIRONMENT[row.environment].the}`}
                    onClick={() => begin(row.environment === 'test' ? 'test' : 'live')}
                  >
                    Set up
                  </Button>
                ) : (
                  <Button
                    className={styles.button}
                    aria-label={`Open ${ENVIRONMENT[row.environment].the}`}
                    onClick={() => setAsking(row.environment)}
                  >
                    Open
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <LeaveDemo />
      {asking && (
        <Asking
          title={`Open ${ENVIRONMENT[asking].the}?`}
          confirm="Open"
          onConfirm={async () => {
            const status = await call('setup.openEnvironment', { environment: asking });
            useForm.getState().set(null);
            useApp.getState().setStatus(status);
            await useApp.getState().refresh();
          }}
          onClose={() => setAsking(null)}
        >
          <ul className={styles.points}>
            {open !== null && (
              <li>
                {capital(ENVIRONMENT[open].the)} is closed. Its schedules stop until it is opened again; what
                was missed is caught up then.
              </li>
            )}
            {open !== null && (
              <li>What is approved there and not posted yet waits, and is posted when it is open again.</li>
            )}
            <li>Nothing is lost or copied: each company has its own file, connections and keys.</li>
          </ul>
        </Asking>
      )}
    </>
  );
}

function stateWords({ environment, state, bytes, changedAt }: EnvironmentRow): string {
  if (state === 'none') return environment === 'demo' ? 'Made when it is opened.' : 'Not set up yet.';
  const file = changedAt === null ? '' : ` ${size(bytes)}, last written ${age(changedAt, new Date())}.`;
  return state === 'unreadable' ? `Its file cannot be read.${file}` : file.trim();
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
