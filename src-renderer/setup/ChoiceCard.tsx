import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '24px',
    textAlign: 'start',
    font: 'inherit',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    cursor: 'pointer',
    transitionProperty: 'box-shadow, background-color',
    transitionDuration: tokens.durationFaster,
    ':hover:enabled': { boxShadow: tokens.shadow8, backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
    ':disabled': { cursor: 'default', opacity: 0.6 },
  },
  primary: {
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorBrandBackground,
    border: `1px solid ${tokens.colorBrandBackground}`,
    ':hover:enabled': { backgroundColor: tokens.colorBrandBackgroundHover, boxShadow: tokens.shadow8 },
  },
  icon: { lineHeight: 1, color: tokens.colorBrandForeground1 },
  onBrand: { color: 'inherit' },
  title: { fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold, lineHeight: '28px' },
  text: { lineHeight: '20px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** One of few ways to go on, big enough to be read. */
export function ChoiceCard(props: {
  primary?: boolean;
  icon: ReactNode;
  title: string;
  text: string;
  disabled: boolean;
  onChoose: () => void;
}) {
  const styles = useStyles();
  const text = useId();
  return (
    <button
      type="button"
      className={mergeClasses(styles.root, props.primary && styles.primary)}
      disabled={props.disabled}
      aria-label={props.title}
      aria-describedby={text}
      onClick={props.onChoose}
    >
      <span className={mergeClasses(styles.icon, props.primary && styles.onBrand)} aria-hidden>
        {props.icon}
      </span>
      <span className={styles.title}>{props.title}</span>
      <span id={text} className={mergeClasses(styles.text, !props.primary && styles.quiet)}>
        {props.text}
      </span>
    </button>
  );
}
