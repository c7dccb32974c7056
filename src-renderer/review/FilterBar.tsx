import {
  Button,
  Dropdown,
  Input,
  makeStyles,
  Option,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Tag,
  TagGroup,
  ToggleButton,
} from '@fluentui/react-components';
import { Filter16Regular, Flag16Filled, Flag16Regular, Search16Regular } from '@fluentui/react-icons';
import { type RefObject, useEffect, useState } from 'react';
import type { ReviewGrouping } from '../../shared/api.ts';
import { count } from '../format/index.ts';
import { FilterForm } from './FilterForm.tsx';
import { GROUPING_WORDS } from './grouping.ts';
import { chipsOf, NO_NARROWING } from './narrowing.ts';
import { useReview } from './review-store.ts';

const NO_GROUPS = 'none';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '6px 8px',
    padding: '6px 16px 8px',
    flexShrink: 0,
  },
  search: { width: '220px', '@media (max-width: 1180px)': { width: '160px' } },
  arrange: { marginInlineStart: 'auto', display: 'flex', gap: '8px', alignItems: 'center' },
  pick: { minWidth: '0', width: '150px' },
  chips: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px', flexBasis: '100%' },
});

/** Typing settles for this long before the list is asked for. */
const SEARCH_DELAY_MS = 180;

/** Search, filters with a chip for each that is set, and how the list is arranged. */
export function FilterBar(props: {
  search: RefObject<HTMLInputElement | null>;
  /** Of the open list, flagged for a colleague. */
  flagged: number;
  onSearched: () => void;
}) {
  const styles = useStyles();
  const { narrowing, narrow } = useReview();
  const [filtering, setFiltering] = useState(false);
  const chips = chipsOf(narrowing);
  return (
    <search className={styles.bar} aria-label="Filters">
      <SearchBox search={props.search} onSearched={props.onSearched} />
      <Popover
        open={filtering}
        onOpenChange={(_event, change) => setFiltering(change.open)}
        trapFocus
        positioning="below-start"
      >
        <PopoverTrigger disableButtonEnhancement>
          <Button size="small" icon={<Filter16Regular />}>
            Filter
          </Button>
        </PopoverTrigger>
        <PopoverSurface aria-label="Filter">
          <FilterForm
            narrowing={narrowing}
            onShow={(wanted) => {
              setFiltering(false);
              narrow(wanted);
            }}
          />
        </PopoverSurface>
      </Popover>
      <ToggleButton
        size="small"
        icon={narrowing.flagged ? <Flag16Filled /> : <Flag16Regular />}
        checked={narrowing.flagged}
        onClick={() => narrow({ ...narrowing, flagged: !narrowing.flagged })}
      >
        Flagged{props.flagged > 0 ? ` ${count(props.flagged)}` : ''}
      </ToggleButton>
      <Arrangement />
      {chips.length > 0 && (
        <div className={styles.chips}>
          <TagGroup
            size="small"
            aria-label="What the list is narrowed to"
            onDismiss={(_event, { value }) => {
              const chip = chips.find(({ name }) => name === value);
              if (chip) narrow(chip.without);
            }}
          >
            {chips.map(({ name, words }) => (
              <Tag
                key={name}
                value={name}
                dismissible
                appearance="brand"
                dismissIcon={{ 'aria-label': 'remove' }}
              >
                {name}: {words}
              </Tag>
            ))}
          </TagGroup>
          {chips.length > 1 && (
            <Button
              size="small"
              appearance="transparent"
              onClick={() => narrow({ ...NO_NARROWING, flagged: narrowing.flagged })}
            >
              Clear all
            </Button>
          )}
        </div>
      )}
    </search>
  );
}

function SearchBox(props: { search: RefObject<HTMLInputElement | null>; onSearched: () => void }) {
  const styles = useStyles();
  const { search, searchFor } = useReview();
  const [text, setText] = useState(search);
  useEffect(() => setText(search), [search]);
  useEffect(() => {
    if (text === search) return;
    const timer = setTimeout(() => searchFor(text), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [text, search, searchFor]);
  return (
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
  );
}

function Arrangement() {
  const styles = useStyles();
  const { grouping, groupBy } = useReview();
  return (
    <div className={styles.arrange}>
      <Dropdown
        id="review-grouping"
        size="small"
        className={styles.pick}
        aria-label="Group by"
        value={grouping === null ? 'No groups' : `By ${GROUPING_WORDS[grouping].toLowerCase()}`}
        selectedOptions={[grouping ?? NO_GROUPS]}
        onOptionSelect={(_event, { optionValue }) =>
          groupBy(optionValue === NO_GROUPS ? null : (optionValue as ReviewGrouping))
        }
      >
        <Option value={NO_GROUPS}>No groups</Option>
        {(Object.keys(GROUPING_WORDS) as ReviewGrouping[]).map((name) => (
          <Option key={name} value={name}>
            {`By ${GROUPING_WORDS[name].toLowerCase()}`}
          </Option>
        ))}
      </Dropdown>
    </div>
  );
}
