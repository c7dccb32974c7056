import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { useRef } from 'react';
import type { RuleKind } from '../../shared/api.ts';
import { Panel } from '../components/Panel.tsx';
import { RuleRow } from './RuleRow.tsx';
import { sentenceOf } from './rule-words.ts';
import type { RulesDraft } from './use-rules.ts';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  none: { padding: '12px 24px', color: tokens.colorNeutralForeground3 },
});

/** The rules of one kind in their order, which decides between them. */
export function RuleGroup(props: {
  kind: RuleKind;
  draft: RulesDraft;
  open: string | null;
  onOpen: (id: string | null) => void;
  onSaid: (message: string) => void;
}) {
  const styles = useStyles();
  const { kind, draft } = props;
  const add = useRef<HTMLSpanElement>(null);
  const rules = draft.rules.filter((rule) => rule.kind === kind.kind);
  return (
    <Panel
      title={kind.title}
      hint={kind.hint}
      actions={
        <span ref={add}>
          <Button size="small" icon={<Add16Regular />} onClick={() => props.onOpen(draft.add(kind))}>
            {kind.add}
          </Button>
        </span>
      }
    >
      {rules.length === 0 ? (
        <Text block className={styles.none}>
          None yet.
        </Text>
      ) : (
        <ol className={styles.list} aria-label={kind.title}>
          {rules.map((rule, at) => (
            <RuleRow
              key={rule.id}
              kind={kind}
              rule={rule}
              place={at + 1}
              of={rules.length}
              open={props.open === rule.id}
              problems={draft.problems.filter(({ ruleId }) => ruleId === rule.id)}
              onOpen={(open) => props.onOpen(open ? rule.id : null)}
              onPart={(part) => draft.setPart(rule.id, part)}
              onValue={(name, value) => draft.setValue(rule.id, name, value)}
              onMove={(by) => {
                draft.move(rule.id, by);
                props.onSaid(`${sentenceOf(kind, rule)}: now number ${at + 1 + by} of ${rules.length}.`);
              }}
              onRemove={() => {
                draft.remove(rule.id);
                // What had the focus is gone.
                add.current?.querySelector('button')?.focus();
                props.onSaid(`Removed: ${sentenceOf(kind, rule)}.`);
              }}
            />
          ))}
        </ol>
      )}
    </Panel>
  );
}
