import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add16Regular, Lightbulb16Regular } from '@fluentui/react-icons';
import type { MappingSheet } from '../../shared/api.ts';
import type { MappingLine } from '../../shared/mapping.ts';
import { Panel } from '../components/Panel.tsx';
import { sourceWords } from './step-words.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(140px, 1fr) minmax(0, 2fr) auto',
    '@media (min-width: 1200px)': { gridTemplateColumns: '1fr 2fr 200px' },
    gap: '16px',
    alignItems: 'center',
    padding: '10px 16px 10px 24px',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  column: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
  idea: { display: 'flex', gap: '6px', alignItems: 'baseline' },
  actions: { display: 'flex', gap: '8px', justifyContent: 'flex-end' },
});

/** What the ledger would take and nothing is mapped to, with a suggestion and its reason where there is one. */
export function FreeFields(props: {
  sheet: MappingSheet;
  taken: ReadonlySet<string>;
  onAdd: (line: MappingLine) => void;
}) {
  const styles = useStyles();
  const { sheet, taken, onAdd } = props;
  const free = sheet.targets.filter(({ name }) => !taken.has(name));
  if (free.length === 0) return null;
  const own = (target: string): MappingLine => ({
    target,
    source: { kind: 'field', field: 'id' },
    transforms: [],
    when: [],
  });
  return (
    <Panel title="Not mapped" hint="These keep what Sage Pro or your site gives them">
      <ul className={styles.list}>
        {free.map((target) => {
          const suggestion = sheet.suggestions.find(({ line }) => line.target === target.name);
          return (
            <li key={target.name} className={styles.item}>
              <span className={styles.column}>
                <Text weight="semibold">{target.title}</Text>
                <Text size={200} className={styles.quiet}>
                  {target.otherwise}
                </Text>
              </span>
              <span className={styles.column}>
                {suggestion && (
                  <>
                    <span className={styles.idea}>
                      <Lightbulb16Regular aria-hidden />
                      <Text>{sourceWords(suggestion.line, sheet.fields)}</Text>
                    </span>
                    <Text size={200} className={styles.quiet}>
                      {suggestion.reason}
                    </Text>
                  </>
                )}
              </span>
              <span className={styles.actions}>
                {suggestion && (
                  <Button
                    aria-label={`Use the suggestion for ${target.title}`}
                    onClick={() => onAdd(suggestion.line)}
                  >
                    Use
                  </Button>
                )}
                <Button
                  appearance="subtle"
                  icon={<Add16Regular />}
                  aria-label={`Map ${target.title}`}
                  onClick={() => onAdd(own(target.name))}
                >
                  Map
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
