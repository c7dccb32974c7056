import { Badge, Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronRight16Regular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import type { DeadLetter } from '../../shared/api.ts';
import { count, moment } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { firstSentence, readable } from './readable.ts';

const STAGE = {
  gateway: 'Reading a gateway',
  ledger: 'Reading the ledger',
  posting: 'Posting',
} as const;

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    padding: '16px 24px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  top: { display: 'flex', alignItems: 'flex-start', gap: '24px' },
  words: { display: 'flex', flexDirection: 'column', gap: '8px', flexGrow: 1, minWidth: 0 },
  reason: { margin: 0, maxWidth: '76ch' },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 16px',
    color: tokens.colorNeutralForeground3,
  },
  actions: { display: 'flex', gap: '8px', flexShrink: 0 },
  payload: {
    margin: 0,
    padding: '16px',
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
  disclosure: { alignSelf: 'flex-start', marginInlineStart: '-8px' },
});

/** One thing that was set aside. */
export function LetterCard(props: {
  letter: DeadLetter;
  busy: boolean;
  onRetry: () => void;
  onDismiss: () => void;
}) {
  const styles = useStyles();
  const heading = useId();
  const payload = useId();
  const [open, setOpen] = useState(false);
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const connections = useApp((state) => state.status?.connections);
  const show = useApp((state) => state.show);
  const { letter } = props;
  const { what, rest } = firstSentence(letter.reason);
  const from = connections?.find(({ id }) => id === letter.connectionId)?.title;
  return (
    <article className={styles.root} aria-labelledby={heading}>
      <div className={styles.top}>
        <div className={styles.words}>
          <Text as="h2" size={300} weight="semibold" id={heading} className={styles.reason}>
            {what}
          </Text>
          {rest !== '' && (
            <Text as="p" className={styles.reason}>
              {rest}
            </Text>
          )}
          <div className={styles.facts}>
            <Badge appearance="tint" color={letter.stage === 'posting' ? 'danger' : 'warning'}>
              {STAGE[letter.stage]}
            </Badge>
            {from && <Text size={200}>{from}</Text>}
            <Text size={200}>{moment(letter.lastSeenAt, zone)}</Text>
            <Text size={200}>
              {letter.attempts === 1 ? 'Seen once' : `Tried ${count(letter.attempts)} times`}
            </Text>
            <Text size={200} font="monospace">
              {letter.code}
            </Text>
            {letter.transactionId !== null && (
              <Link onClick={() => show('review', letter.transactionId)}>
                <Text size={200}>Show the payment</Text>
              </Link>
            )}
          </div>
        </div>
        <div className={styles.actions}>
          {letter.retryable && (
            <Button
              appearance="primary"
              disabledFocusable={props.busy}
              aria-describedby={heading}
              onClick={props.onRetry}
            >
              Retry
            </Button>
          )}
          <Button aria-describedby={heading} onClick={props.onDismiss}>
            Dismiss
          </Button>
        </div>
      </div>
      <Button
        appearance="transparent"
        size="small"
        className={styles.disclosure}
        icon={open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
        aria-expanded={open}
        {...(open ? { 'aria-controls': payload } : {})}
        onClick={() => setOpen(!open)}
      >
        {letter.stage === 'posting' ? 'What was to be posted' : 'What came'}
      </Button>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
        <pre id={payload} className={styles.payload} tabIndex={0}>
          {readable(letter.payload)}
        </pre>
      )}
    </article>
  );
}
