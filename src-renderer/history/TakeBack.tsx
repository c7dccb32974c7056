import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowUndo20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { AuditDetail, Reversal } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import { call } from '../api/index.ts';
import { Asking } from '../components/Asking.tsx';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
  refused: { width: '100%' },
});

const WORDS: Readonly<Record<Reversal, { button: string; title: string; text: string; confirm: string }>> = {
  reverse: {
    button: 'Reverse in the ledger…',
    title: 'Reverse it in the ledger?',
    text: 'The receipts stay, and their opposites are written beside them. The payment then waits in Review again.',
    confirm: 'Reverse',
  },
  withdraw: {
    button: 'Take back the approval…',
    title: 'Take back the approval?',
    text: 'It has not been posted yet. Nothing is written to the ledger, and the payment waits in Review again.',
    confirm: 'Take back',
  },
  reconsider: {
    button: 'Take back that it is ignored…',
    title: 'Take back that it is ignored?',
    text: 'The payment waits in Review again. Nothing was written to the ledger for it.',
    confirm: 'Take back',
  },
  journal: {
    button: 'Reverse the journal…',
    title: 'Reverse the journal of this payout?',
    text: 'The journal stays, and its opposite is written beside it. It can be posted again from Payouts.',
    confirm: 'Reverse',
  },
};

/** What was decided, taken back from where it is read. What happens next comes as further entries. */
export function TakeBack({ detail }: { detail: AuditDetail }) {
  const styles = useStyles();
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const { reversal, noReversal, line } = detail;
  const { transactionId } = line;
  const words = reversal === null ? null : WORDS[reversal];
  return (
    <>
      {words !== null && transactionId !== null && (
        <Button icon={<ArrowUndo20Regular />} onClick={() => setAsking(true)}>
          {words.button}
        </Button>
      )}
      {noReversal !== null && <Text className={styles.quiet}>{noReversal}</Text>}
      <div role="status" className={refused === null ? '' : styles.refused}>
        {refused !== null && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{refused}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {asking && words !== null && reversal !== null && transactionId !== null && (
        <Asking
          title={words.title}
          confirm={words.confirm}
          onConfirm={async () => setRefused(await takeBack(reversal, transactionId))}
          onClose={() => setAsking(false)}
        >
          {words.text}
        </Asking>
      )}
    </>
  );
}

/** Why it was left as it is; null when it was done. */
async function takeBack(reversal: Reversal, transactionId: TransactionId): Promise<string | null> {
  if (reversal === 'journal') {
    await call('payouts.undoJournal', { transactionId });
    return null;
  }
  const { skipped } = await call('review.undo', { transactionIds: [transactionId] });
  return skipped[0]?.reason ?? null;
}
