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
import { GroupPane } from './GroupPane.tsx';
import { groupTitle } from './grouping.ts';
import { chipsOf, filterOf, NO_NARROWING } from './narrowing.ts';
import { entriesOf } from './place.ts';
import { ReviewCells } from './ReviewCells.tsx';
import { type OpenDialog, ReviewDialogs } from './ReviewDialogs.tsx';
import { ReviewHead, TAB_TITLES } from './ReviewHead.tsx';
import { RowList } from './RowList.tsx';
import { rowOf, useReview } from './review-store.ts';
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
  const { current, currentGroup, grouping, marked, tab } = review;
  const entries = entriesOf(review);
  const row = rowOf(review, current);
  const group = review.groups.find(({ key }) => key === currentGroup) ?? null;
  const total = review.totals.reduce((sum, { count }) => sum + count, 0);

  const started = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again whenever proposals or decisions changed.
  useEffect(() => {
    const { start, load } = useReview.getState();
    void (started.current ? load() : start());
    started.current = true;
  }, [version]);
  useEffect(() => {
    if (wanted === null) return;
    // Followed from a notification or a link: find it by its own id, whatever list it is in.
    void call('review.detail', { transactionId: wanted }).then(
      (detail) => {
        useReview.setState({
          tab: tabOf(detail),
          search: detail.row.externalId,
          narrowing: NO_NARROWING,
          closed: new Set(),
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
  const takeRunnerUp = (detail: ReviewDetail): void =>
    setDialog({ kind: 'split', detail, from: 'runner-up' });
  const narrowed = review.search !== '' || review.narrowing.flagged || chipsOf(review.narrowing).length > 0;
  const undecided = tab === 'ready' || tab === 'check' || tab === 'exception';
  const actions: Actions = {
    approve: () => {
      if (undecided && chosen.length > 0) void decisions.approve(chosen);
    },
    change: () => {
      if (!undecided || current === null) return;
      void call('review.detail', { transactionId: current }).then(
        (detail) => setDialog({ kind: 'split', detail, from: 'proposal' }),
        () => undefined,
      );
    },
    flag: () => {
      const [only, ...others] = chosen;
      if (only === undefined) return;
      if (others.length > 0) setDialog({ kind: 'flag', ids: chosen, flag: null });
      else {
        void call('review.detail', { transactionId: only }).then(
          ({ flag }) => setDialog({ kind: 'flag', ids: chosen, flag }),
          () => undefined,
        );
      }
    },
    ignore: () => {
      if (undecided && chosen.length > 0) setDialog({ kind: 'ignore', ids: chosen });
    },
    undo: () => {
      if (!undecided && chosen.length > 0) void decisions.undo(chosen);
    },
  };
  const filter = { tab, search: review.search, ...filterOf(review.narrowing) };
  const approveAll = (): void => {
    if (tab === 'ready' && total > 0) setDialog({ kind: 'approve-all', filter, group: null });
  };
  const approveGroup = (): void => {
    if (tab !== 'ready' || group === null || grouping === null) return;
    const { title } = groupTitle(group, grouping);
    setDialog({
      kind: 'approve-all',
      filter: { ...filter, group: { by: grouping, key: group.key } },
      group: title,
    });
  };
  const isOpen = currentGroup !== null && !review.closed.has(currentGroup);
  const foldGroup = (closes: boolean): void => {
    if (grouping === null) return;
    const key = currentGroup ?? entries.groupAt(entries.indexOfRow(current));
    if (key === null) return;
    // As in any tree: right on an open group goes to its first row.
    if (!closes && (isOpen || currentGroup === null)) review.move(isOpen ? 1 : 0);
    else review.fold(key, closes);
  };
  useKeys({
    j: () => review.move(1),
    arrowdown: () => review.move(1),
    k: () => review.move(-1),
    arrowup: () => review.move(-1),
    pagedown: () => review.move(10),
    pageup: () => review.move(-10),
    home: () => review.move(-entries.length),
    end: () => review.move(entries.length),
    arrowleft: () => foldGroup(true),
    arrowright: () => foldGroup(false),
    '[': () => review.foldAll(true),
    ']': () => review.foldAll(false),
    g: () => document.getElementById('review-grouping')?.focus(),
    f: actions.flag,
    enter: () => (group === null ? actions.approve() : approveGroup()),
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
          {entries.length === 0 && !review.asking && review.failure === null ? (
            // In the list's place, and takes its focus.
            <div id="review-list" className={styles.nothing} tabIndex={-1}>
              <NothingHere tab={tab} searching={narrowed} searched={review.search !== ''} />
            </div>
          ) : (
            <ReviewCells label={TAB_TITLES[tab]} total={total}>
              <RowList label={TAB_TITLES[tab]} total={total} />
            </ReviewCells>
          )}
        </div>
        {group && (
          <div className={styles.detail}>
            <GroupPane
              group={group}
              grouping={grouping}
              tab={tab}
              open={isOpen}
              onApprove={approveGroup}
              onFold={() => review.fold(group.key, isOpen)}
            />
          </div>
        )}
        {row && (
          <div className={styles.detail}>
            <Detail id={row.transactionId} onUseRunnerUp={undecided ? takeRunnerUp : null} />
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

function NothingHere(props: { tab: ReviewTab; searching: boolean; searched: boolean }) {
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const next = useApp((state) =>
    state.status?.connections.map((it) => it.nextSyncAt).find((at) => at !== null),
  );
  if (props.searching) {
    return (
      <EmptyState
        icon={<Search48Regular />}
        title={props.searched ? 'Nothing fits the search' : 'Nothing fits the filters'}
        text="Look in the other lists, or clear the search and the filters."
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
