/**
 * Seeded randomness for the demo company: the same seed and label always give the same numbers, on every machine.
 * mulberry32 over a 32-bit FNV-1a hash of the label; both are public-domain algorithms with whole-number state.
 */

export interface Random {
  /** A float of 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** True with the probability given. */
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** One of the choices, in proportion to its weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  shuffled<T>(list: readonly T[]): T[];
  /** `length` characters of the alphabet. */
  text(length: number, alphabet: string): string;
  /** An independent stream: what one part of the world draws does not shift what another part gets. */
  fork(label: string): Random;
}

export const DIGITS = '0123456789';
export const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
export const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function hashOf(label: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < label.length; at += 1) {
    hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

export function createRandom(label: string): Random {
  let state = hashOf(label);

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));

  function pick<T>(choices: readonly T[]): T {
    const chosen = choices[whole(0, choices.length - 1)];
    if (chosen === undefined) throw new RangeError('There is nothing to pick from.');
    return chosen;
  }

  return {
    next,
    whole,
    pick,
    chance: (probability) => next() < probability,
    weighted(choices) {
      const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
      let point = next() * total;
      for (const [choice, weight] of choices) {
        point -= weight;
        if (point < 0) return choice;
      }
      return pick(choices)[0];
    },
    shuffled<T>(list: readonly T[]): T[] {
      const keyed = list.map((entry) => ({ entry, key: next() }));
      return keyed.sort((a, b) => a.key - b.key).map(({ entry }) => entry);
    },
    text: (length, alphabet) =>
      Array.from({ length }, () => alphabet[whole(0, alphabet.length - 1)]).join(''),
    fork: (part) => createRandom(`${label}/${part}`),
  };
}
