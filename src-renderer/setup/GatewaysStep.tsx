import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add20Regular, CheckmarkCircle20Filled } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ConnectorForm } from '../../shared/api.ts';
import { useApp } from '../stores/app-store.ts';
import { GatewayForm } from './GatewayForm.tsx';
import { StepPage } from './StepPage.tsx';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: '8px', listStyle: 'none', margin: 0, padding: 0 },
  one: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    padding: '12px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  connected: { color: tokens.colorStatusSuccessForeground1 },
  another: { alignSelf: 'start' },
  form: {
    padding: '24px',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
});

/** One gateway after another; one is enough to go on. */
export function GatewaysStep(props: { forms: readonly ConnectorForm[]; onNext: () => void }) {
  const styles = useStyles();
  const connections = useApp((state) => state.status?.connections) ?? [];
  const gateways = connections.filter(({ kind }) => kind === 'gateway');
  const [adding, setAdding] = useState(false);
  const formShown = adding || gateways.length === 0;
  return (
    <>
      <StepPage
        title="Connect your gateways"
        lead="Where your customers’ payments come in. Matchbook only ever reads from a gateway, so a read-only key is enough where there is one."
        onSubmit={props.onNext}
        actions={
          gateways.length > 0 && !formShown ? (
            <Button type="submit" appearance="primary">
              Continue
            </Button>
          ) : null
        }
      >
        {gateways.length > 0 && (
          <ul className={styles.list} aria-label="Connected gateways">
            {gateways.map(({ id, title, environment }) => (
              <li key={id} className={styles.one}>
                <CheckmarkCircle20Filled className={styles.connected} aria-hidden />
                <Text weight="semibold">{title}</Text>
                <Text>{environment === 'test' ? 'connected, test environment' : 'connected'}</Text>
              </li>
            ))}
          </ul>
        )}
        {!formShown && (
          <Button icon={<Add20Regular />} className={styles.another} onClick={() => setAdding(true)}>
            Add another gateway
          </Button>
        )}
      </StepPage>
      {formShown && (
        <div className={styles.form}>
          <GatewayForm
            key={gateways.length}
            forms={props.forms}
            onSaved={() => setAdding(false)}
            {...(gateways.length > 0 ? { onCancel: () => setAdding(false) } : {})}
          />
        </div>
      )}
    </>
  );
}
