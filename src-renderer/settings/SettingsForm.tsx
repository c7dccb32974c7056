import { Button, makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons';
import { type FormEvent, useRef, useState } from 'react';
import type { Settings } from '../../shared/api.ts';
import { type Currency, currency } from '../../shared/money.ts';
import { call } from '../api/index.ts';
import { useThemeChoice } from '../app/use-theme.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Panel } from '../components/Panel.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { ApprovalPolicy } from './ApprovalPolicy.tsx';
import { type Draft, draftOf, type FormPart, pageOfProblem, problemsOf, settingsOf } from './draft.ts';
import { useForm } from './form-store.ts';
import { NotificationFields } from './NotificationFields.tsx';
import { OwnSchedules } from './OwnSchedules.tsx';
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

/** One page of what the firm decided; all of them are one form with one Save. The theme shows at once. */
export function SettingsForm({ saved, part }: { saved: Settings; part: FormPart }) {
  const styles = useStyles();
  const base: Currency = useApp((state) => state.status?.baseCurrency) ?? currency('USD');
  const typed = useForm((state) => state.draft);
  const setTyped = useForm((state) => state.set);
  const [asked, setAsked] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const action = useAction();
  const form = useRef<HTMLFormElement>(null);
  const savedDraft = draftOf(saved, base);
  const draft = typed ?? savedDraft;
  const changed = JSON.stringify(draft) !== JSON.stringify(savedDraft);
  const problems = asked ? problemsOf(draft, base) : {};

  const change = (changes: Partial<Draft>) => {
    const next = { ...draft, ...changes };
    setTyped(JSON.stringify(next) === JSON.stringify(savedDraft) ? null : next);
    setConfirmed(false);
    if (changes.theme) useThemeChoice.getState().set(changes.theme);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const found = problemsOf(draft, base);
    if (Object.keys(found).length > 0) {
      useApp.getState().showSettings(pageOfProblem(found, part));
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    void action.run(async () => {
      const answer = await call('settings.save', settingsOf(draft, base));
      useThemeChoice.getState().set(answer.theme);
      setTyped(null);
      setConfirmed(true);
    });
  };

  return (
    <form className={styles.form} onSubmit={submit} ref={form} noValidate>
      {part === 'schedules' && (
        <>
          <Panel title="Schedules" padded>
            <ScheduleFields draft={draft} problems={problems} onChange={change} />
          </Panel>
          <Panel title="Single gateways" padded>
            <OwnSchedules draft={draft} problems={problems} onChange={change} />
          </Panel>
        </>
      )}
      {part === 'approval' && (
        <Panel title="Approval policy" padded>
          <ApprovalPolicy draft={draft} problems={problems} base={base} onChange={change} />
        </Panel>
      )}
      {part === 'notifications' && <NotificationFields draft={draft} problems={problems} onChange={change} />}
      {part === 'personal' && (
        <Panel title="You and this window" padded>
          <Personal draft={draft} problems={problems} onChange={change} />
        </Panel>
      )}
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
