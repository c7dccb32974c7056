import { Badge, Button, makeStyles, mergeClasses, Text, Tooltip, tokens } from '@fluentui/react-components';
import {
  ArrowDown16Regular,
  ArrowLeft16Regular,
  ArrowUp16Regular,
  ChevronDown16Regular,
  ChevronRight16Regular,
  Delete16Regular,
} from '@fluentui/react-icons';
import { useId } from 'react';
import type { MappingSheet } from '../../shared/api.ts';
import { LineEditor } from './LineEditor.tsx';
import { conditionWords, sourceWords, stepWords } from './step-words.ts';
import type { DraftLine, MappingDraft } from './use-mapping.ts';

const useStyles = makeStyles({
  root: { ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` } },
  head: { display: 'flex', alignItems: 'center', gap: '4px', padding: '8px 12px 8px 8px' },
  open: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(120px, 1fr) 16px minmax(0, 2fr)',
    columnGap: '10px',
    alignItems: 'center',
    flexGrow: 1,
    minWidth: 0,
    padding: '6px 8px',
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  target: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
  how: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px', minWidth: 0 },
  icon: { lineHeight: 0 },
  problem: { color: tokens.colorStatusDangerForeground1, padding: '0 24px 12px 42px' },
});

/** One line: the ledger's field, the arrow, where its value comes from; opened, how. */
export function LineRow(props: {
  draft: MappingDraft;
  sheet: MappingSheet;
  one: DraftLine;
  at: number;
  open: boolean;
  onOpen: (open: boolean) => void;
}) {
  const styles = useStyles();
  const id = useId();
  const { draft, sheet, one, at, open } = props;
  const { line, key } = one;
  const target = sheet.targets.find(({ name }) => name === line.target);
  const problems = draft.problems.filter((problem) => problem.line === at);
  const title = target?.title ?? line.target;
  const twins = draft.lines.filter((other) => other.line.target === line.target).length;
  return (
    <li className={styles.root}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.open}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => props.onOpen(!open)}
        >
          <span className={styles.icon} aria-hidden>
            {open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
          </span>
          <span className={styles.target}>
            <Text weight="semibold">{title}</Text>
            <Text size={200} className={styles.quiet}>
              {target ? shapeOf(target) : 'No such field any more'}
            </Text>
          </span>
          <span className={mergeClasses(styles.icon, styles.quiet)} aria-hidden>
            <ArrowLeft16Regular />
          </span>
          <span className={styles.how}>
            <Text>{sourceWords(line, sheet.fields)}</Text>
            {line.transforms.map((step, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps are what they are by their place.
              <Badge key={place} appearance="tint" color="informative">
                {stepWords(step)}
              </Badge>
            ))}
            {line.when.length > 0 && (
              <Text size={200} className={styles.quiet}>
                when {line.when.map((it) => conditionWords(it, sheet.fields)).join(' and ')}
              </Text>
            )}
          </span>
        </button>
        {twins > 1 && (
          <>
            <Tooltip content="Earlier: the first line that holds counts" relationship="description">
              <Button
                appearance="subtle"
                icon={<ArrowUp16Regular />}
                aria-label={`Move ${title} up`}
                disabledFocusable={at === 0}
                onClick={() => draft.move(key, -1)}
              />
            </Tooltip>
            <Button
              appearance="subtle"
              icon={<ArrowDown16Regular />}
              aria-label={`Move ${title} down`}
              disabledFocusable={at === draft.lines.length - 1}
              onClick={() => draft.move(key, 1)}
            />
          </>
        )}
        <Button
          appearance="subtle"
          icon={<Delete16Regular />}
          aria-label={`Remove the mapping of ${title}`}
          onClick={() => draft.remove(key)}
        />
      </div>
      {problems.map(({ message }) => (
        <Text key={message} block role="alert" className={styles.problem}>
          {message}
        </Text>
      ))}
      <div id={id} hidden={!open}>
        {open && (
          <LineEditor
            line={line}
            target={target}
            fields={sheet.fields}
            accounts={sheet.accounts}
            onChange={(next) => draft.edit(key, next)}
          />
        )}
      </div>
    </li>
  );
}

function shapeOf(target: MappingSheet['targets'][number]): string {
  switch (target.kind) {
    case 'account':
      return 'An account of the chart';
    case 'date':
      return 'A date';
    case 'number':
      return target.decimals ? `A number with ${target.decimals} decimals` : 'A whole number';
    case 'text':
      return target.length === null ? 'A text' : `A text of up to ${target.length} characters`;
  }
}
