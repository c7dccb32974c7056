import { useCallback, useRef, useState } from 'react';
import type { BackupCheck, CallFailure } from '../../shared/api.ts';
import { call, failureOf } from '../api/index.ts';

export type Checked =
  | { readonly state: 'checking' }
  | { readonly state: 'whole'; readonly check: BackupCheck }
  | { readonly state: 'not_whole'; readonly failure: CallFailure };

export interface Checks {
  of(file: string): Checked | undefined;
  /** Resolves to whether it is whole. */
  check(file: string): Promise<boolean>;
  /** From the first on, until one is whole: that one, or null when none is. */
  checkUntilWhole(files: readonly string[]): Promise<string | null>;
}

/** Each backup is opened and read through when it is checked, which takes a moment for a large one: one at a time. */
export function useChecks(): Checks {
  const [found, setFound] = useState<Readonly<Record<string, Checked>>>({});
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const check = useCallback((file: string): Promise<boolean> => {
    const set = (checked: Checked) => setFound((before) => ({ ...before, [file]: checked }));
    set({ state: 'checking' });
    const work = last.current.then(async () => {
      try {
        set({ state: 'whole', check: await call('backup.check', { file }) });
        return true;
      } catch (error) {
        set({ state: 'not_whole', failure: failureOf(error) });
        return false;
      }
    });
    last.current = work;
    return work;
  }, []);
  const checkUntilWhole = useCallback(
    async (files: readonly string[]) => {
      for (const file of files) if (await check(file)) return file;
      return null;
    },
    [check],
  );
  return { of: (file) => found[file], check, checkUntilWhole };
}
