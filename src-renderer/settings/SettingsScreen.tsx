import { makeStyles, Tab, TabList } from '@fluentui/react-components';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { PAGES } from './pages.ts';
import { SettingsForm } from './SettingsForm.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexGrow: 1, minHeight: 0 },
  list: { width: '184px', flexShrink: 0, overflowY: 'auto', padding: '8px 0 16px 16px' },
  tab: { justifyContent: 'flex-start' },
  page: { display: 'flex', flexGrow: 1, minWidth: 0, minHeight: 0 },
});

/** A list of pages on the left, the open one beside it. The form's pages share one draft, kept while the screen is open. */
export default function SettingsScreen() {
  const styles = useStyles();
  const version = useApp((state) => state.versions.settings);
  const open = useApp((state) => state.settingsPage);
  const show = useApp((state) => state.showSettings);
  const settings = useCall('settings.get', {}, version);
  const page = PAGES.find(({ name }) => name === open) ?? PAGES[0];
  if (!page) return null;
  const part = 'part' in page ? page.part : null;
  return (
    <>
      <ScreenHead title="Settings" />
      <div className={styles.row}>
        <TabList
          vertical
          className={styles.list}
          aria-label="Pages of the settings"
          selectedValue={page.name}
          onTabSelect={(_event, { value }) => {
            const chosen = PAGES.find(({ name }) => name === value);
            if (chosen) show(chosen.name);
          }}
        >
          {PAGES.map(({ name, title, Icon }) => (
            <Tab key={name} value={name} id={`settings-${name}`} icon={<Icon />} className={styles.tab}>
              {title}
            </Tab>
          ))}
        </TabList>
        <div
          className={styles.page}
          role="tabpanel"
          aria-labelledby={`settings-${page.name}`}
          key={part ? 'form' : page.name}
        >
          <ScreenBody label={page.title}>
            {'Body' in page && <page.Body />}
            {part && settings.failure && (
              <FailureNotice failure={settings.failure} onRetry={settings.again} />
            )}
            {part && settings.value === null && !settings.failure && <Waiting label="Reading the settings" />}
            {part && settings.value && <SettingsForm saved={settings.value} part={part} />}
          </ScreenBody>
        </div>
      </div>
    </>
  );
}
