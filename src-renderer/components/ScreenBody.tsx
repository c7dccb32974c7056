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
  // A list scrolls within itself and takes the height that is left; with too little of it the screen scrolls as ever.
  filled: { boxSizing: 'border-box', paddingBottom: '16px' },
  full: { height: '100%' },
  column: { display: 'flex', flexDirection: 'column', gap: '24px' },
  reading: { maxWidth: '1200px' },
});

/** What scrolls below a screen's heading. `wide` for lists, which use all the width there is; `fill` for the height too. */
export function ScreenBody(props: { label: string; wide?: boolean; fill?: boolean; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section
      className={mergeClasses(styles.root, props.fill && styles.filled)}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
      tabIndex={0}
    >
      <div className={mergeClasses(styles.column, !props.wide && styles.reading, props.fill && styles.full)}>
        {props.children}
      </div>
    </section>
  );
}
