import { Button, Tab, TabList } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useCall } from '../stores/use-call.ts';
import { LessonsPanel } from './LessonsPanel.tsx';
import { RulesEditor } from './RulesEditor.tsx';

/** A page of the settings: the rules of matching, and what it has learned. Both stay mounted, so that no edit is lost. */
export function MatchingPage({ onBack }: { onBack: () => void }) {
  const [tab, setTab] = useState<'rules' | 'lessons'>('rules');
  const back = useRef<HTMLSpanElement>(null);
  // The button that led here is gone.
  useEffect(() => back.current?.querySelector('button')?.focus(), []);
  const rules = useCall('matching.rules', {});
  return (
    <>
      <ScreenHead title="Matching">
        <TabList
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
        <span ref={back}>
          <Button appearance="subtle" icon={<ArrowLeft20Regular />} onClick={onBack}>
            Settings
          </Button>
        </span>
      </ScreenHead>
      <ScreenBody label="Matching">
        <div role="tabpanel" aria-labelledby="matching-rules-tab" hidden={tab !== 'rules'}>
          {rules.failure && <FailureNotice failure={rules.failure} onRetry={rules.again} />}
          {rules.value === null && !rules.failure && <Waiting label="Reading the rules" />}
          {rules.value && <RulesEditor loaded={rules.value} />}
        </div>
        <div role="tabpanel" aria-labelledby="matching-lessons-tab" hidden={tab !== 'lessons'}>
          <LessonsPanel />
        </div>
      </ScreenBody>
    </>
  );
}
