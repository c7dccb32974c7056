import { CheckmarkCircle48Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { DeadLetter } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { Asking } from '../components/Asking.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { ShowMore } from '../components/ShowMore.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { usePages } from '../stores/use-pages.ts';
import { LetterCard } from './LetterCard.tsx';

/** What could not be read or posted: why, what was kept, and what can be done. Nothing is lost here. */
export default function ExceptionsScreen() {
  const version = useApp((state) => state.versions.dead_letters);
  const letters = usePages((page) => call('deadLetters.list', page), String(version));
  const action = useAction();
  const [dismissing, setDismissing] = useState<DeadLetter | null>(null);
  const retry = async (id: number) => {
    if (await action.run(() => call('deadLetters.retry', { id }))) letters.again();
  };
  const { rows } = letters;
  return (
    <>
      <ScreenHead title="Exceptions" />
      <ScreenBody label="Exceptions">
        {action.failure && <FailureNotice failure={action.failure} />}
        {letters.failure && <FailureNotice failure={letters.failure} onRetry={letters.again} />}
        {rows === null && !letters.failure && <Waiting label="Reading the exceptions" />}
        {rows?.length === 0 && (
          <EmptyState
            icon={<CheckmarkCircle48Regular />}
            title="Nothing was set aside"
            text="Everything that came in could be read, and everything that was approved could be posted."
          />
        )}
        {rows?.map((letter) => (
          <LetterCard
            key={letter.id}
            letter={letter}
            busy={action.busy}
            onRetry={() => void retry(letter.id)}
            onDismiss={() => setDismissing(letter)}
          />
        ))}
        {rows !== null && (
          <ShowMore
            shown={rows.length}
            hasMore={letters.hasMore}
            asking={letters.asking}
            onMore={letters.more}
          />
        )}
      </ScreenBody>
      {dismissing && (
        <Asking
          title="Dismiss this exception?"
          confirm="Dismiss"
          reason="Why can it be left?"
          onConfirm={async (reason) => {
            await call('deadLetters.dismiss', { id: dismissing.id, reason });
            letters.again();
          }}
          onClose={() => setDismissing(null)}
        >
          It leaves this list and is not tried again. What came stays in the store, and your reason in the
          history.
        </Asking>
      )}
    </>
  );
}
