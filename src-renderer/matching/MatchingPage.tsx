import { Tab, TabList } from '@fluentui/react-components';
import { useState } from 'react';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useCall } from '../stores/use-call.ts';
import { LessonsPanel } from './LessonsPanel.tsx';
import { RulesEditor } from './RulesEditor.tsx';

/** A page of the settings: the rules of matching, and what it has learned. Both stay mounted, so that no edit is lost. */
export function MatchingPage() {
  const [tab, setTab] = useState<'rules' | 'lessons'>('rules');
  const rules = useCall('matching.rules', {});
  return (
    <>
      <TabList
        aria-label="Matching"
        selectedValue={tab}
        onTabSelect={(_event, { value }) => setTab(value === 'lessons' ? 'lessons' : 'rules')}
      >
        <Tab value="rules" id="matching-rules-tab">
          Rules
        </Tab>
        <Tab value="lessons" id="matching-lessons-tab">
          Learned
        </Tab>
      </TabList>
      <div role="tabpanel" aria-labelledby="matching-rules-tab" hidden={tab !== 'rules'}>
        {rules.failure && <FailureNotice failure={rules.failure} onRetry={rules.again} />}
        {rules.value === null && !rules.failure && <Waiting label="Reading the rules" />}
        {rules.value && <RulesEditor loaded={rules.value} />}
      </div>
      <div role="tabpanel" aria-labelledby="matching-lessons-tab" hidden={tab !== 'lessons'}>
        <LessonsPanel />
      </div>
    </>
  );
}
