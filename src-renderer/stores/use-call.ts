import { useCallback, useEffect, useState } from 'react';
import type { CallFailure, CallInput, CallName, CallOutput } from '../../shared/api.ts';
import { call, failureOf } from '../api/index.ts';

export interface Asked<Value> {
  /** The last answer, kept while a newer one is asked for. */
  readonly value: Value | null;
  readonly failure: CallFailure | null;
  readonly asking: boolean;
  again(): void;
}

/** Asks when the screen opens, when the input changes and when `version` does; a late answer never replaces a newer one. */
export function useCall<Name extends CallName>(
  name: Name,
  input: CallInput<Name>,
  version: number | string = 0,
): Asked<CallOutput<Name>> {
  const [state, setState] = useState<Omit<Asked<CallOutput<Name>>, 'again'>>({
    value: null,
    failure: null,
    asking: true,
  });
  const [round, setRound] = useState(0);
  const key = JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: version and round ask again; key stands for input.
  useEffect(() => {
    let current = true;
    setState((before) => ({ ...before, asking: true }));
    call(name, JSON.parse(key) as CallInput<Name>).then(
      (value) => current && setState({ value, failure: null, asking: false }),
      (error: unknown) =>
        current && setState((before) => ({ ...before, failure: failureOf(error), asking: false })),
    );
    return () => {
      current = false;
    };
  }, [name, key, version, round]);
  return { ...state, again: useCallback(() => setRound((before) => before + 1), []) };
}
