import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: 0 },
  head: { display: 'flex', alignItems: 'center', gap: '8px', minHeight: '32px' },
  hint: { color: tokens.colorNeutralForeground3 },
  actions: { marginInlineStart: 'auto', display: 'flex', gap: '8px', flexShrink: 0 },
  title: { margin: 0, flexShrink: 0 },
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
  },
  padded: { padding: '16px 24px' },
});

/** A titled card. `padded` when its content has no padding of its own. */
export function Panel(props: {
  title: string;
  hint?: string;
  actions?: ReactNode;
  padded?: boolean;
  children: ReactNode;
}) {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={styles.root} aria-labelledby={id}>
      <div className={styles.head}>
        <Text as="h2" id={id} size={400} weight="semibold" className={styles.title}>
          {props.title}
        </Text>
        {props.hint && (
          <Text size={200} className={styles.hint}>
            {props.hint}
          </Text>
        )}
        <div className={styles.actions}>{props.actions}</div>
      </div>
      <div className={mergeClasses(styles.card, props.padded && styles.padded)}>{props.children}</div>
    </section>
  );
}
