import { Button, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Flag16Filled } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ColleagueFlag } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { moment } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '10px 12px',
    borderRadius: tokens.borderRadiusMedium,
    borderLeft: `3px solid ${tokens.colorPaletteMarigoldBorderActive}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  head: { display: 'flex', alignItems: 'center', gap: '6px' },
  icon: { color: tokens.colorPaletteMarigoldForeground2 },
  heading: { margin: 0 },
  clear: { marginInlineStart: 'auto' },
  note: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
  reply: { display: 'flex', gap: '8px' },
  input: { flexGrow: 1, minWidth: 0 },
});

/** What a colleague is asked about a transaction, who asked and when, the replies, and a place for one more. */
export function FlagNotes(props: { id: TransactionId; flag: ColleagueFlag }) {
  const styles = useStyles();
  const zone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const { busy, failure, run } = useAction();
  const [text, setText] = useState('');
  const { id, flag } = props;
  const reply = async (): Promise<void> => {
    const note = text.trim();
    if (note === '') return;
    if (await run(() => call('review.replyToFlag', { transactionId: id, note }))) setText('');
  };
  return (
    <section className={styles.root} aria-label="Flag">
      <div className={styles.head}>
        <Flag16Filled className={styles.icon} />
        <Text as="h3" weight="semibold" className={styles.heading}>
          For {flag.forWhom}
        </Text>
        <Button
          size="small"
          appearance="subtle"
          className={styles.clear}
          disabled={busy}
          onClick={() => void run(() => call('review.unflag', { transactionIds: [id] }))}
        >
          Clear the flag
        </Button>
      </div>
      {[flag, ...flag.replies].map((note) => (
        <div key={`${note.at} ${note.note}`} className={styles.note}>
          <Text>{note.note}</Text>
          <Text size={200} className={styles.quiet}>
            {note.by}, {moment(note.at, zone)}
          </Text>
        </div>
      ))}
      {failure && <FailureNotice failure={failure} />}
      <form
        className={styles.reply}
        onSubmit={(event) => {
          event.preventDefault();
          void reply();
        }}
      >
        <Input
          size="small"
          className={styles.input}
          aria-label="Reply"
          placeholder="Reply"
          maxLength={1000}
          value={text}
          onChange={(_event, { value }) => setText(value)}
        />
        <Button size="small" type="submit" disabled={busy || text.trim() === ''}>
          Reply
        </Button>
      </form>
    </section>
  );
}
