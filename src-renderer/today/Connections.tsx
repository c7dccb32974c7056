import {
  Badge,
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowSync20Regular,
  Database20Regular,
  Pause20Regular,
  Payment20Regular,
  Play20Regular,
} from '@fluentui/react-icons';
import type { ConnectionState } from '../../shared/api.ts';
import { Panel } from '../components/Panel.tsx';
import { useApp } from '../stores/app-store.ts';
import { near } from './near.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    padding: '12px 24px',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  row: { display: 'flex', alignItems: 'center', gap: '16px', minHeight: '32px' },
  icon: { color: tokens.colorBrandForeground1, lineHeight: 1 },
  name: { display: 'flex', alignItems: 'center', gap: '8px', flexGrow: 1, minWidth: 0 },
  when: { width: '168px', flexShrink: 0, display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground3 },
  actions: { display: 'flex', gap: '4px', width: '72px', justifyContent: 'flex-end' },
});

interface Deeds {
  readonly timeZone: string;
  readonly working: boolean;
  readonly onSync: (id: ConnectionState['id']) => void;
  readonly onPause: (id: ConnectionState['id'], paused: boolean) => void;
}

export function Connections(props: Deeds & { connections: readonly ConnectionState[] }) {
  const styles = useStyles();
  const { connections, ...deeds } = props;
  return (
    <Panel title="Connections">
      <ul className={styles.list}>
        {connections.map((connection) => (
          <ConnectionLine key={connection.id} connection={connection} {...deeds} />
        ))}
      </ul>
    </Panel>
  );
}

function ConnectionLine({
  connection,
  timeZone,
  working,
  onSync,
  onPause,
}: Deeds & { connection: ConnectionState }) {
  const styles = useStyles();
  const show = useApp((state) => state.show);
  const { id, kind, title, environment, paused, lastSyncAt, nextSyncAt, problem } = connection;
  return (
    <li className={styles.item}>
      <div className={styles.row}>
        <span className={styles.icon} aria-hidden>
          {kind === 'ledger' ? <Database20Regular /> : <Payment20Regular />}
        </span>
        <span className={styles.name}>
          <Text weight="semibold" truncate wrap={false}>
            {title}
          </Text>
          {environment === 'test' && (
            <Badge appearance="tint" color="informative">
              Test
            </Badge>
          )}
          {paused && (
            <Badge appearance="tint" color="warning">
              Paused
            </Badge>
          )}
        </span>
        <span className={styles.when}>
          <Text size={200} className={styles.quiet}>
            Last sync
          </Text>
          <Text size={200}>{lastSyncAt ? near(lastSyncAt, timeZone) : 'Not yet'}</Text>
        </span>
        <span className={styles.when}>
          <Text size={200} className={styles.quiet}>
            Next sync
          </Text>
          <Text size={200}>
            {paused
              ? 'When you resume'
              : nextSyncAt
                ? near(nextSyncAt, timeZone)
                : kind === 'ledger'
                  ? 'With each gateway'
                  : 'None planned'}
          </Text>
        </span>
        <span className={styles.actions}>
          {kind === 'gateway' && (
            <>
              <Tooltip content={`Sync ${title} now`} relationship="label">
                <Button
                  appearance="subtle"
                  icon={<ArrowSync20Regular />}
                  disabledFocusable={working}
                  onClick={() => onSync(id)}
                />
              </Tooltip>
              <Tooltip content={paused ? `Resume ${title}` : `Pause ${title}`} relationship="label">
                <Button
                  appearance="subtle"
                  icon={paused ? <Play20Regular /> : <Pause20Regular />}
                  onClick={() => onPause(id, !paused)}
                />
              </Tooltip>
            </>
          )}
        </span>
      </div>
      {problem !== null && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{title} could not be read.</MessageBarTitle> {problem}
          </MessageBarBody>
          <MessageBarActions>
            <Button disabledFocusable={working} onClick={() => onSync(id)}>
              Try again
            </Button>
            <Button onClick={() => show('settings')}>Connections in Settings</Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </li>
  );
}
