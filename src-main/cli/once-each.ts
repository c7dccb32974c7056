/**
 * The rows of a file, each id once. Own code because a Set of a hundred thousand texts costs more than reading the rows
 * does: here an id is one number in a table, and texts are compared only where those are equal.
 */
const FULLEST = 0.5;

export class OnceEach<Row extends { readonly id: string }> {
  readonly rows: Row[] = [];
  private readonly lines: number[] = [];
  /** Two numbers per slot, side by side: the place of a row, and one (zero is a slot that is free), and its hash. */
  private slots = new Int32Array(1 << 13);

  /** Adds a row unless one with its id was added before: then that one's line; else 0. Equal ids have equal hashes. */
  admit(row: Row, hash: number, line: number): number {
    const { slots } = this;
    let at = slotOf(hash, slots);
    for (let place = slots[at] as number; place > 0; place = slots[at] as number) {
      if (slots[at + 1] === hash && this.rows[place - 1]?.id === row.id)
        return this.lines[place - 1] as number;
      at = nextSlot(at, slots);
    }
    slots[at] = this.rows.push(row);
    slots[at + 1] = hash;
    this.lines.push(line);
    if (this.rows.length * 2 > slots.length * FULLEST) this.widen();
    return 0;
  }

  private widen(): void {
    const { slots } = this;
    const wider = new Int32Array(slots.length * 4);
    for (let old = 0; old < slots.length; old += 2) {
      if (slots[old] === 0) continue;
      const hash = slots[old + 1] as number;
      let at = slotOf(hash, wider);
      while (wider[at] !== 0) at = nextSlot(at, wider);
      wider[at] = slots[old] as number;
      wider[at + 1] = hash;
    }
    this.slots = wider;
  }
}

const slotOf = (hash: number, slots: Int32Array) => (hash << 1) & (slots.length - 1);
const nextSlot = (at: number, slots: Int32Array) => (at + 2) & (slots.length - 1);
