import {
  Button,
  Input,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Spinner,
} from '@fluentui/react-components';
import { History48Regular, Search20Regular, ShieldCheckmark20Regular } from '@fluentui/react-icons';
import { useDeferredValue, useState } from 'react';
import type { CallOutput } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { ScreenBody } from '../components/ScreenBody.tsx';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { ShowMore } from '../components/ShowMore.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { count } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { usePages } from '../stores/use-pages.ts';
import { HistoryTable } from './HistoryTable.tsx';
import { useSettled } from './use-settled.ts';

type Verdict = CallOutput<'history.verify'>;

const useStyles = makeStyles({
  search: { width: '260px' },
});

/** Every decision and posting, newest first; the chain of entries can be proved whole. */
export default function HistoryScreen() {
  const styles = useStyles();
  const version = useApp((state) => state.versions.history);
  const [typed, setTyped] = useState('');
  const search = useSettled(typed, 200);
  const history = usePages((page) => call('history.list', { ...page, search }), `${version} ${search}`);
  const action = useAction();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const rows = useDeferredValue(history.rows);
  const verify = () =>
    action.run(async () => {
      setVerdict(null);
      setVerdict(await call('history.verify', {}));
    });
  return (
    <>
      <ScreenHead title="History">
        <Input
          className={styles.search}
          type="search"
          aria-label="Search the history"
          placeholder="Search"
          contentBefore={<Search20Regular />}
          value={typed}
          maxLength={200}
          onChange={(_event, { value }) => setTyped(value)}
        />
        <Button
          icon={action.busy ? <Spinner size="tiny" /> : <ShieldCheckmark20Regular />}
          disabledFocusable={action.busy}
          onClick={() => void verify()}
        >
          Verify
        </Button>
      </ScreenHead>
      <ScreenBody label="History" wide>
        <div role="status">{verdict && <VerdictBar verdict={verdict} />}</div>
        {action.failure && <FailureNotice failure={action.failure} onRetry={() => void verify()} />}
        {history.failure && <FailureNotice failure={history.failure} onRetry={history.again} />}
        {rows === null && !history.failure && <Waiting label="Reading the history" />}
        {rows?.length === 0 &&
          (search === '' ? (
            <EmptyState
              icon={<History48Regular />}
              title="Nothing has been done yet"
              text="Every decision and every posting is written down here, with who, when and why."
            />
          ) : (
            <EmptyState icon={<Search20Regular />} title={`Nothing in the history says “${search}”`}>
              <Button onClick={() => setTyped('')}>Show everything</Button>
            </EmptyState>
          ))}
        {rows !== null && rows.length > 0 && (
          <div>
            <HistoryTable rows={rows} />
            <ShowMore
              shown={rows.length}
              hasMore={history.hasMore}
              asking={history.asking}
              onMore={history.more}
            />
          </div>
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
