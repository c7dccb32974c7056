import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { CallInput } from '../../shared/api.ts';
import { OpenFolder } from '../backup/OpenFolder.tsx';
import { Panel } from '../components/Panel.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '16px',
    padding: '12px 24px',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  words: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const FOLDERS: readonly {
  readonly folder: CallInput<'setup.openFolder'>['folder'];
  readonly title: string;
  readonly about: string;
}[] = [
  {
    folder: 'company',
    title: 'The company file',
    about: 'company.db: all that was imported, decided and posted',
  },
  { folder: 'backups', title: 'Its backups', about: 'As chosen on the page Backup' },
  {
    folder: 'program',
    title: 'Matchbook’s own folder',
    about: 'Every company’s folder, and the log, matchbook.log',
  },
];

/** Where Matchbook keeps what it knows. */
export function FilesPanel() {
  const styles = useStyles();
  return (
    <Panel title="Files on this PC">
      <ul className={styles.list}>
        {FOLDERS.map(({ folder, title, about }) => (
          <li key={folder} className={styles.item}>
            <span className={styles.words}>
              <Text weight="semibold">{title}</Text>
              <Text size={200} className={styles.quiet}>
                {about}
              </Text>
            </span>
            <OpenFolder folder={folder} label="Open the folder" subject={title} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
