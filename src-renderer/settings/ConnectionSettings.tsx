import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add20Regular, Database20Regular, Payment20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ConnectionState } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { Asking } from '../components/Asking.tsx';
import { Panel } from '../components/Panel.tsx';
import { useApp } from '../stores/app-store.ts';
import { AddGateway } from './AddGateway.tsx';
import { EditConnection } from './EditConnection.tsx';
import { ImportCsv } from './ImportCsv.tsx';
import { ImportFiles } from './ImportFiles.tsx';
import { ReplaceKey } from './ReplaceKey.tsx';
import { SignInAgain } from './SignInAgain.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    padding: '12px 24px',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  icon: { color: tokens.colorBrandForeground1, lineHeight: 1 },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  name: { display: 'flex', alignItems: 'center', gap: '8px' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    '& > button': { minWidth: 'auto', paddingInline: '8px' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** What is connected; a gateway can be added, and any of them disconnected. */
export function ConnectionSettings() {
  const styles = useStyles();
  const connections = useApp((state) => state.status?.connections) ?? [];
  const demo = useApp((state) => state.status?.demo ?? false);
  // A demo without its ledger or its gateway would be a demo of nothing; it is left as a whole, further down.
  const canLeave = ({ kind }: ConnectionState) =>
    !demo || (kind === 'gateway' && connections.filter((one) => one.kind === 'gateway').length > 1);
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<ConnectionState | null>(null);
  return (
    <Panel
      title="Connections"
      actions={
        <>
          <ImportCsv connection={null} hidden={connections.some(({ connector }) => connector === 'csv')} />
          <Button icon={<Add20Regular />} onClick={() => setAdding(true)}>
            Add gateway
          </Button>
        </>
      }
    >
      <ul className={styles.list}>
        {connections.map((connection) => (
          <li key={connection.id} className={styles.item}>
            <span className={styles.icon} aria-hidden>
              {connection.kind === 'ledger' ? <Database20Regular /> : <Payment20Regular />}
            </span>
            <span className={styles.words}>
              <span className={styles.name}>
                <Text weight="semibold">{connection.title}</Text>
                {connection.environment === 'test' && (
                  <Badge appearance="tint" color="informative">
                    Test
                  </Badge>
                )}
              </span>
              <Text size={200} className={styles.quiet}>
                {connection.kind === 'ledger' ? 'Ledger' : 'Gateway'}
              </Text>
            </span>
            <span className={styles.actions}>
              {connection.connector === 'csv' && <ImportCsv connection={connection} />}
              <EditConnection connection={connection} />
              {connection.kind === 'ledger' ? (
                <>
                  <SignInAgain connection={connection} />
                  <ImportFiles />
                </>
              ) : (
                <ReplaceKey connection={connection} />
              )}
              {canLeave(connection) && (
                <Button
                  appearance="subtle"
                  aria-label={`Disconnect ${connection.title}`}
                  onClick={() => setLeaving(connection)}
                >
                  Disconnect
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {adding && <AddGateway onClose={() => setAdding(false)} />}
      {leaving && (
        <Asking
          title={`Disconnect ${leaving.title}?`}
          confirm="Disconnect"
          onConfirm={async () =>
            useApp.getState().setStatus(await call('setup.disconnect', { connectionId: leaving.id }))
          }
          onClose={() => setLeaving(null)}
        >
          {leaving.kind === 'ledger'
            ? 'Nothing can be posted until a ledger is connected again. What it signs in with is deleted from this PC; what was imported, decided and posted stays.'
            : 'It is no longer read, and its key is deleted from this PC. What was imported, decided and posted stays.'}
        </Asking>
      )}
    </Panel>
  );
}
