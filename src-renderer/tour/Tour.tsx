import { Button, makeStyles, Popover, PopoverSurface, Text, tokens } from '@fluentui/react-components';
import { useEffect, useId } from 'react';
import { call } from '../api/index.ts';
import { useSetup } from '../setup/setup-store.ts';
import { useApp } from '../stores/app-store.ts';
import { STEPS } from './steps.ts';
import { useTour } from './tour-store.ts';
import { useTarget } from './use-target.ts';
import './tour.css';

const useStyles = makeStyles({
  surface: { display: 'flex', flexDirection: 'column', gap: '12px', width: '340px', padding: '20px' },
  title: { margin: 0 },
  foot: { display: 'flex', alignItems: 'center', gap: '8px' },
  count: { marginInlineEnd: 'auto', color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap' },
});

/** Five steps over the real window, after the first start; Escape ends it for good. */
export function Tour() {
  const step = useTour((state) => state.step);
  const start = useTour((state) => state.start);
  const ready = useApp((state) => state.status?.phase === 'ready');
  const connecting = useSetup((state) => state.connecting);
  useEffect(() => {
    if (!ready || connecting) return;
    let current = true;
    call('tour.state', {}).then(
      ({ seen }) => current && !seen && start(),
      // Whoever cannot be asked shows no tour; what does not answer says so where it matters.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [ready, connecting, start]);
  return ready && step !== null ? <Step key={step} at={step} /> : null;
}

function Step({ at }: { at: number }) {
  const styles = useStyles();
  const title = useId();
  const text = useId();
  const go = useTour((state) => state.go);
  const finish = useTour((state) => state.finish);
  const onward = useId();
  const step = STEPS[at];
  const target = useTarget(step?.targets ?? []);
  // The popover takes the focus to its first button, which is not the one that goes on.
  useEffect(() => {
    if (target === null) return;
    const frame = requestAnimationFrame(() => document.getElementById(onward)?.focus());
    return () => cancelAnimationFrame(frame);
  }, [target, onward]);
  if (step === undefined || target === null) return null;
  const last = at === STEPS.length - 1;
  return (
    <Popover
      open
      trapFocus
      withArrow
      positioning={{ target, position: step.position, align: 'center', offset: 8, strategy: 'fixed' }}
      onOpenChange={(event) => {
        // A click beside it is no wish to end it.
        if (event.type === 'keydown') finish();
      }}
    >
      <PopoverSurface className={styles.surface} aria-labelledby={title} aria-describedby={text}>
        <Text as="h2" id={title} size={400} weight="semibold" className={styles.title}>
          {step.title}
        </Text>
        <Text id={text}>{step.text}</Text>
        <div className={styles.foot}>
          <Text size={200} className={styles.count}>
            {at + 1} of {STEPS.length}
          </Text>
          {!last && (
            <Button appearance="subtle" onClick={finish}>
              Skip
            </Button>
          )}
          {at > 0 && <Button onClick={() => go(at - 1)}>Back</Button>}
          <Button appearance="primary" id={onward} onClick={() => (last ? finish() : go(at + 1))}>
            {last ? 'Begin' : 'Next'}
          </Button>
        </div>
      </PopoverSurface>
    </Popover>
  );
}
