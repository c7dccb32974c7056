/**
 * A multimap from whole numbers to whole numbers in typed arrays: no object per entry, so a ledger of 100,000 items
 * costs a few megabytes. Keys are safe integers from zero up; entries of a key come back last added first.
 */
const FULLEST = 0.7;

export class NumberTable {
  private keys: Float64Array;
  private heads: Int32Array;
  private counts: Int32Array;
  private mask: number;
  private used = 0;
  private nexts: Int32Array;
  private values: Int32Array;
  private size = 0;

  constructor(expected: number) {
    let capacity = 16;
    while (capacity * FULLEST < expected) capacity *= 2;
    this.mask = capacity - 1;
    this.keys = new Float64Array(capacity).fill(-1);
    this.heads = new Int32Array(capacity);
    this.counts = new Int32Array(capacity);
    this.nexts = new Int32Array(Math.max(16, expected));
    this.values = new Int32Array(Math.max(16, expected));
  }

  /** Adds an entry and returns its number: 0 for the first ever added, then 1, … */
  add(key: number, value: number): number {
    let slot = this.slotOf(key);
    if (this.keys[slot] === -1) {
      if (this.used >= this.keys.length * FULLEST) {
        this.grow();
        slot = this.slotOf(key);
      }
      this.keys[slot] = key;
      this.heads[slot] = -1;
      this.used++;
    }
    if (this.size === this.values.length) {
      this.nexts = widen(this.nexts);
      this.values = widen(this.values);
    }
    const entry = this.size++;
    this.values[entry] = value;
    this.nexts[entry] = this.heads[slot] as number;
    this.heads[slot] = entry;
    this.counts[slot] = (this.counts[slot] as number) + 1;
    return entry;
  }

  /** The first entry of a key, or -1. */
  first(key: number): number {
    const slot = this.slotOf(key);
    return this.keys[slot] === -1 ? -1 : (this.heads[slot] as number);
  }
  /** The entry after this one, or -1. */
  next(entry: number): number {
    return this.nexts[entry] as number;
  }
  value(entry: number): number {
    return this.values[entry] as number;
  }
  count(key: number): number {
    const slot = this.slotOf(key);
    return this.keys[slot] === -1 ? 0 : (this.counts[slot] as number);
  }

  private slotOf(key: number): number {
    const low = key | 0;
    const high = (key / 4_294_967_296) | 0;
    let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 13)) & this.mask;
    while (this.keys[slot] !== -1 && this.keys[slot] !== key) slot = (slot + 1) & this.mask;
    return slot;
  }

  private grow(): void {
    const { keys, heads, counts } = this;
    const capacity = keys.length * 2;
    this.mask = capacity - 1;
    this.keys = new Float64Array(capacity).fill(-1);
    this.heads = new Int32Array(capacity);
    this.counts = new Int32Array(capacity);
    for (let old = 0; old < keys.length; old++) {
      const key = keys[old] as number;
      if (key === -1) continue;
      const slot = this.slotOf(key);
      this.keys[slot] = key;
      this.heads[slot] = heads[old] as number;
      this.counts[slot] = counts[old] as number;
    }
  }
}

function widen(from: Int32Array): Int32Array {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}
