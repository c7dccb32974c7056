import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { Panel } from '../components/Panel.tsx';
import { FilesPanel } from '../settings/FilesPanel.tsx';
import { useApp } from '../stores/app-store.ts';
import { NoticesPanel } from './NoticesPanel.tsx';
import { UpdatesPanel } from './UpdatesPanel.tsx';

const useStyles = makeStyles({
  product: { display: 'flex', alignItems: 'center', gap: '16px' },
  mark: { width: '48px', height: '48px', flexShrink: 0 },
  words: { display: 'flex', flexDirection: 'column', gap: '2px' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Which Matchbook this is, whether there is a newer one, and whose work is in it. */
export function AboutPage() {
  const styles = useStyles();
  const version = useApp((state) => state.status?.version);
  return (
    <>
      <Panel title="Matchbook" padded>
        <div className={styles.product}>
          <img src="/mark.svg" alt="" className={styles.mark} />
          <div className={styles.words}>
            <Text weight="semibold">Version {version}</Text>
            <Text className={styles.quiet}>
              Matches what your payment gateways collected to your ledger, on this PC, with no cloud in
              between.
            </Text>
          </div>
        </div>
      </Panel>
      <UpdatesPanel />
      <FilesPanel />
      <NoticesPanel />
    </>
  );
}
