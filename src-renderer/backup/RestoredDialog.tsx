import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { count, moment } from '../format/index.ts';
import { useApp } from '../stores/app-store.ts';
import type { Restored } from './restore-store.ts';
import { SecretNeeded } from './SecretNeeded.tsx';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '16px' },
  path: { overflowWrap: 'anywhere', color: tokens.colorNeutralForeground2 },
  secrets: { display: 'flex', flexDirection: 'column', gap: '24px' },
});

/** What a restore did: what is back in review, what to type again, where the file is that was replaced. */
export function RestoredDialog({ outcome, onClose }: { outcome: Restored; onClose: () => void }) {
  const styles = useStyles();
  const timeZone = useApp((state) => state.status?.timeZone ?? 'UTC');
  const { restored, keptAside, postedSince, postedSinceKnown, secretsNeeded } = outcome;
  return (
    <Dialog open modalType="modal" onOpenChange={(_event, change) => !change.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>The backup was restored</DialogTitle>
          <DialogContent className={styles.content}>
            <Text role="status">
              {restored.company ?? 'The company'} is as it was
              {restored.lastEventAt === null ? ' then' : ` on ${moment(restored.lastEventAt, timeZone)}`}.{' '}
              {postedSinceKnown && postedSince === 0 && 'Nothing had been posted since.'}
            </Text>
            {postedSince > 0 && (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>
                  {postedSince === 1 ? 'One transaction was' : `${count(postedSince)} transactions were`}{' '}
                  posted since. The ledger has {postedSince === 1 ? 'it' : 'them'}, so{' '}
                  {postedSince === 1 ? 'it is' : 'they are'} back in Review with a note of where the money is.
                  Look there before you approve anything.
                </MessageBarBody>
              </MessageBar>
            )}
            {!postedSinceKnown && (
              <MessageBar intent="warning" layout="multiline">
                <MessageBarBody>
                  What was posted since the backup is not known:{' '}
                  {keptAside === null
                    ? 'there was no company file here to compare with.'
                    : 'the file that was replaced could not be read.'}{' '}
                  Before you approve anything from that time, compare with the receipts in the ledger.
                </MessageBarBody>
              </MessageBar>
            )}
            {secretsNeeded.length > 0 && (
              <div className={styles.secrets}>
                <Text>
                  Passwords and keys are never in a backup.{' '}
                  {secretsNeeded.length === 1 ? 'This one is' : 'These are'} not on this computer and{' '}
                  {secretsNeeded.length === 1 ? 'has' : 'have'} to be typed again, here or later in Settings:
                </Text>
                {secretsNeeded.map((needed) => (
                  <SecretNeeded key={needed.connectionId} needed={needed} />
                ))}
              </div>
            )}
            {keptAside !== null && (
              <Text size={200} className={styles.path}>
                The file that was replaced is kept as {keptAside}
              </Text>
            )}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              Done
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
