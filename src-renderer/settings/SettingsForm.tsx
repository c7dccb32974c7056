import { Button, makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Settings } from '../../shared/api.ts';
import { type Currency, currency } from '../../shared/money.ts';
import { call } from '../api/index.ts';
import { useThemeChoice } from '../app/use-theme.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { ApprovalPolicy } from './ApprovalPolicy.tsx';
import { type Draft, draftOf, problemsOf, settingsOf } from './draft.ts';
import { Personal } from './Personal.tsx';
import { ScheduleFields } from './ScheduleFields.tsx';

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexDirection: 'column',
    gap: '24px',
    // What has the focus is not hidden by the bar.
    '& input': { scrollMarginBottom: '112px' },
  },
  bar: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: '16px',
    padding: '16px 0',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  open: {
    position: 'sticky',
    bottom: '-32px',
    zIndex: 1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  saved: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '8px',
    color: tokens.colorStatusSuccessForeground1,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** What the firm decided, as one form with one Save; the theme shows at once. */
export function SettingsForm({ saved }: { saved: Settings }) {
  const styles = useStyles();
  const base: Currency = useApp((state) => state.status?.baseCurrency) ?? currency('USD');
  const [draft, setDraft] = useState<Draft>(() => draftOf(saved, base));
  const [asked, setAsked] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const action = useAction();
  const form = useRef<HTMLFormElement>(null);
  const savedDraft = draftOf(saved, base);
  const changed = JSON.stringify(draft) !== JSON.stringify(savedDraft);
  const problems = asked ? problemsOf(draft, base) : {};

  // A theme that was tried and not saved does not outlive the screen.
  const savedTheme = useRef(saved.theme);
  savedTheme.current = saved.theme;
  useEffect(() => () => useThemeChoice.getState().set(savedTheme.current), []);

  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    setConfirmed(false);
    if (part.theme) useThemeChoice.getState().set(part.theme);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (Object.keys(problemsOf(draft, base)).length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    void action.run(async () => {
      const answer = await call('settings.save', settingsOf(draft, base));
      savedTheme.current = answer.theme;
      setDraft(draftOf(answer, base));
      setConfirmed(true);
    });
  };

  return (
    <form className={styles.form} onSubmit={submit} ref={form} noValidate>
      <Panel title="Schedule" padded>
        <ScheduleFields draft={draft} problems={problems} onChange={change} />
      </Panel>
      <Panel title="Approval" padded>
        <ApprovalPolicy draft={draft} problems={problems} base={base} onChange={change} />
      </Panel>
      <Panel title="You and this window" padded>
        <Personal draft={draft} problems={problems} onChange={change} />
      </Panel>
      {action.failure && <FailureNotice failure={action.failure} />}
      <div className={mergeClasses(styles.bar, changed && styles.open)}>
        <span role="status">
          {confirmed && !changed && (
            <span className={styles.saved}>
              <CheckmarkCircle16Filled aria-hidden />
              Saved
            </span>
          )}
          {changed && <Text className={styles.quiet}>Not saved yet</Text>}
        </span>
        {changed && (
          <Button
            onClick={() => {
              change(savedDraft);
              setAsked(false);
            }}
          >
            Discard
          </Button>
        )}
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={action.busy || !changed}
          {...(action.busy ? { icon: <Spinner size="tiny" /> } : {})}
        >
          Save
        </Button>
      </div>
    </form>
  );
}
