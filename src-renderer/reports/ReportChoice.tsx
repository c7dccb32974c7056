import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { REPORT_KINDS } from './report-kinds.ts';
import { useReports } from './reports-store.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    width: '208px',
    '@media (max-width: 1180px)': { width: '148px' },
    flexShrink: 0,
    overflowY: 'auto',
    padding: '4px',
  },
  item: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    padding: '8px 12px',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    boxShadow: `inset 3px 0 ${tokens.colorBrandForeground1}`,
  },
  answers: { color: tokens.colorNeutralForeground2, '@media (max-width: 1180px)': { display: 'none' } },
});

/** The reports, each with the question that it answers. */
export function ReportChoice() {
  const styles = useStyles();
  const name = useReports((state) => state.name);
  const choose = useReports((state) => state.choose);
  return (
    <nav className={styles.root} aria-label="Choose a report">
      {REPORT_KINDS.map((kind) => (
        <button
          key={kind.name}
          type="button"
          className={mergeClasses(styles.item, kind.name === name && styles.current)}
          title={kind.answers}
          aria-current={kind.name === name ? 'page' : undefined}
          onClick={() => choose(kind.name)}
        >
          <Text weight={kind.name === name ? 'semibold' : 'regular'}>{kind.title}</Text>
          <Text size={200} className={styles.answers}>
            {kind.answers}
          </Text>
        </button>
      ))}
    </nav>
  );
}
