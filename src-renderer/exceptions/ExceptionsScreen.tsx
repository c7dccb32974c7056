import { Button } from '@fluentui/react-components';
import { CheckmarkCircle48Regular, Search48Regular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState } from 'react';
import type { CallInput, DeadLetter } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { Asking } from '../components/Asking.tsx';
import { EmptyState } from '../components/EmptyState.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { List, SearchBox, useArrangement } from '../components/list/index.ts';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { usePages } from '../stores/use-pages.ts';
import { useSettled } from '../stores/use-settled.ts';
import { exceptionColumns, STAGES } from './columns.tsx';
import { EVERYTHING, ExceptionFilters } from './ExceptionFilters.tsx';
import { LetterDetail } from './LetterDetail.tsx';

type Sort = NonNullable<CallInput<'deadLetters.list'>['sort']>;

const keyOf = (letter: DeadLetter): string => String(letter.id);
const detailOf = (letter: DeadLetter) => <LetterDetail letter={letter} />;

/** What could not be read or posted: why, what was kept, and what can be done. Nothing is lost here. */
export default function ExceptionsScreen() {
  const version = useApp((state) => state.versions.dead_letters);
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const connections = useApp((state) => state.status?.connections);
  const { busy, failure, run } = useAction();
  const [dismissing, setDismissing] = useState<DeadLetter | null>(null);
  const [typed, setTyped] = useState('');
  const [filter, setFilter] = useState(EVERYTHING);
  const search = useSettled(typed, 200);
  // What a retry and a dismissal did comes back as a change of the exceptions.
  const retry = useCallback(
    (letter: DeadLetter) => void run(() => call('deadLetters.retry', { id: letter.id })),
    [run],
  );
  const columns = useMemo(
    () =>
      exceptionColumns({
        zone,
        connections: connections ?? [],
        busy,
        onRetry: retry,
        onDismiss: setDismissing,
      }),
    [zone, connections, busy, retry],
  );
  const arrangement = useArrangement('exceptions', columns, { by: 'seen', descending: true });
  const { by: sort, descending } = arrangement.sort;
  const question = JSON.stringify({ search, sort, descending, ...filter });
  const letters = usePages(
    (page) => call('deadLetters.list', { ...page, ...filter, search, sort: sort as Sort, descending }),
    question,
    version,
  );
  const { rows } = letters;
  const from = connections?.find(({ id }) => id === filter.connectionId)?.title;
  const words = [
    ...(search === '' ? [] : [`“${search}”`]),
    ...(filter.stage === null ? [] : [STAGES[filter.stage]]),
    ...(from === undefined ? [] : [from]),
  ];
  return (
    <>
      <ScreenHead title="Exceptions">
        <SearchBox label="Search the exceptions" value={typed} onChange={setTyped} />
        <ExceptionFilters value={filter} onChange={setFilter} />
      </ScreenHead>
      <ScreenBody label="Exceptions" wide fill>
        {failure && <FailureNotice failure={failure} />}
        {letters.failure && <FailureNotice failure={letters.failure} onRetry={letters.again} />}
        {(rows === null || !arrangement.ready) && !letters.failure && (
          <Waiting label="Reading the exceptions" />
        )}
        {rows?.length === 0 &&
          (words.length === 0 ? (
            <EmptyState
              icon={<CheckmarkCircle48Regular />}
              title="Nothing was set aside"
              text="Everything that came in could be read, and everything that was approved could be posted."
            />
          ) : (
            <EmptyState icon={<Search48Regular />} title="No exception fits" text={words.join(', ')}>
              <Button
                onClick={() => {
                  setTyped('');
                  setFilter(EVERYTHING);
                }}
              >
                Show everything
              </Button>
            </EmptyState>
          ))}
        {rows !== null && rows.length > 0 && arrangement.ready && (
          <List
            label="Exceptions"
            rows={rows}
            rowKey={keyOf}
            arrangement={arrangement}
            nouns={['exception', 'exceptions']}
            total={letters.total}
            hasMore={letters.hasMore}
            onMore={letters.more}
            onAll={letters.all}
            question={question}
            filters={words}
            detail={detailOf}
          />
        )}
      </ScreenBody>
      {dismissing && (
        <Asking
          title="Dismiss this exception?"
          confirm="Dismiss"
          reason="Why can it be left?"
          onConfirm={(reason) => call('deadLetters.dismiss', { id: dismissing.id, reason })}
          onClose={() => setDismissing(null)}
        >
          It leaves this list and is not tried again. What came stays in the store, and your reason in the
          history.
        </Asking>
      )}
    </>
  );
}
