import { Badge, Button, makeStyles, Text, Tooltip, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular, ChevronRight16Regular } from '@fluentui/react-icons';
import { useId } from 'react';
import type { Flow, FlowStepName } from '../../shared/api.ts';
import { near } from '../today/near.ts';
import { StepCard } from './StepCard.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px' },
  head: { display: 'flex', alignItems: 'center', gap: '12px', minHeight: '32px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
  sync: { marginInlineStart: 'auto' },
  steps: {
    display: 'grid',
    gridTemplateColumns: 'repeat(5, minmax(0, 1fr))',
    columnGap: '20px',
    rowGap: '8px',
    listStyle: 'none',
    margin: 0,
    padding: 0,
    // Below, five cards would cut their words: they stand one under the other.
    '@media (max-width: 900px)': { gridTemplateColumns: '1fr' },
  },
  step: { position: 'relative', minWidth: 0 },
  arrow: {
    position: 'absolute',
    insetInlineStart: '-18px',
    top: '50%',
    marginTop: '-8px',
    color: tokens.colorNeutralForeground3,
    lineHeight: 0,
    '@media (max-width: 900px)': { display: 'none' },
  },
});

/** One gateway's way to the ledger, read from left to right. */
export function FlowLane(props: {
  flow: Flow;
  timeZone: string;
  working: boolean;
  onSync: () => void;
  onOpen: (step: FlowStepName) => void;
  onSettings: (step: FlowStepName) => void;
}) {
  const styles = useStyles();
  const id = useId();
  const { flow, timeZone, working } = props;
  return (
    <section className={styles.root} aria-labelledby={id}>
      <div className={styles.head}>
        <Text as="h2" id={id} size={400} weight="semibold" style={{ margin: 0 }}>
          {flow.title}
        </Text>
        {flow.environment === 'test' && (
          <Badge appearance="tint" color="informative">
            Test
          </Badge>
        )}
        <Text size={200} className={styles.quiet}>
          {flow.lastRunAt ? `Last sync: ${near(flow.lastRunAt, timeZone)}` : 'Not synced yet'}
          {flow.nextRunAt && ` · Next: ${near(flow.nextRunAt, timeZone)}`}
        </Text>
        <Tooltip content={`Sync ${flow.title} now`} relationship="label">
          <Button
            className={styles.sync}
            appearance="subtle"
            icon={<ArrowSync20Regular />}
            disabledFocusable={working}
            onClick={props.onSync}
          />
        </Tooltip>
      </div>
      <ol className={styles.steps}>
        {flow.steps.map((step, at) => (
          <li key={step.name} className={styles.step}>
            {at > 0 && (
              <span className={styles.arrow} aria-hidden>
                <ChevronRight16Regular />
              </span>
            )}
            <StepCard
              step={step}
              gateway={flow.title}
              onOpen={() => props.onOpen(step.name)}
              onSettings={() => props.onSettings(step.name)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
