/** A seeded source of choices, so that a fixture company is the same every time. */
export interface Choices {
  /** Whole number, from low to high, both included. */
  between(low: number, high: number): number;
  of<Value>(values: readonly [Value, ...Value[]]): Value;
  chance(percent: number): boolean;
}

export function createChoices(seed: number): Choices {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  const between = (low: number, high: number): number => low + ((next() >>> 8) % (high - low + 1));
  return {
    between,
    of: (values) => values[between(0, values.length - 1)] ?? values[0],
    chance: (percent) => between(1, 100) <= percent,
  };
}
