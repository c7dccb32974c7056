import { useState } from 'react';
import type { DryRunRow, MappingLineProblem, MappingSheet } from '../../shared/api.ts';
import type { Mapping, MappingLine } from '../../shared/mapping.ts';
import { call } from '../api/index.ts';
import { type Action, useAction } from '../stores/use-action.ts';

/** A line with a key of its own, so that a line keeps its place in the window when another is moved or removed. */
export interface DraftLine {
  readonly key: number;
  readonly line: MappingLine;
}

export interface MappingDraft {
  readonly sheet: MappingSheet;
  readonly lines: readonly DraftLine[];
  readonly changed: boolean;
  readonly saved: boolean;
  readonly problems: readonly MappingLineProblem[];
  /** Of the mapping as it is in the window; null when it has been changed since the last dry run. */
  readonly rows: readonly DryRunRow[] | null;
  readonly action: Action;
  edit(key: number, line: MappingLine): void;
  add(line: MappingLine): number;
  remove(key: number): void;
  move(key: number, by: -1 | 1): void;
  replaceAll(mapping: Mapping): void;
  discard(): void;
  tryOut(): Promise<void>;
  save(note: string): Promise<boolean>;
  rollBack(version: number): Promise<boolean>;
}

let keys = 0;
const drafted = ({ lines }: Mapping): DraftLine[] =>
  lines.map((line) => {
    keys += 1;
    return { key: keys, line };
  });

export function useMapping(loaded: MappingSheet): MappingDraft {
  const [sheet, setSheet] = useState(loaded);
  const [lines, setLines] = useState(() => drafted(loaded.mapping));
  const [problems, setProblems] = useState<readonly MappingLineProblem[]>([]);
  const [rows, setRows] = useState<readonly DryRunRow[] | null>(null);
  const [saved, setSaved] = useState(false);
  const action = useAction();
  const { connectionId } = sheet;
  const mapping: Mapping = { lines: lines.map(({ line }) => line) };

  const change = (next: readonly DraftLine[]): void => {
    setLines([...next]);
    setRows(null);
    setProblems([]);
    setSaved(false);
  };
  const take = (next: MappingSheet): void => {
    setSheet(next);
    setLines(drafted(next.mapping));
    setProblems([]);
  };
  return {
    sheet,
    lines,
    changed: JSON.stringify(mapping) !== JSON.stringify(sheet.mapping),
    saved,
    problems,
    rows,
    action,
    edit: (key, line) => change(lines.map((one) => (one.key === key ? { key, line } : one))),
    add: (line) => {
      keys += 1;
      change([...lines, { key: keys, line }]);
      return keys;
    },
    remove: (key) => change(lines.filter((one) => one.key !== key)),
    move: (key, by) => {
      const at = lines.findIndex((one) => one.key === key);
      const [moved, other] = [lines[at], lines[at + by]];
      if (!moved || !other) return;
      change(lines.map((one) => (one.key === key ? other : one.key === other.key ? moved : one)));
    },
    replaceAll: (next) => change(drafted(next)),
    discard: () => change(drafted(sheet.mapping)),
    tryOut: async () => {
      await action.run(async () => {
        const outcome = await call('mapping.dryRun', { connectionId, mapping });
        setProblems(outcome.problems);
        setRows(outcome.rows);
      });
    },
    save: async (note) => {
      let done = false;
      await action.run(async () => {
        const outcome = await call('mapping.save', { connectionId, mapping, basedOn: sheet.version, note });
        done = outcome.saved;
        if (done) take(outcome.sheet);
        else setProblems(outcome.problems);
        setSaved(done);
      });
      return done;
    },
    rollBack: (version) =>
      action.run(async () => {
        const outcome = await call('mapping.rollBack', { connectionId, version });
        if (outcome.saved) take(outcome.sheet);
        setProblems(outcome.problems);
        setSaved(outcome.saved);
        setRows(null);
      }),
  };
}
