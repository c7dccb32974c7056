import { Button, makeStyles, Text } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { Panel } from '../components/Panel.tsx';

const useStyles = makeStyles({
  button: { flexShrink: 0, whiteSpace: 'nowrap' },
  row: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '24px' },
});

/** The way from the settings to the rules and lessons. `returned`: the user comes from there. */
export function MatchingPanel({ onOpen, returned }: { onOpen: () => void; returned: boolean }) {
  const styles = useStyles();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (returned) row.current?.querySelector('button')?.focus();
  }, [returned]);
  return (
    <Panel title="Matching" padded>
      <div className={styles.row} ref={row}>
        <Text>
          How references are read, what may be ready, which differences close an invoice, and what was learned
          from your approvals.
        </Text>
        <Button className={styles.button} onClick={onOpen}>
          Rules and lessons
        </Button>
      </div>
    </Panel>
  );
}
