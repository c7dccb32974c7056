import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallFailure } from '../../shared/api.ts';
import { failureOf } from '../api/index.ts';

export interface Action {
  readonly busy: boolean;
  readonly failure: CallFailure | null;
  /** True when the work went through; a failure is kept for the screen to show. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  clear(): void;
}

/** One thing at a time that the user asked for, and what became of it. */
export function useAction(): Action {
  const [state, setState] = useState<{ busy: boolean; failure: CallFailure | null }>({
    busy: false,
    failure: null,
  });
  const busy = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const run = useCallback(async (work: () => Promise<unknown>) => {
    if (busy.current) return false;
    busy.current = true;
    setState({ busy: true, failure: null });
    let failure: CallFailure | null = null;
    try {
      await work();
    } catch (error) {
      failure = failureOf(error);
    }
    busy.current = false;
    if (mounted.current) setState({ busy: false, failure });
    return failure === null;
  }, []);
  return { ...state, run, clear: useCallback(() => setState({ busy: false, failure: null }), []) };
}
