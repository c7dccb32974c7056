import { makeStyles, Toaster, tokens } from '@fluentui/react-components';
import { CheckmarkCircle48Regular, Search48Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { ReviewDetail, ReviewTab } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { EmptyState } from '../components/EmptyState.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { time } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { ActionBar, type Actions } from './ActionBar.tsx';
import { Detail } from './Detail.tsx';
import { type OpenDialog, ReviewDialogs } from './ReviewDialogs.tsx';
import { ReviewHead, TAB_TITLES } from './ReviewHead.tsx';
import { RowList } from './RowList.tsx';
import { useReview } from './review-store.ts';
import { REVIEW_TOASTER, useDecisions } from './use-decisions.tsx';
import { useKeys } from './use-keys.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
  panes: { display: 'flex', flexGrow: 1, minHeight: 0, borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  list: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 56%',
    minWidth: '380px',
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  detail: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 44%',
    minWidth: '340px',
    maxWidth: '640px',
    minHeight: 0,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  notice: { padding: '16px' },
  nothing: { flexGrow: 1, outlineStyle: 'none' },
});

const TABS = Object.keys(TAB_TITLES) as ReviewTab[];

export default function ReviewScreen() {
  const styles = useStyles();
  const review = useReview();
  const decisions = useDecisions();
  const version = useApp((state) => state.versions.review);
  const wanted = useApp((state) => state.wanted);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const { rows, current, marked, tab } = review;
  const row = rows.find(({ transactionId }) => transactionId === current) ?? null;
  const total = review.totals.reduce((sum, { count }) => sum + count, 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again whenever proposals or decisions changed.
  useEffect(() => {
    void useReview.getState().load();
  }, [version]);
  useEffect(() => {
    if (wanted === null) return;
    // Followed from a notification or a link: find it by its own id, whatever list it is in.
    void call('review.detail', { transactionId: wanted }).then(
      (detail) => {
        useReview.setState({
          tab: tabOf(detail),
          search: detail.row.externalId,
          rows: [],
          marked: new Set(),
        });
        useReview.setState({ current: wanted });
        void useReview.getState().load();
      },
      () => undefined,
    );
    useApp.setState({ wanted: null });
  }, [wanted]);

  const chosen = marked.size > 0 ? [...marked] : current === null ? [] : [current];
  const focusList = (): void => document.getElementById('review-list')?.focus();
  const close = (): void => {
    setDialog(null);
    requestAnimationFrame(focusList);
  };
  const undecided = tab === 'ready' || tab === 'check' || tab === 'exception';
  const actions: Actions = {
    approve: () => {
      if (undecided && chosen.length > 0) void decisions.approve(chosen);
    },
    change: () => {
      if (!undecided || current === null) return;
      void call('review.detail', { transactionId: current }).then(
        (detail) => setDialog({ kind: 'split', detail }),
        () => undefined,
      );
    },
    ignore: () => {
      if (undecided && chosen.length > 0) setDialog({ kind: 'ignore', ids: chosen });
    },
    undo: () => {
      if (!undecided && chosen.length > 0) void decisions.undo(chosen);
    },
  };
  const approveAll = (): void => {
    if (tab === 'ready' && total > 0) setDialog({ kind: 'approve-all', totals: review.totals });
  };
  useKeys({
    j: () => review.move(1),
    arrowdown: () => review.move(1),
    k: () => review.move(-1),
    arrowup: () => review.move(-1),
    pagedown: () => review.move(10),
    pageup: () => review.move(-10),
    home: () => review.move(-rows.length),
    end: () => review.move(rows.length),
    enter: actions.approve,
    e: actions.change,
    x: actions.ignore,
    u: actions.undo,
    a: approveAll,
    ' ': () => current !== null && review.toggle(current),
    escape: review.clearMarks,
    '/': () => search.current?.focus(),
    '?': () => setDialog({ kind: 'keys' }),
    ...Object.fromEntries(TABS.map((name, at) => [String(at + 1), () => review.open(name)])),
  });

  return (
    <div className={styles.root}>
      <ReviewHead
        search={search}
        total={total}
        onApproveAll={approveAll}
        onKeys={() => setDialog({ kind: 'keys' })}
        onSearched={focusList}
      />
      {review.failure && (
        <div className={styles.notice}>
          <FailureNotice failure={review.failure} onRetry={() => void review.load()} />
        </div>
      )}
      <div className={styles.panes}>
        <div className={styles.list}>
          {rows.length === 0 && !review.asking && review.failure === null ? (
            // In the list's place, and takes its focus.
            <div id="review-list" className={styles.nothing} tabIndex={-1}>
              <NothingHere tab={tab} searching={review.search !== ''} />
            </div>
          ) : (
            <RowList label={TAB_TITLES[tab]} total={total} />
          )}
        </div>
        {row && (
          <div className={styles.detail}>
            <Detail id={row.transactionId} />
            <ActionBar row={row} tab={tab} marked={marked.size} actions={actions} />
          </div>
        )}
      </div>
      <ReviewDialogs dialog={dialog} decisions={decisions} onClose={close} />
      <Toaster toasterId={REVIEW_TOASTER} position="bottom-start" limit={3} />
    </div>
  );
}

function tabOf({ row }: ReviewDetail): ReviewTab {
  if (row.state === 'approved' || row.state === 'posted' || row.state === 'ignored') return row.state;
  return row.band ?? 'exception';
}

function NothingHere(props: { tab: ReviewTab; searching: boolean }) {
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const next = useApp((state) =>
    state.status?.connections.map((it) => it.nextSyncAt).find((at) => at !== null),
  );
  if (props.searching) {
    return (
      <EmptyState
        icon={<Search48Regular />}
        title="Nothing fits the search"
        text="Look in the other lists, or clear the search."
      />
    );
  }
  const later = next ? ` Next sync at ${time(next, zone)}.` : '';
  const words: Record<ReviewTab, string> = {
    ready: `Nothing is ready to approve.${later}`,
    check: `Nothing needs a closer look.${later}`,
    exception: `There are no exceptions.${later}`,
    approved: 'Nothing is on its way to the ledger: all that was approved is posted.',
    posted: 'Nothing has been posted yet.',
    ignored: 'Nothing was ignored.',
  };
  return <EmptyState icon={<CheckmarkCircle48Regular />} title={words[props.tab]} />;
}
