import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { SaveDiagnostics } from '../backup/SaveDiagnostics.tsx';
import { Panel } from '../components/Panel.tsx';
import { FilesPanel } from './FilesPanel.tsx';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  columns: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))', gap: '24px' },
  list: {
    margin: '4px 0 0',
    paddingInlineStart: '20px',
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    color: tokens.colorNeutralForeground2,
  },
  title: { margin: 0 },
});

/** One file for support, and what is and is not in it, before it is made. */
export function DiagnosticsPage() {
  const styles = useStyles();
  const column = (title: string, lines: readonly string[]) => (
    <div>
      <Text as="h3" weight="semibold" className={styles.title}>
        {title}
      </Text>
      <ul className={styles.list}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
  return (
    <>
      <Panel title="Diagnostics" padded>
        <div className={styles.stack}>
          <Text>
            One plain text file for whoever helps you. It is saved on this PC and sent nowhere: read it, then
            send it yourself.
          </Text>
          <div className={styles.columns}>
            {column('In it', [
              'Versions of Matchbook, Windows and what it runs on; memory and time zone',
              'Your settings, and each connection’s kind, state, schedule and last runs with their errors',
              'How many records there are, what waits to be posted, why something is in Exceptions',
              'Whether the audit trail is whole',
              'The newest lines of the log; an invoice’s number can occur in an error’s sentence',
            ])}
            {column('Not in it', [
              'Passwords, keys and tokens',
              'Card and bank account numbers',
              'Names of people and firms, e-mail addresses',
              'Names and addresses of your servers, your Windows user name',
              'What came from the gateways or stands in the ledger',
            ])}
          </div>
          <SaveDiagnostics />
        </div>
      </Panel>
      <FilesPanel />
    </>
  );
}
