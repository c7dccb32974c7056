import { FluentProvider, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useEffect } from 'react';
import { HostNotices } from '../about/HostNotices.tsx';
import { DamagedStart } from '../backup/DamagedStart.tsx';
import { RestoreDialogs } from '../backup/RestoreDialogs.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { useHelp } from '../help/help-store.ts';
import { useHelpKey } from '../help/use-help-key.ts';
import { FirstStart } from '../setup/FirstStart.tsx';
import { useSetup } from '../setup/setup-store.ts';
import { type Screen, useApp } from '../stores/app-store.ts';
import { Tour } from '../tour/Tour.tsx';
import { Alerts } from './Alerts.tsx';
import { Navigation } from './Navigation.tsx';
import { TieOutHeader } from './TieOutHeader.tsx';
import { themeOf } from './theme.ts';
import { useTheme } from './use-theme.ts';

const LOADERS = {
  today: () => import('../today/TodayScreen.tsx'),
  review: () => import('../review/ReviewScreen.tsx'),
  orders: () => import('../orders/OrdersScreen.tsx'),
  payouts: () => import('../payouts/PayoutsScreen.tsx'),
  history: () => import('../history/HistoryScreen.tsx'),
  exceptions: () => import('../exceptions/ExceptionsScreen.tsx'),
  reports: () => import('../reports/ReportsScreen.tsx'),
  flows: () => import('../flows/FlowsScreen.tsx'),
  settings: () => import('../settings/SettingsScreen.tsx'),
};
const SCREENS = {
  today: lazy(LOADERS.today),
  review: lazy(LOADERS.review),
  orders: lazy(LOADERS.orders),
  payouts: lazy(LOADERS.payouts),
  history: lazy(LOADERS.history),
  exceptions: lazy(LOADERS.exceptions),
  reports: lazy(LOADERS.reports),
  customers: lazy(() => import('../customers/CustomersScreen.tsx')),
  flows: lazy(LOADERS.flows),
  settings: lazy(LOADERS.settings),
} satisfies Record<Screen, unknown>;

const loadHelp = () => import('../help/HelpPane.tsx');
const HelpPane = lazy(loadHelp);

/** Once the first screen is there: the others, and the help above all, must open when the program has ended. */
function loadTheRest(): () => void {
  const waiting = requestIdleCallback(() => {
    // What does not come now is asked for again when it is opened.
    void Promise.allSettled([loadHelp, ...Object.values(LOADERS)].map((load) => load()));
  });
  return () => cancelIdleCallback(waiting);
}

const useStyles = makeStyles({
  // Not on the provider itself: Fluent gives its classes to every portal too, and they would cover the page.
  page: { display: 'flex', height: '100%', backgroundColor: tokens.colorNeutralBackground2 },
  contents: { flexGrow: 1, minWidth: 0, height: '100%' },
  shell: { display: 'flex', height: '100%' },
  column: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  screen: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
  middle: { display: 'grid', placeItems: 'center', height: '100%' },
  notice: { padding: '24px' },
});

const FILL = { height: '100%' };

export function App() {
  const styles = useStyles();
  const theme = useTheme();
  const helping = useHelp((state) => state.place !== null);
  useHelpKey();
  useEffect(loadTheRest, []);
  // Scroll bars and the pickers of the browser, in dialogs too.
  useEffect(() => {
    document.documentElement.style.colorScheme = theme === 'high-contrast' ? 'light dark' : theme;
  }, [theme]);
  return (
    <FluentProvider theme={themeOf(theme)} style={FILL}>
      <div className={styles.page}>
        <div className={styles.contents}>
          <Contents />
        </div>
        {helping && (
          <Suspense>
            <HelpPane />
          </Suspense>
        )}
      </div>
      <RestoreDialogs />
      <Alerts />
      <Tour />
    </FluentProvider>
  );
}

function Contents() {
  const styles = useStyles();
  const status = useApp((state) => state.status);
  const failure = useApp((state) => state.failure);
  const refresh = useApp((state) => state.refresh);
  const screen = useApp((state) => state.screen);
  const connecting = useSetup((state) => state.connecting);
  if (status === null) {
    return (
      <main className={styles.middle}>
        {failure ? (
          <FailureNotice failure={failure} onRetry={() => void refresh()} />
        ) : (
          <Spinner label="Opening Matchbook" />
        )}
      </main>
    );
  }
  if (status.damage !== null) return <DamagedStart key={status.damage.file} damage={status.damage} />;
  if (status.phase === 'fresh' || connecting) return <FirstStart />;
  const Current = SCREENS[screen];
  return (
    <div className={styles.shell}>
      <Navigation />
      <div className={styles.column}>
        <TieOutHeader />
        <HostNotices />
        <main className={styles.screen}>
          {failure && (
            <div className={styles.notice}>
              <FailureNotice failure={failure} onRetry={() => void refresh()} />
            </div>
          )}
          <Suspense fallback={<Spinner className={styles.middle} label="Opening" />}>
            <Current />
          </Suspense>
        </main>
      </div>
    </div>
  );
}
