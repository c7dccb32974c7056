/**
 * The ids of a file's rows, to find one that comes twice. Own code because a Set of a hundred thousand texts costs more
 * than reading the rows does: here an id is one number in a table, and texts are compared only where those are equal.
 */
import { RowError } from './csv-rows.ts';

const FULLEST = 0.5;

export class OnceEach {
  private readonly ids: string[] = [];
  private readonly lines: number[] = [];
  private hashes = new Int32Array(1 << 12);
  /** Per slot the place of an id, and one: zero is a slot that is free. */
  private places = new Int32Array(1 << 12);

  /** Throws RowError that names the earlier line; `name` says what was given twice. */
  admit(id: string, line: number, name: (id: string) => string): void {
    const hash = hashOf(id);
    let slot = hash & (this.places.length - 1);
    for (let place = this.places[slot] as number; place > 0; place = this.places[slot] as number) {
      if (this.hashes[slot] === hash && this.ids[place - 1] === id) {
        throw new RowError(`${name(id)} was given before, on line ${this.lines[place - 1]}`);
      }
      slot = (slot + 1) & (this.places.length - 1);
    }
    this.hashes[slot] = hash;
    this.places[slot] = this.ids.push(id);
    this.lines.push(line);
    if (this.ids.length > this.places.length * FULLEST) this.widen();
  }

  private widen(): void {
    const { hashes, places } = this;
    const mask = places.length * 4 - 1;
    this.hashes = new Int32Array(mask + 1);
    this.places = new Int32Array(mask + 1);
    for (let old = 0; old < places.length; old++) {
      if (places[old] === 0) continue;
      const hash = hashes[old] as number;
      let slot = hash & mask;
      while (this.places[slot] !== 0) slot = (slot + 1) & mask;
      this.hashes[slot] = hash;
      this.places[slot] = places[old] as number;
    }
  }
}

/** FNV-1a over the UTF-16 units, mixed once more because the lowest bits choose the slot. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
