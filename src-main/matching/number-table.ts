/**
 * A map from whole numbers to whole numbers in typed arrays: no object per entry, so a ledger of 100,000 items
 * costs a few megabytes. Keys are safe integers from zero up; entries of a key come back last added first.
 * What is asked for together lies together, because a look-up costs what it fetches from memory and little else.
 */
import { sortPart } from './ordering.ts';

const FULLEST = 0.7;
/** In a slot: its key and one (zero is a free slot) in eight bytes, its first entry, how many it has. */
const HEAD = 2;
const COUNT = 3;
const SLOT = 4;
/** In an entry: its value, the next entry of the key, and what was put beside it. */
const NEXT = 1;
const BESIDE = 2;

export class NumberTable {
  private keys: Float64Array;
  private slots: Int32Array;
  private capacity: number;
  private used = 0;
  private mostOfOneKey = 0;
  private readonly width: number;
  private entries: Int32Array;
  private size = 0;

  /** `beside`: how many further whole numbers each entry has. */
  constructor(expected: number, beside = 0) {
    this.capacity = 16;
    while (this.capacity * FULLEST < expected) this.capacity *= 2;
    this.slots = new Int32Array(this.capacity * SLOT);
    this.keys = new Float64Array(this.slots.buffer);
    this.width = BESIDE + beside;
    this.entries = new Int32Array(Math.max(16, expected) * this.width);
  }

  /** Adds an entry and returns its number, by which it is asked for. */
  add(key: number, value: number): number {
    let slot = this.slotOf(key);
    if (this.keys[slot * 2] === 0) {
      if (this.used >= this.capacity * FULLEST) {
        this.grow();
        slot = this.slotOf(key);
      }
      this.keys[slot * 2] = key + 1;
      this.slots[slot * SLOT + HEAD] = -1;
      this.used++;
    }
    if (this.size === this.entries.length) this.entries = widen(this.entries);
    const entry = this.size;
    this.size += this.width;
    this.entries[entry] = value;
    this.entries[entry + NEXT] = this.slots[slot * SLOT + HEAD] as number;
    this.slots[slot * SLOT + HEAD] = entry;
    const count = (this.slots[slot * SLOT + COUNT] as number) + 1;
    this.slots[slot * SLOT + COUNT] = count;
    if (count > this.mostOfOneKey) this.mostOfOneKey = count;
    return entry;
  }

  /** Puts the entries of each key in order of `compare`: from then on they come in that order. */
  sortEntries(compare: (one: number, other: number) => number): void {
    const { slots, entries } = this;
    const own = new Int32Array(this.mostOfOneKey);
    for (let slot = 0; slot < slots.length; slot += SLOT) {
      const count = slots[slot + COUNT] as number;
      if (count < 2) continue;
      let entry = slots[slot + HEAD] as number;
      for (let at = 0; at < count; at++, entry = entries[entry + NEXT] as number) own[at] = entry;
      sortPart(own, 0, count, compare);
      slots[slot + HEAD] = own[0] as number;
      for (let at = 0; at < count; at++) {
        entries[(own[at] as number) + NEXT] = at + 1 < count ? (own[at + 1] as number) : -1;
      }
    }
  }

  /** The first entry of a key, or -1. */
  first(key: number): number {
    const slot = this.slotOf(key);
    return this.keys[slot * 2] === 0 ? -1 : (this.slots[slot * SLOT + HEAD] as number);
  }
  /** The entry after this one, or -1. */
  next(entry: number): number {
    return this.entries[entry + NEXT] as number;
  }
  value(entry: number): number {
    return this.entries[entry] as number;
  }
  /** The further numbers of an entry, from 0. */
  beside(entry: number, which: number): number {
    return this.entries[entry + BESIDE + which] as number;
  }
  putBeside(entry: number, which: number, value: number): void {
    this.entries[entry + BESIDE + which] = value;
  }
  count(key: number): number {
    const slot = this.slotOf(key);
    return this.keys[slot * 2] === 0 ? 0 : (this.slots[slot * SLOT + COUNT] as number);
  }

  private slotOf(key: number): number {
    const low = key | 0;
    const high = (key / 4_294_967_296) | 0;
    let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    const mask = this.capacity - 1;
    const sought = key + 1;
    for (let slot = (hash ^ (hash >>> 13)) & mask; ; slot = (slot + 1) & mask) {
      const found = this.keys[slot * 2] as number;
      if (found === sought || found === 0) return slot;
    }
  }

  private grow(): void {
    const { keys, slots } = this;
    this.capacity *= 2;
    this.slots = new Int32Array(this.capacity * SLOT);
    this.keys = new Float64Array(this.slots.buffer);
    for (let at = 0; at < slots.length; at += SLOT) {
      const key = (keys[at / 2] as number) - 1;
      if (key === -1) continue;
      const slot = this.slotOf(key);
      this.keys[slot * 2] = key + 1;
      this.slots[slot * SLOT + HEAD] = slots[at + HEAD] as number;
      this.slots[slot * SLOT + COUNT] = slots[at + COUNT] as number;
    }
  }
}

function widen(from: Int32Array): Int32Array {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}
