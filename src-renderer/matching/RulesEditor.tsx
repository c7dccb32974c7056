import {
  Button,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import type { RuleList } from '../../shared/api.ts';
import { Asking } from '../components/Asking.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';
import { RuleGroup } from './RuleGroup.tsx';
import { useRules } from './use-rules.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '24px' },
  heard: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  bar: {
    position: 'sticky',
    bottom: '-32px',
    zIndex: 1,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: '16px',
    padding: '16px 0',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  reset: { marginInlineEnd: 'auto' },
  saved: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '8px',
    color: tokens.colorStatusSuccessForeground1,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** All rules by kind; nothing is saved before its effect on the last 90 days was looked at. */
export function RulesEditor({ loaded }: { loaded: RuleList }) {
  const styles = useStyles();
  const draft = useRules(loaded);
  const [open, setOpen] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const [resetting, setResetting] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const { action, changed, preview, problems } = draft;
  const elsewhere = problems.filter(({ ruleId }) => ruleId === null);

  const look = async () => {
    const [problem] = await draft.look();
    if (problem?.ruleId) setOpen(problem.ruleId);
    // What is shown next is rendered by then.
    requestAnimationFrame(() => {
      const wrong = root.current?.querySelector<HTMLElement>('[aria-invalid=true]');
      if (wrong) wrong.focus();
      else root.current?.querySelector('[data-preview]')?.scrollIntoView({ block: 'nearest' });
    });
  };
  return (
    <div className={styles.root} ref={root}>
      {draft.list.kinds.map((kind) => (
        <RuleGroup key={kind.kind} kind={kind} draft={draft} open={open} onOpen={setOpen} onSaid={setSaid} />
      ))}
      <span role="status" className={styles.heard}>
        {said}
      </span>
      {preview && <PreviewPanel preview={preview} />}
      {elsewhere.length > 0 && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{elsewhere.map(({ message }) => message).join(' ')}</MessageBarBody>
        </MessageBar>
      )}
      {action.failure && <FailureNotice failure={action.failure} />}
      <div className={styles.bar}>
        {!draft.list.asDelivered && !changed && (
          <Button className={styles.reset} appearance="subtle" onClick={() => setResetting(true)}>
            Back to the rules as delivered
          </Button>
        )}
        <span role="status">
          {draft.saved && !changed && (
            <span className={styles.saved}>
              <CheckmarkCircle16Filled aria-hidden />
              Saved; what waits is matched again
            </span>
          )}
          {changed && problems.length > 0 && (
            <Text className={styles.quiet}>Something is not right yet; it says where.</Text>
          )}
          {changed && problems.length === 0 && (
            <Text className={styles.quiet}>
              {preview ? 'Not saved yet' : 'Preview what this changes, then save it'}
            </Text>
          )}
        </span>
        {changed && <Button onClick={draft.discard}>Discard</Button>}
        <Button
          disabledFocusable={action.busy || !changed || preview !== null}
          appearance={changed && preview === null ? 'primary' : 'secondary'}
          {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
          onClick={() => void look()}
        >
          Preview
        </Button>
        <Button
          appearance={preview ? 'primary' : 'secondary'}
          disabledFocusable={action.busy || !changed || preview === null}
          onClick={() => void draft.save()}
        >
          Save
        </Button>
      </div>
      {resetting && (
        <Asking
          title="Go back to the rules as delivered?"
          confirm="Go back"
          onConfirm={draft.reset}
          onClose={() => setResetting(false)}
        >
          Your own rules and changes are removed; they stay in the history. What waits is matched again.
          Nothing that was approved changes.
        </Asking>
      )}
    </div>
  );
}
