import { Field, Input, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { NotificationKind } from '../../shared/api.ts';
import { Panel } from '../components/Panel.tsx';
import type { DraftPart } from './draft.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: '8px' },
  item: { display: 'flex', flexDirection: 'column' },
  hint: { color: tokens.colorNeutralForeground3, paddingInlineStart: '60px' },
  hours: { display: 'flex', gap: '24px', paddingTop: '12px' },
  time: { width: '140px' },
});

const WORDS: Readonly<Record<NotificationKind, { readonly label: string; readonly hint: string }>> = {
  needs_you: {
    label: 'New payments wait for you',
    hint: 'A sync by itself brought more to decide, or the gateway changed what was posted.',
  },
  sync_failed: {
    label: 'A sync keeps failing',
    hint: 'At the second failure in a row, or at once when a key or password is refused. Then not again until it has worked.',
  },
  payout: {
    label: 'A payout is missing or does not add up',
    hint: 'What reached the bank is not what its charges, refunds and fees come to.',
  },
  posting_failed: {
    label: 'Something could not be posted',
    hint: 'The ledger refused it or does not answer. What you approved is kept.',
  },
};

/** Which events become a notification of the system, and when none does. */
export function NotificationFields({ draft, problems, onChange }: DraftPart) {
  const styles = useStyles();
  const time = (field: 'quietFrom' | 'quietTo', label: string) => (
    <Field
      label={label}
      className={styles.time}
      {...(problems[field] ? { validationMessage: problems[field] } : {})}
    >
      <Input
        value={draft[field]}
        maxLength={5}
        placeholder="18:00"
        onChange={(_event, { value }) => onChange({ [field]: value })}
      />
    </Field>
  );
  return (
    <>
      <Panel title="Notify me when" padded>
        <div className={styles.list}>
          {NotificationKind.options.map((kind) => (
            <div key={kind} className={styles.item}>
              <Switch
                label={WORDS[kind].label}
                aria-describedby={`notify-${kind}`}
                checked={draft.kinds[kind]}
                onChange={(_event, { checked }) => onChange({ kinds: { ...draft.kinds, [kind]: checked } })}
              />
              <Text size={200} id={`notify-${kind}`} className={styles.hint}>
                {WORDS[kind].hint}
              </Text>
            </div>
          ))}
        </div>
      </Panel>
      <Panel title="Quiet hours" padded>
        <Switch
          label="No notifications at certain hours"
          checked={draft.quiet}
          onChange={(_event, { checked }) => onChange({ quiet: checked })}
        />
        <Text size={200} block className={styles.hint}>
          Nothing is lost: what happened meanwhile is on Today, and in the window at once.
        </Text>
        {draft.quiet && (
          <div className={styles.hours}>
            {time('quietFrom', 'From')}
            {time('quietTo', 'Until')}
          </div>
        )}
      </Panel>
    </>
  );
}
