/**
 * A map from whole numbers to whole numbers in typed arrays: no object per entry, so a ledger of 100,000 items
 * costs a few megabytes. Keys are safe integers from zero up; entries of a key come back last added first.
 *
 * What a look-up costs is the places in memory that it goes to: so the first entry of a key lies beside the key, and
 * only a key that has several leads elsewhere.
 */
import { sortPart } from './ordering.ts';

const FULLEST = 0.7;
/** In a slot, in units of four bytes: the key and one (zero is a free slot) as a float, its first entry, and how many it has. */
const FIRST = 2;
const COUNT = 5;
const SLOT = 6;
/** A slot in units of eight bytes, as its key is read. */
const KEY = SLOT / 2;
/** In an entry: its value, where the next one of the key is among the further ones (-1: none), and what goes with it. */
const NEXT = 1;
const BESIDE = 2;
const ENTRY = 3;

export class NumberTable {
  private slots: Int32Array;
  private keys: Float64Array;
  private capacity: number;
  private used = 0;
  /** The further entries of keys that have several. */
  private further = new Int32Array(ENTRY * 16);
  private size = 0;
  private mostOfOneKey = 0;

  /** Grows when there are more than `expected` entries. */
  constructor(expected: number) {
    this.capacity = Math.max(16, Math.ceil(expected / FULLEST));
    this.slots = new Int32Array(this.capacity * SLOT);
    this.keys = new Float64Array(this.slots.buffer);
  }

  /** Adds an entry and returns it, to be asked for until the next one is added. */
  add(key: number, value: number, beside = 0): number {
    let slot = this.slotOf(key);
    if (this.slots[slot + COUNT] === 0 && this.used >= this.capacity * FULLEST) {
      this.grow();
      slot = this.slotOf(key);
    }
    const { slots } = this;
    const first = slot + FIRST;
    const count = (slots[slot + COUNT] as number) + 1;
    slots[slot + COUNT] = count;
    if (count > this.mostOfOneKey) this.mostOfOneKey = count;
    if (count === 1) {
      this.keys[slot / 2] = key + 1;
      this.used++;
      slots[first + NEXT] = -1;
    } else slots[first + NEXT] = this.moveAway(first);
    slots[first] = value;
    slots[first + BESIDE] = beside;
    return first;
  }

  /** Makes room for an entry before the one that was the first of its key. */
  private moveAway(first: number): number {
    if (this.size === this.further.length) {
      const before = this.further;
      this.further = new Int32Array(before.length * 2);
      this.further.set(before);
    }
    const to = this.size;
    this.size += ENTRY;
    for (let part = 0; part < ENTRY; part++) this.further[to + part] = this.slots[first + part] as number;
    return to;
  }

  /** The first entry of a key, or -1. */
  first(key: number): number {
    const slot = this.slotOf(key);
    return this.slots[slot + COUNT] === 0 ? -1 : slot + FIRST;
  }
  /** The entry after this one, or -1. */
  next(entry: number): number {
    const next = this.part(entry, NEXT);
    return next < 0 ? -1 : this.slots.length + next;
  }
  value(entry: number): number {
    return this.part(entry, 0);
  }
  beside(entry: number): number {
    return this.part(entry, BESIDE);
  }
  count(key: number): number {
    return this.slots[this.slotOf(key) + COUNT] as number;
  }

  /** Further entries are counted on from the end of the slots. */
  private part(entry: number, part: number): number {
    const { slots } = this;
    const at = entry - slots.length;
    return (at < 0 ? slots[entry + part] : this.further[at + part]) as number;
  }

  /** Puts the entries of each key in order of `compare`, which is given their values; equal ones stay as they were. */
  sortEntries(compare: (one: number, other: number) => number): void {
    const own = new Int32Array(this.mostOfOneKey);
    const values: number[] = [];
    const besides: number[] = [];
    const byValue = (one: number, other: number) =>
      compare(values[one] as number, values[other] as number) || one - other;
    for (let slot = 0; slot < this.slots.length; slot += SLOT) {
      const count = this.slots[slot + COUNT] as number;
      if (count < 2) continue;
      for (let at = 0, entry = slot + FIRST; at < count; at++, entry = this.next(entry)) {
        own[at] = at;
        values[at] = this.value(entry);
        besides[at] = this.beside(entry);
      }
      sortPart(own, 0, count, byValue);
      for (let at = 0, entry = slot + FIRST; at < count; at++, entry = this.next(entry)) {
        this.put(entry, values[own[at] as number] as number, besides[own[at] as number] as number);
      }
    }
  }

  private put(entry: number, value: number, beside: number): void {
    const at = entry - this.slots.length;
    const entries = at < 0 ? this.slots : this.further;
    const to = at < 0 ? entry : at;
    entries[to] = value;
    entries[to + BESIDE] = beside;
  }

  /** The slot of a key, or the free one where it belongs. */
  private slotOf(key: number): number {
    const { keys, capacity } = this;
    const low = key | 0;
    const high = (key / 4_294_967_296) | 0;
    let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) >>> 0;
    const sought = key + 1;
    let slot = Math.floor((hash / 4_294_967_296) * capacity);
    for (;;) {
      const found = keys[slot * KEY] as number;
      if (found === sought || found === 0) return slot * SLOT;
      slot = slot + 1 === capacity ? 0 : slot + 1;
    }
  }

  private grow(): void {
    const { keys, slots } = this;
    this.capacity *= 2;
    this.slots = new Int32Array(this.capacity * SLOT);
    this.keys = new Float64Array(this.slots.buffer);
    for (let slot = 0; slot < slots.length; slot += SLOT) {
      if (slots[slot + COUNT] === 0) continue;
      const key = keys[slot / 2] as number;
      this.slots.set(slots.subarray(slot, slot + SLOT), this.slotOf(key - 1));
    }
  }
}
