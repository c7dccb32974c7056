import { Button, makeStyles, mergeClasses, Switch, Text, tokens } from '@fluentui/react-components';
import {
  ArrowDown16Regular,
  ArrowUp16Regular,
  Delete16Regular,
  Edit16Regular,
  ErrorCircle16Filled,
} from '@fluentui/react-icons';
import { useEffect, useId, useRef } from 'react';
import type { RuleForm, RuleKind, RuleProblem } from '../../shared/api.ts';
import { RuleFields } from './RuleFields.tsx';
import { sentenceOf } from './rule-words.ts';

const useStyles = makeStyles({
  item: { ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` } },
  line: { display: 'flex', alignItems: 'center', gap: '8px', padding: '8px 16px 8px 12px' },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  off: { color: tokens.colorNeutralForeground3 },
  note: { color: tokens.colorNeutralForeground3 },
  wrong: { color: tokens.colorStatusDangerForeground1, display: 'flex', alignItems: 'center', gap: '4px' },
  buttons: { display: 'flex', flexShrink: 0 },
  fields: { padding: '8px 24px 24px 64px' },
});

export interface RuleRowProps {
  readonly kind: RuleKind;
  readonly rule: RuleForm;
  /** From 1, of `of` rules of its kind. */
  readonly place: number;
  readonly of: number;
  readonly open: boolean;
  readonly problems: readonly RuleProblem[];
  readonly onOpen: (open: boolean) => void;
  readonly onPart: (part: Partial<Pick<RuleForm, 'enabled' | 'note'>>) => void;
  readonly onValue: (name: string, value: string) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

export function RuleRow(props: RuleRowProps) {
  const styles = useStyles();
  const { kind, rule, place, of, open, problems } = props;
  const fields = useRef<HTMLDivElement>(null);
  const id = useId();
  const said = sentenceOf(kind, rule);
  const general = problems.filter(({ field }) => field === null);
  useEffect(() => {
    if (open) fields.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, [open]);
  return (
    <li className={styles.item}>
      <div className={styles.line}>
        <Switch
          checked={rule.enabled}
          aria-labelledby={id}
          onChange={(_event, { checked }) => props.onPart({ enabled: checked })}
        />
        <span className={styles.words}>
          <Text id={id} className={mergeClasses(!rule.enabled && styles.off)}>
            {said}
          </Text>
          {rule.note !== '' && !rule.delivered && (
            <Text size={200} className={styles.note}>
              {rule.note}
            </Text>
          )}
          {problems.length > 0 && !open && (
            <Text size={200} className={styles.wrong}>
              <ErrorCircle16Filled aria-hidden />
              {problems.map(({ message }) => message).join(' ')}
            </Text>
          )}
        </span>
        <span className={styles.buttons}>
          {of > 1 && (
            <>
              <Button
                appearance="subtle"
                size="small"
                icon={<ArrowUp16Regular />}
                aria-label={`Move up: ${said}`}
                title="Move up: the first rule that fits wins"
                disabledFocusable={place === 1}
                onClick={() => props.onMove(-1)}
              />
              <Button
                appearance="subtle"
                size="small"
                icon={<ArrowDown16Regular />}
                aria-label={`Move down: ${said}`}
                title="Move down"
                disabledFocusable={place === of}
                onClick={() => props.onMove(1)}
              />
            </>
          )}
          <Button
            appearance="subtle"
            size="small"
            icon={<Edit16Regular />}
            aria-label={`Edit: ${said}`}
            aria-expanded={open}
            title="Edit"
            onClick={() => props.onOpen(!open)}
          />
          <Button
            appearance="subtle"
            size="small"
            icon={<Delete16Regular />}
            aria-label={`Remove: ${said}`}
            title="Remove"
            onClick={props.onRemove}
          />
        </span>
      </div>
      {open && (
        <div className={styles.fields} ref={fields}>
          {general.length > 0 && (
            <Text block className={styles.wrong}>
              <ErrorCircle16Filled aria-hidden />
              {general.map(({ message }) => message).join(' ')}
            </Text>
          )}
          <RuleFields
            rule={rule}
            problems={problems}
            onValue={props.onValue}
            onNote={(note) => props.onPart({ note })}
          />
        </div>
      )}
    </li>
  );
}
