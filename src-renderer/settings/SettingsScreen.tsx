import { useState } from 'react';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { MatchingPage } from '../matching/MatchingPage.tsx';
import { MatchingPanel } from '../matching/MatchingPanel.tsx';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { ConnectionSettings } from './ConnectionSettings.tsx';
import { LeaveDemo } from './LeaveDemo.tsx';
import { SettingsForm } from './SettingsForm.tsx';

export default function SettingsScreen() {
  const version = useApp((state) => state.versions.settings);
  const demo = useApp((state) => state.status?.demo ?? false);
  const settings = useCall('settings.get', {}, version);
  const [page, setPage] = useState<'settings' | 'matching' | 'back'>('settings');
  if (page === 'matching') return <MatchingPage onBack={() => setPage('back')} />;
  return (
    <>
      <ScreenHead title="Settings" />
      <ScreenBody label="Settings">
        <ConnectionSettings />
        <MatchingPanel onOpen={() => setPage('matching')} returned={page === 'back'} />
        {settings.failure && <FailureNotice failure={settings.failure} onRetry={settings.again} />}
        {settings.value === null && !settings.failure && <Waiting label="Reading the settings" />}
        {settings.value && <SettingsForm saved={settings.value} />}
        {demo && <LeaveDemo />}
      </ScreenBody>
    </>
  );
}
