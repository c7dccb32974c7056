import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons';

const STEPS = [
  { name: 'ledger', title: 'Ledger' },
  { name: 'check', title: 'Check' },
  { name: 'accounts', title: 'Accounts' },
  { name: 'gateways', title: 'Gateways' },
  { name: 'done', title: 'Done' },
] as const;

export type StepName = (typeof STEPS)[number]['name'];

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: '4px', listStyle: 'none', margin: 0, padding: 0 },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: tokens.shadow2,
  },
  mark: {
    boxSizing: 'border-box',
    width: '20px',
    height: '20px',
    borderRadius: '50%',
    display: 'grid',
    placeItems: 'center',
    fontSize: tokens.fontSizeBase200,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  done: { border: 'none', color: tokens.colorBrandForeground1 },
});

export function Steps(props: { current: StepName }) {
  const styles = useStyles();
  const at = STEPS.findIndex(({ name }) => name === props.current);
  return (
    <ol className={styles.list}>
      {STEPS.map(({ name, title }, place) => (
        <li
          key={name}
          className={mergeClasses(styles.step, place === at && styles.current)}
          aria-current={place === at ? 'step' : undefined}
        >
          <span className={mergeClasses(styles.mark, place < at && styles.done)} aria-hidden>
            {place < at ? <CheckmarkCircle20Filled /> : place + 1}
          </span>
          {title}
        </li>
      ))}
    </ol>
  );
}
