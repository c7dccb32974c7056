import {
  Button,
  CounterBadge,
  Dropdown,
  Input,
  makeStyles,
  Option,
  Tab,
  TabList,
  tokens,
} from '@fluentui/react-components';
import { Keyboard20Regular, Search16Regular } from '@fluentui/react-icons';
import { type RefObject, useEffect, useState } from 'react';
import type { ReviewTab } from '../../shared/api.ts';
import { ScreenHead } from '../components/ScreenHead.tsx';
import { count } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { type SortBy, useReview } from './review-store.ts';

export const TAB_TITLES: Readonly<Record<ReviewTab, string>> = {
  ready: 'Ready',
  check: 'Check',
  exception: 'Exceptions',
  approved: 'Approved',
  posted: 'Posted',
  ignored: 'Ignored',
};

const SORTS: Readonly<Record<SortBy, string>> = {
  date: 'Date',
  amount: 'Amount',
  confidence: 'Confidence',
  payer: 'Payer',
};

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '12px',
    padding: '0 16px 0 12px',
    flexShrink: 0,
  },
  tools: { marginInlineStart: 'auto', display: 'flex', gap: '8px', alignItems: 'center', padding: '6px 0' },
  search: { width: '220px', '@media (max-width: 1180px)': { width: '150px' } },
  sort: { minWidth: '118px' },
  badge: { marginInlineStart: '6px' },
  quiet: { backgroundColor: tokens.colorNeutralBackground5, color: tokens.colorNeutralForeground2 },
});

/** Typing settles for this long before the list is asked for. */
const SEARCH_DELAY_MS = 180;

export function ReviewHead(props: {
  search: RefObject<HTMLInputElement | null>;
  total: number;
  onApproveAll: () => void;
  onKeys: () => void;
  onSearched: () => void;
}) {
  const styles = useStyles();
  const { tab, open, search, searchFor, sort, sortBy } = useReview();
  const version = useApp((state) => state.versions.review);
  const counts = useCall('review.counts', {}, version).value ?? [];
  const [text, setText] = useState(search);
  useEffect(() => setText(search), [search]);
  useEffect(() => {
    if (text === search) return;
    const timer = setTimeout(() => searchFor(text), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [text, search, searchFor]);
  const noun = search === '' ? TAB_TITLES[tab].toLowerCase() : 'found';
  return (
    <>
      <ScreenHead title="Review">
        <Button appearance="subtle" icon={<Keyboard20Regular />} aria-label="Keys" onClick={props.onKeys} />
        {/* Only what is ready is approved in bulk: the other lists ask for a look at each. */}
        {tab === 'ready' && (
          <Button appearance="primary" disabled={props.total === 0} onClick={props.onApproveAll}>
            Approve all {count(props.total)} {noun}
          </Button>
        )}
      </ScreenHead>
      <div className={styles.bar}>
        <TabList
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
        <div className={styles.tools}>
          <Dropdown
            size="small"
            className={styles.sort}
            aria-label="Sort by"
            value={SORTS[sort]}
            selectedOptions={[sort]}
            onOptionSelect={(_event, picked) => sortBy(picked.optionValue as SortBy)}
          >
            {(Object.keys(SORTS) as SortBy[]).map((name) => (
              <Option key={name} value={name}>
                {SORTS[name]}
              </Option>
            ))}
          </Dropdown>
          <Input
            input={{ ref: props.search }}
            size="small"
            className={styles.search}
            aria-label="Search"
            placeholder="Search ( / )"
            contentBefore={<Search16Regular />}
            value={text}
            onChange={(_event, change) => setText(change.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setText('');
              if (event.key === 'Enter' || event.key === 'Escape' || event.key === 'ArrowDown') {
                event.preventDefault();
                props.onSearched();
              }
            }}
          />
        </div>
      </div>
    </>
  );
}
