import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { BookOpen28Regular, LockClosed16Regular, PlugConnected28Regular } from '@fluentui/react-icons';
import { call } from '../api/index.ts';
import { RestoreHere } from '../backup/RestoreHere.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { ChoiceCard } from './ChoiceCard.tsx';
import { useSetup } from './setup-store.ts';

const useStyles = makeStyles({
  root: { display: 'grid', placeItems: 'center', height: '100%', overflowY: 'auto' },
  column: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '16px',
    width: 'min(800px, calc(100vw - 64px))',
    padding: '48px 0',
  },
  title: { margin: 0 },
  lead: { margin: 0, maxWidth: '560px', textAlign: 'center', color: tokens.colorNeutralForeground2 },
  choices: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(300px, 1fr))',
    gap: '16px',
    width: '100%',
    marginTop: '24px',
  },
  notice: { width: '100%' },
  busy: { minHeight: '32px', display: 'grid', placeItems: 'center' },
  promise: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    marginTop: '8px',
    color: tokens.colorNeutralForeground3,
  },
});

export function Welcome() {
  const styles = useStyles();
  const action = useAction();
  const progress = useApp((state) => state.progress);
  const begin = useSetup((state) => state.begin);
  const startDemo = () =>
    action.run(async () => useApp.getState().setStatus(await call('setup.startDemo', {})));
  return (
    <main className={styles.root}>
      <div className={styles.column}>
        <img src="/mark.svg" width={72} height={72} alt="" />
        <Text as="h1" size={800} weight="semibold" className={styles.title}>
          Matchbook
        </Text>
        <Text as="p" size={400} align="center" className={styles.lead}>
          Matches what your payment gateways collected to the open invoices in Sage Pro, and posts what you
          approve.
        </Text>
        <div className={styles.choices}>
          <ChoiceCard
            primary
            icon={<BookOpen28Regular />}
            title="Try the demo company"
            text="A complete set of invented books with a gateway full of payments, on this PC alone. Nothing to install, nothing to break."
            disabled={action.busy}
            onChoose={() => void startDemo()}
          />
          <ChoiceCard
            icon={<PlugConnected28Regular />}
            title="Connect my company"
            text="Your Sage Pro database and your gateways, checked before anything is written. It takes about five minutes."
            disabled={action.busy}
            onChoose={() => begin()}
          />
        </div>
        <div className={styles.busy} aria-live="polite">
          {action.busy && (
            <Spinner size="small" label={progress?.label ?? 'Making the demo company’s books'} />
          )}
        </div>
        {action.failure && (
          <div className={styles.notice}>
            <FailureNotice failure={action.failure} onRetry={() => void startDemo()} />
          </div>
        )}
        <RestoreHere />
        <Text size={200} className={styles.promise}>
          <LockClosed16Regular aria-hidden />
          Your figures stay on this PC, and nothing is posted without your approval.
        </Text>
      </div>
    </main>
  );
}
