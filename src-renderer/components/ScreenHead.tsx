import { makeStyles, Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { HelpButton } from '../help/HelpButton.tsx';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '32px',
    padding: '16px 24px 8px',
    flexShrink: 0,
  },
  title: { margin: 0 },
  actions: { marginInlineStart: 'auto', display: 'flex', gap: '8px', alignItems: 'center' },
});

/** The one heading of a screen, with its actions and its help on the right. */
export function ScreenHead(props: { title: string; children?: ReactNode }) {
  const styles = useStyles();
  return (
    <header className={styles.root}>
      <Text as="h1" size={600} weight="semibold" className={styles.title}>
        {props.title}
      </Text>
      <div className={styles.actions}>
        {props.children}
        <HelpButton />
      </div>
    </header>
  );
}
