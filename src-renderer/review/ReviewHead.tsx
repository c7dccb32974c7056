import { Button, CounterBadge, makeStyles, Tab, TabList } from '@fluentui/react-components';
import { Keyboard20Regular } from '@fluentui/react-icons';
import type { RefObject } from 'react';
import type { ReviewTab } from '../../shared/api.ts';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { count } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { FilterBar } from './FilterBar.tsx';
import { chipsOf, filterOf } from './narrowing.ts';
import { useReview } from './review-store.ts';

export const TAB_TITLES: Readonly<Record<ReviewTab, string>> = {
  ready: 'Ready',
  check: 'Check',
  exception: 'Exceptions',
  approved: 'Approved',
  posted: 'Posted',
  ignored: 'Ignored',
};

const useStyles = makeStyles({
  tabs: { padding: '0 16px 0 12px', flexShrink: 0 },
  badge: { marginInlineStart: '6px' },
});

export function ReviewHead(props: {
  search: RefObject<HTMLInputElement | null>;
  total: number;
  onApproveAll: () => void;
  onKeys: () => void;
  onSearched: () => void;
}) {
  const styles = useStyles();
  const { tab, open, search, narrowing } = useReview();
  const version = useApp((state) => state.versions.review);
  const filter = { search, ...filterOf(narrowing) };
  const counts = useCall('review.counts', { filter }, version).value ?? [];
  const flagged = counts.find((it) => it.tab === tab)?.flagged ?? 0;
  const narrowed = search !== '' || narrowing.flagged || chipsOf(narrowing).length > 0;
  const noun = narrowed ? 'found' : TAB_TITLES[tab].toLowerCase();
  // What is flagged for a colleague is approved in bulk only when that is asked for, in the dialog.
  const approvable = narrowing.flagged ? props.total : Math.max(0, props.total - flagged);
  return (
    <>
      <ScreenHead title="Review">
        <Button appearance="subtle" icon={<Keyboard20Regular />} aria-label="Keys" onClick={props.onKeys} />
        {/* Only what is ready is approved in bulk: the other lists ask for a look at each. */}
        {tab === 'ready' && (
          <Button appearance="primary" disabled={props.total === 0} onClick={props.onApproveAll}>
            Approve all {count(approvable)} {noun}
          </Button>
        )}
      </ScreenHead>
      <TabList
        className={styles.tabs}
        selectedValue={tab}
        onTabSelect={(_event, picked) => open(picked.value as ReviewTab)}
        aria-label="Lists"
      >
        {(Object.keys(TAB_TITLES) as ReviewTab[]).map((name) => {
          const number = counts.find((it) => it.tab === name)?.count ?? 0;
          return (
            <Tab key={name} value={name}>
              {TAB_TITLES[name]}
              {number > 0 && (
                <CounterBadge
                  className={styles.badge}
                  count={number}
                  overflowCount={9999}
                  size="small"
                  color="informative"
                  appearance="filled"
                />
              )}
            </Tab>
          );
        })}
      </TabList>
      <FilterBar search={props.search} flagged={flagged} onSearched={props.onSearched} />
    </>
  );
}
