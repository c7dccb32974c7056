import { makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: '8px 24px 32px',
    scrollbarGutter: 'stable',
  },
  column: { display: 'flex', flexDirection: 'column', gap: '24px' },
  reading: { maxWidth: '1200px' },
});

/** What scrolls below a screen's heading. `wide` for lists, which use all the room there is. */
export function ScreenBody(props: { label: string; wide?: boolean; children: ReactNode }) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <section className={styles.root} aria-label={props.label} tabIndex={0}>
      <div className={mergeClasses(styles.column, !props.wide && styles.reading)}>{props.children}</div>
    </section>
  );
}
