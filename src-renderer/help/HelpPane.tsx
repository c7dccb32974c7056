import {
  Button,
  Input,
  Link,
  makeStyles,
  OverlayDrawer,
  Text,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import { ArrowLeft20Regular, Dismiss20Regular, Search20Regular } from '@fluentui/react-icons';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { useApp } from '../stores/app-store.ts';
import { useTour } from '../tour/tour-store.ts';
import { FIRST_PAGE, findEntries, type GuidePlace } from './guide.ts';
import { guide, guideEntries } from './guide-pages.ts';
import { useHelp } from './help-store.ts';
import { anchorId, MarkdownView } from './MarkdownView.tsx';

const MOST_FOUND = 40;

const useStyles = makeStyles({
  pane: {
    display: 'flex',
    flexDirection: 'column',
    width: '400px',
    flexShrink: 0,
    height: '100%',
    backgroundColor: tokens.colorNeutralBackground1,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    // A narrow window keeps its layout: the guide lies over its right edge.
    '@media (max-width: 1279px)': {
      position: 'fixed',
      top: 0,
      bottom: 0,
      right: 0,
      zIndex: 100,
      boxShadow: tokens.shadow28,
    },
  },
  drawer: { width: '400px' },
  inner: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  head: { display: 'flex', alignItems: 'center', gap: '4px', padding: '8px 12px 8px 20px', flexShrink: 0 },
  title: { flexGrow: 1 },
  search: { margin: '0 20px 12px', flexShrink: 0 },
  body: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: '0 20px 24px',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  found: { listStyle: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '8px' },
  within: { color: tokens.colorNeutralForeground3 },
  foot: {
    display: 'flex',
    gap: '16px',
    padding: '10px 20px',
    flexShrink: 0,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/** The user guide beside the window: the page of this screen, every other one by its links or by words. */
export default function HelpPane() {
  const styles = useStyles();
  const above = useHelp((state) => state.above);
  const close = useHelp((state) => state.close);
  const keys = (event: KeyboardEvent): void => {
    // Keys of the screen beside it must not act while somebody reads: j and k, x, Enter.
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  };
  if (above) {
    return (
      <OverlayDrawer
        open
        position="end"
        className={styles.drawer}
        aria-label="Help"
        onOpenChange={(_event, change) => !change.open && close()}
      >
        <Pages onKeyDown={keys} />
      </OverlayDrawer>
    );
  }
  return (
    <aside className={styles.pane} aria-label="Help">
      <Pages onKeyDown={keys} />
    </aside>
  );
}

function Pages({ onKeyDown }: { onKeyDown: (event: KeyboardEvent) => void }) {
  const styles = useStyles();
  const { place, before, go, back, close } = useHelp();
  const [search, setSearch] = useState({ words: '', at: place });
  // A place that is gone to takes the place of what was found.
  const words = search.at === place ? search.words : '';
  const ready = useApp((state) => state.status?.phase === 'ready');
  const startTour = useTour((state) => state.start);
  const page = guide.get(place?.page ?? FIRST_PAGE) ?? guide.get(FIRST_PAGE);
  const found = findEntries(guideEntries, words);
  // Each place that is gone to is scrolled to and read out.
  useEffect(() => {
    const id = anchorId(place?.anchor ?? null);
    const heading = document.getElementById(id) ?? document.getElementById(anchorId(null));
    heading?.scrollIntoView({ block: 'start' });
    // After the drawer, which takes the focus to its first button.
    const frame = requestAnimationFrame(() => heading?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, [place]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to keys of what is in it.
    <div className={styles.inner} onKeyDown={onKeyDown}>
      <div className={styles.head}>
        {before.length > 0 && (
          <Tooltip content="Back" relationship="label">
            <Button appearance="subtle" icon={<ArrowLeft20Regular />} onClick={back} />
          </Tooltip>
        )}
        <Text weight="semibold" className={styles.title}>
          Help
        </Text>
        <Tooltip content="Close the help" relationship="label">
          <Button appearance="subtle" icon={<Dismiss20Regular />} onClick={close} />
        </Tooltip>
      </div>
      <Input
        className={styles.search}
        type="search"
        aria-label="Search the guide"
        placeholder="A word, or the code of a message"
        contentBefore={<Search20Regular />}
        value={words}
        maxLength={100}
        onChange={(_event, { value }) => setSearch({ words: value, at: place })}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key === 'Enter' && first) go(first);
        }}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard. */}
      <section className={styles.body} aria-label="Guide" tabIndex={0}>
        {words.trim() === '' ? (
          page && <MarkdownView page={page} anchor={place?.anchor ?? null} onGo={go} />
        ) : (
          <Found entries={found.slice(0, MOST_FOUND)} onGo={go} />
        )}
      </section>
      <Foot>
        <Link as="button" onClick={() => go({ page: FIRST_PAGE, anchor: null })}>
          All pages
        </Link>
        {ready && (
          <Link
            as="button"
            onClick={() => {
              close();
              startTour();
            }}
          >
            Show the tour
          </Link>
        )}
      </Foot>
    </div>
  );
}

function Foot({ children }: { children: ReactNode }) {
  return <div className={useStyles().foot}>{children}</div>;
}

function Found(props: { entries: ReturnType<typeof findEntries>; onGo: (place: GuidePlace) => void }) {
  const styles = useStyles();
  if (props.entries.length === 0) {
    return <Text role="status">No heading and no code has these words. Fewer words find more.</Text>;
  }
  return (
    <ul className={styles.found} aria-label="Found in the guide">
      {props.entries.map(({ page, anchor, title, within }) => (
        <li key={`${page}#${anchor}`}>
          <Link as="button" onClick={() => props.onGo({ page, anchor })}>
            {title}
          </Link>
          {within !== null && (
            <Text size={200} block className={styles.within}>
              {within}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}
