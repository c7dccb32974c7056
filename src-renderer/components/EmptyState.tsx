import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '8px',
    height: '100%',
    padding: '48px 32px',
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
  },
  icon: { fontSize: '40px', color: tokens.colorBrandForeground1, lineHeight: 1 },
});

/** Nothing to show, and why that is good or what would change it. */
export function EmptyState(props: { icon: ReactNode; title: string; text?: string; children?: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <span className={styles.icon} aria-hidden>
        {props.icon}
      </span>
      <Text as="h2" size={400} weight="semibold">
        {props.title}
      </Text>
      {props.text && <Text>{props.text}</Text>}
      {props.children}
    </div>
  );
}
