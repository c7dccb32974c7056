/** Chance that can be repeated: the same seed and name give the same sequence, whatever else is drawn elsewhere. */
export interface Chance {
  /** 0 ≤ next < 1. */
  next(): number;
  /** A whole number from least to most, both included. */
  between(least: number, most: number): number;
  rolls(probability: number): boolean;
  /** Throws RangeError for an empty list. */
  pick<Item>(list: readonly Item[]): Item;
  pickSome<Item>(list: readonly Item[], count: number): Item[];
  /** An independent sequence of its own. */
  fork(name: string): Chance;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  }
  return state >>> 0;
}

export function chanceOf(seed: string): Chance {
  let state = hash(seed);
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pick = <Item>(list: readonly Item[]): Item => {
    const item = list[between(0, list.length - 1)];
    if (item === undefined) throw new RangeError('There is nothing to choose from.');
    return item;
  };
  return {
    next,
    between,
    rolls: (probability) => next() < probability,
    pick,
    pickSome: (list, count) => {
      const rest = [...list];
      const chosen = [];
      while (chosen.length < count && rest.length > 0)
        chosen.push(...rest.splice(between(0, rest.length - 1), 1));
      return chosen;
    },
    fork: (name) => chanceOf(`${seed}/${name}`),
  };
}
