import { Badge, Button, makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { LearnedLesson } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { Asking } from '../components/Asking.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { count } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useCall } from '../stores/use-call.ts';
import { RedirectDialog } from './RedirectDialog.tsx';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    padding: '8px 16px 8px 24px',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  fixed: { flexShrink: 0, whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
  none: { padding: '16px 24px' },
  more: { display: 'flex', justifyContent: 'center', padding: '8px' },
});

const PAGE = 50;

/** What approvals taught: listed, forgotten, or put right. */
export function LessonsPanel() {
  const styles = useStyles();
  const version = useApp((state) => `${state.versions.settings}.${state.versions.review}`);
  const asked = useCall('matching.lessons', {}, version);
  const [forgetting, setForgetting] = useState<LearnedLesson | null>(null);
  const [redirecting, setRedirecting] = useState<LearnedLesson | null>(null);
  const [most, setMost] = useState(PAGE);
  const [search, setSearch] = useState('');
  const all = asked.value ?? [];
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const lessons = all.filter(({ sentence, customerName }) => {
    const text = `${sentence} ${customerName ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <Panel
      title="What Matchbook has learned"
      hint="From your approvals, on this PC alone; undo an approval and its lesson goes too"
      actions={
        all.length > 5 && (
          <SearchBox
            aria-label="Find a lesson"
            placeholder="Payer or customer"
            value={search}
            maxLength={200}
            onChange={(_event, { value }) => setSearch(value)}
          />
        )
      }
    >
      {asked.failure && <FailureNotice failure={asked.failure} onRetry={asked.again} />}
      {asked.value === null && !asked.failure && <Waiting label="Reading the lessons" rows={3} />}
      {asked.value !== null && lessons.length === 0 && (
        <Text block className={styles.none}>
          {all.length > 0
            ? 'No lesson has these words.'
            : 'Nothing yet. Approve a few matches, and who pays for whom is listed here after the next sync.'}
        </Text>
      )}
      {lessons.length > 0 && (
        <ul className={styles.list} aria-label="Lessons">
          {lessons.slice(0, most).map((lesson) => (
            <li key={lesson.id} className={styles.item}>
              <span className={styles.words}>
                <Text>{lesson.sentence}</Text>
                {lesson.customerNo !== null && (
                  <Text size={200} className={styles.quiet}>
                    {lesson.customerName === null
                      ? `${lesson.customerNo} is not in the ledger any more`
                      : `${lesson.customerNo} is ${lesson.customerName}`}
                  </Text>
                )}
              </span>
              <Trust lesson={lesson} />
              {lesson.kind === 'alias' && (
                <Button
                  size="small"
                  className={styles.fixed}
                  aria-label={`Belongs to another customer: ${lesson.sentence}`}
                  onClick={() => setRedirecting(lesson)}
                >
                  Belongs to another customer…
                </Button>
              )}
              <Button
                size="small"
                className={styles.fixed}
                aria-label={`Forget: ${lesson.sentence}`}
                onClick={() => setForgetting(lesson)}
              >
                Forget
              </Button>
            </li>
          ))}
        </ul>
      )}
      {lessons.length > most && (
        <div className={styles.more}>
          <Button appearance="subtle" onClick={() => setMost(most + 4 * PAGE)}>
            Show more of {count(lessons.length)}
          </Button>
        </div>
      )}
      {forgetting && (
        <Asking
          title="Forget this lesson?"
          confirm="Forget"
          onConfirm={() => call('matching.forgetLesson', { id: forgetting.id })}
          onClose={() => setForgetting(null)}
        >
          {forgetting.sentence} What waits is matched again without it. Later approvals can teach it anew.
        </Asking>
      )}
      {redirecting && <RedirectDialog lesson={redirecting} onClose={() => setRedirecting(null)} />}
    </Panel>
  );
}

function Trust({ lesson }: { lesson: LearnedLesson }) {
  if (lesson.trust === 0) {
    return (
      <Badge appearance="tint" color="warning">
        Not used
      </Badge>
    );
  }
  return (
    <Badge appearance="tint" color={lesson.trust === 1 ? 'success' : 'informative'}>
      {lesson.trust === 1 ? 'Firm' : 'With care'}
    </Badge>
  );
}
