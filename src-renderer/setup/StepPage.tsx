import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { FormEvent, ReactNode } from 'react';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '24px' },
  head: { display: 'flex', flexDirection: 'column', gap: '8px' },
  title: { margin: 0, outlineStyle: 'none' },
  lead: { margin: 0, color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', gap: '8px', justifyContent: 'flex-end', flexWrap: 'wrap' },
});

/** One step: a heading that takes the focus when it opens, a sentence, its form, its buttons. Enter submits. */
export function StepPage(props: {
  title: string;
  lead: string;
  actions: ReactNode;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const styles = useStyles();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.head}>
        <Text as="h1" size={700} weight="semibold" className={styles.title} tabIndex={-1}>
          {props.title}
        </Text>
        <Text as="p" size={300} className={styles.lead}>
          {props.lead}
        </Text>
      </div>
      {props.children}
      {props.actions && <div className={styles.actions}>{props.actions}</div>}
    </form>
  );
}
