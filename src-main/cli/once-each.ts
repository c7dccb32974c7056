/**
 * The ids of a file's rows, to find one that comes twice. Own code because a Set of a hundred thousand texts costs more
 * than reading the rows does: here an id is one number in a table, and texts are compared only where those are equal.
 */
const FULLEST = 0.5;

export class OnceEach {
  private readonly ids: string[] = [];
  private readonly lines: number[] = [];
  private hashes = new Int32Array(1 << 12);
  /** Per slot the place of an id, and one: zero is a slot that is free. */
  private places = new Int32Array(1 << 12);

  /** The line on which the id was given before; 0 when it is new. `hash`: any whole number that equal ids share. */
  admit(id: string, hash: number, line: number): number {
    let slot = hash & (this.places.length - 1);
    for (let place = this.places[slot] as number; place > 0; place = this.places[slot] as number) {
      if (this.hashes[slot] === hash && this.ids[place - 1] === id) return this.lines[place - 1] as number;
      slot = (slot + 1) & (this.places.length - 1);
    }
    this.hashes[slot] = hash;
    this.places[slot] = this.ids.push(id);
    this.lines.push(line);
    if (this.ids.length > this.places.length * FULLEST) this.widen();
    return 0;
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
