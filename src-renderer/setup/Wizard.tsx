import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { call } from '../api/index.ts';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { Waiting } from '../components/Waiting.tsx';
import { useApp } from '../stores/app-store.ts';
import { useAction } from '../stores/use-action.ts';
import { useCall } from '../stores/use-call.ts';
import { AccountsStep } from './AccountsStep.tsx';
import { CheckStep } from './CheckStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import { GatewaysStep } from './GatewaysStep.tsx';
import { LedgerStep } from './LedgerStep.tsx';
import type { LedgerDraft, LedgerTrial } from './ledger-draft.ts';
import { type StepName, Steps } from './Steps.tsx';
import { useSetup } from './setup-store.ts';

const useStyles = makeStyles({
  root: { display: 'flex', height: '100%', minHeight: 0 },
  side: {
    width: '248px',
    flexShrink: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '24px',
    padding: '32px 24px',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
  },
  brand: { display: 'flex', alignItems: 'center', gap: '12px' },
  leave: { marginTop: 'auto', alignSelf: 'start' },
  main: { flexGrow: 1, minWidth: 0, overflowY: 'auto', padding: '32px 48px 48px' },
  column: { maxWidth: '760px', display: 'flex', flexDirection: 'column', gap: '24px' },
});

/** Ledger, check, accounts, gateways, done: each step says what is wrong before the next can be reached. */
export function Wizard() {
  const styles = useStyles();
  const connections = useApp((state) => state.status?.connections) ?? [];
  const target = useSetup((state) => state.target);
  // The ledger of a company that is open says nothing of the one that is to be connected beside it.
  const hasLedger = target === null && connections.some(({ kind }) => kind === 'ledger');
  const [step, setStep] = useState<StepName>(hasLedger ? 'gateways' : 'ledger');
  const [draft, setDraft] = useState<LedgerDraft | null>(null);
  const [trial, setTrial] = useState<LedgerTrial | null>(null);
  const forms = useCall('setup.connectors', {});
  const begin = useSetup((state) => state.begin);
  const leave = useSetup((state) => state.leave);
  const demo = useApp((state) => state.status?.demo ?? false);
  const leaving = useAction();
  const leaveDemo = () =>
    leaving.run(async () => {
      useApp.getState().setStatus(await call('setup.reset', { confirm: 'leave the demo' }));
      leave();
    });
  // A wizard that resumes is open like one that was asked for: it must outlive its first gateway.
  useEffect(() => begin(), [begin]);
  const column = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the new step's heading is read out when it comes.
  useEffect(() => column.current?.querySelector('h1')?.focus(), [step]);

  const contents = (): ReactNode => {
    if (forms.failure) return <FailureNotice failure={forms.failure} onRetry={forms.again} />;
    if (forms.value === null) return <Waiting label="Reading the list of connectors" />;
    switch (step) {
      case 'ledger':
        return (
          <LedgerStep
            forms={forms.value.ledgers}
            draft={draft}
            environment={target ?? 'live'}
            onTested={(tested, result) => {
              setDraft(tested);
              setTrial(result);
              setStep('check');
            }}
          />
        );
      case 'check':
        return draft && trial ? (
          <CheckStep
            preflight={trial.preflight}
            onAgain={async () => {
              const { connector, values } = draft;
              const { preflight, accounts } = await call('setup.testLedger', { connector, values });
              if (preflight) setTrial({ preflight, accounts });
              else setStep('ledger');
            }}
            onBack={() => setStep('ledger')}
            onNext={() => setStep('accounts')}
          />
        ) : null;
      case 'accounts':
        return draft && trial ? (
          <AccountsStep
            form={forms.value.ledgers.find(({ name }) => name === draft.connector)}
            draft={draft}
            accounts={trial.accounts}
            onBack={(changed) => {
              setDraft(changed);
              setStep('check');
            }}
            onSaved={() => {
              useSetup.getState().opened();
              setStep('gateways');
            }}
          />
        ) : null;
      case 'gateways':
        return <GatewaysStep forms={forms.value.gateways} onNext={() => setStep('done')} />;
      case 'done':
        return <DoneStep onOpen={leave} />;
    }
  };

  return (
    <div className={styles.root}>
      <aside className={styles.side} aria-label="Steps">
        <div className={styles.brand}>
          <img src="/mark.svg" width={32} height={32} alt="" />
          <Text size={500} weight="semibold">
            Matchbook
          </Text>
        </div>
        <Steps current={step} />
        {!hasLedger && (
          <Button appearance="subtle" className={styles.leave} onClick={leave}>
            Leave the setup
          </Button>
        )}
        {hasLedger && demo && (
          <Button
            appearance="subtle"
            className={styles.leave}
            disabledFocusable={leaving.busy}
            onClick={() => void leaveDemo()}
          >
            Leave the demo
          </Button>
        )}
      </aside>
      <main className={styles.main}>
        <div className={styles.column} ref={column}>
          {leaving.failure && <FailureNotice failure={leaving.failure} />}
          {contents()}
        </div>
      </main>
    </div>
  );
}
