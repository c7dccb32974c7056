import { Button, MessageBar, MessageBarBody, MessageBarTitle, Spinner } from '@fluentui/react-components';
import { History48Regular, Search48Regular, ShieldCheckmark20Regular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { AuditLine, CallInput, CallOutput } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { List, SearchBox, useArrangement } from '../components/list/index.ts';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { count } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { usePages } from '../stores/use-pages.ts';
import { useSettled } from '../stores/use-settled.ts';
import { historyColumns } from './columns.tsx';
import { EntryDetail } from './EntryDetail.tsx';
import { EVERYTHING, filterWords, HistoryFilters } from './HistoryFilters.tsx';

type Verdict = CallOutput<'history.verify'>;
type Sort = NonNullable<CallInput<'history.list'>['sort']>;

const keyOf = (line: AuditLine): string => String(line.sequence);
const detailOf = (line: AuditLine) => <EntryDetail line={line} />;

/** Every decision and posting, newest first unless sorted otherwise; the chain of entries can be proved whole. */
export default function HistoryScreen() {
  const version = useApp((state) => state.versions.history);
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const [typed, setTyped] = useState('');
  const [filter, setFilter] = useState(EVERYTHING);
  const search = useSettled(typed, 200);
  const arrangement = useArrangement(
    'history',
    useMemo(() => historyColumns(zone), [zone]),
    {
      by: 'number',
      descending: true,
    },
  );
  const { by: sort, descending } = arrangement.sort;
  const question = JSON.stringify({ search, sort, descending, ...filter });
  const history = usePages(
    (page) => call('history.list', { ...page, ...filter, search, sort: sort as Sort, descending }),
    question,
    version,
  );
  const action = useAction();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const { rows } = history;
  const words = filterWords(filter, search);
  const verify = () =>
    action.run(async () => {
      setVerdict(null);
      setVerdict(await call('history.verify', {}));
    });
  return (
    <>
      <ScreenHead title="History">
        <SearchBox label="Search the history" value={typed} onChange={setTyped} />
        <HistoryFilters value={filter} version={version} onChange={setFilter} />
        <Button
          icon={action.busy ? <Spinner size="tiny" /> : <ShieldCheckmark20Regular />}
          disabledFocusable={action.busy}
          onClick={() => void verify()}
        >
          Verify
        </Button>
      </ScreenHead>
      <ScreenBody label="History" wide fill>
        <div role="status" hidden={verdict === null}>
          {verdict && <VerdictBar verdict={verdict} />}
        </div>
        {action.failure && <FailureNotice failure={action.failure} onRetry={() => void verify()} />}
        {history.failure && <FailureNotice failure={history.failure} onRetry={history.again} />}
        {(rows === null || !arrangement.ready) && !history.failure && <Waiting label="Reading the history" />}
        {rows?.length === 0 &&
          (words.length === 0 ? (
            <EmptyState
              icon={<History48Regular />}
              title="Nothing has been done yet"
              text="Every decision and every posting is written down here, with who, when and why."
            />
          ) : (
            <EmptyState
              icon={<Search48Regular />}
              title="Nothing in the history fits"
              text={words.join(', ')}
            >
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
            label="History"
            rows={rows}
            rowKey={keyOf}
            arrangement={arrangement}
            nouns={['entry', 'entries']}
            total={history.total}
            hasMore={history.hasMore}
            onMore={history.more}
            onAll={history.all}
            question={question}
            filters={words}
            detail={detailOf}
          />
        )}
      </ScreenBody>
    </>
  );
}

function VerdictBar({ verdict }: { verdict: Verdict }) {
  return verdict.whole ? (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {`Whole: ${count(verdict.events)} ${verdict.events === 1 ? 'entry' : 'entries'}.`}
        </MessageBarTitle>{' '}
        Nothing was changed or removed since it was written.
      </MessageBarBody>
    </MessageBar>
  ) : (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{`Broken at ${verdict.firstBroken ?? 'an unknown entry'}.`}</MessageBarTitle> From
        there on, what is written is not what was first recorded. Keep a copy of the store as it is and
        restore a backup from before.
      </MessageBarBody>
    </MessageBar>
  );
}
