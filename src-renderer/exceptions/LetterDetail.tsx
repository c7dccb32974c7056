import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { DeadLetter } from '../../shared/api.ts';
import { moment } from '../format/index.ts';
import { CodeLink } from '../help/CodeLink.tsx';
import { useApp } from '../stores/app-store.ts';
import { firstSentence, readable } from './readable.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  reason: { margin: 0, maxWidth: '76ch' },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 16px',
    color: tokens.colorNeutralForeground3,
  },
  heading: { margin: 0 },
  payload: {
    margin: 0,
    padding: '12px 16px',
    maxHeight: '320px',
    overflow: 'auto',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
});

/** What was kept and what to do, and what came, of one thing that was set aside. */
export function LetterDetail({ letter }: { letter: DeadLetter }) {
  const styles = useStyles();
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const show = useApp((state) => state.show);
  const { rest } = firstSentence(letter.reason);
  const title = letter.stage === 'posting' ? 'What was to be posted' : 'What came';
  return (
    <div className={styles.root}>
      {rest !== '' && (
        <Text as="p" className={styles.reason}>
          {rest}
        </Text>
      )}
      <div className={styles.facts}>
        <Text size={200}>First seen {moment(letter.at, zone)}</Text>
        <Text size={200} font="monospace">
          <CodeLink code={letter.code} />
        </Text>
        {letter.transactionId !== null && (
          <Link onClick={() => show('review', letter.transactionId)}>
            <Text size={200}>Show the payment</Text>
          </Link>
        )}
      </div>
      <Text size={200} weight="semibold">
        {title}
      </Text>
      <pre
        className={styles.payload}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
        tabIndex={0}
      >
        {readable(letter.payload)}
      </pre>
    </div>
  );
}
