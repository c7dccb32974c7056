import { useState } from 'react';
import type { RuleForm, RuleKind, RuleList, RulePreview, RuleProblem } from '../../shared/api.ts';
import { call } from '../api/index.ts';
import { type Action, useAction } from '../stores/use-action.ts';
import { added, moved, without, withRule, withValue } from './rule-draft.ts';
import { editedOf, keyOf } from './rule-words.ts';

export interface RulesDraft {
  readonly list: RuleList;
  readonly rules: readonly RuleForm[];
  readonly problems: readonly RuleProblem[];
  /** Of these very rules; null after any change. */
  readonly preview: RulePreview | null;
  readonly changed: boolean;
  readonly saved: boolean;
  readonly action: Action;
  setValue(id: string, name: string, value: string): void;
  setPart(id: string, part: Partial<Pick<RuleForm, 'enabled' | 'note'>>): void;
  move(id: string, by: 1 | -1): void;
  remove(id: string): void;
  /** Returns the new rule's id. */
  add(kind: RuleKind): string;
  discard(): void;
  /** Resolves to what is to be put right first; to none when the preview is there, or the call failed. */
  look(): Promise<readonly RuleProblem[]>;
  save(): Promise<void>;
  reset(): Promise<void>;
}

/** The rules as they are being edited: looked at before they are saved, and looked at again after each change. */
export function useRules(loaded: RuleList): RulesDraft {
  const [list, setList] = useState(loaded);
  const [rules, setRules] = useState<readonly RuleForm[]>(loaded.rules);
  const [problems, setProblems] = useState<readonly RuleProblem[]>([]);
  const [previewed, setPreviewed] = useState<{ key: string; preview: RulePreview } | null>(null);
  const [saved, setSaved] = useState(false);
  const action = useAction();
  const key = keyOf(rules);

  const change = (next: readonly RuleForm[]): void => {
    setRules(next);
    setSaved(false);
  };
  const start = (next: RuleList): void => {
    setList(next);
    setRules(next.rules);
    setProblems([]);
    setPreviewed(null);
  };
  return {
    list,
    rules,
    problems,
    preview: previewed?.key === key ? previewed.preview : null,
    changed: key !== keyOf(list.rules),
    saved,
    action,
    setValue: (id, name, value) => {
      setProblems(problems.filter((one) => one.ruleId !== id || one.field !== name));
      change(withValue(rules, id, name, value));
    },
    setPart: (id, part) => change(withRule(rules, id, part)),
    move: (id, by) => change(moved(rules, id, by)),
    remove: (id) => {
      setProblems(problems.filter((one) => one.ruleId !== id));
      change(without(rules, id));
    },
    add: (kind) => {
      const next = added(rules, kind);
      change(next.rules);
      return next.id;
    },
    discard: () => {
      start(list);
      setSaved(false);
      action.clear();
    },
    look: async () => {
      let found: readonly RuleProblem[] = [];
      await action.run(async () => {
        const answer = await call('matching.preview', { rules: rules.map(editedOf) });
        setProblems(answer.problems);
        setPreviewed(answer.preview && { key, preview: answer.preview });
        found = answer.problems;
      });
      return found;
    },
    save: async () => {
      await action.run(async () => {
        const answer = await call('matching.saveRules', { rules: rules.map(editedOf) });
        setProblems(answer.problems);
        if (!answer.saved) return;
        start(answer.list);
        setSaved(true);
      });
    },
    reset: async () => {
      start(await call('matching.resetRules', {}));
      setSaved(true);
    },
  };
}
