/** Holds output lines as bytes, in any order of arrival, and gives them back by their place: a fraction of the strings. */
const BLOCK = 1 << 22;
/** A UTF-16 unit takes at most three bytes of UTF-8. */
const MOST_BYTES_PER_UNIT = 3;
const LINE_FEED = 10;

export class LineStore {
  private readonly blocks: Buffer[] = [];
  private filled = BLOCK;
  private readonly block: Int32Array;
  private readonly start: Int32Array;
  private readonly end: Int32Array;

  constructor(lines: number) {
    this.block = new Int32Array(lines).fill(-1);
    this.start = new Int32Array(lines);
    this.end = new Int32Array(lines);
  }

  put(place: number, line: string): void {
    const most = line.length * MOST_BYTES_PER_UNIT + 1;
    if (this.filled + most > (this.blocks.at(-1)?.length ?? 0)) {
      this.blocks.push(Buffer.allocUnsafeSlow(Math.max(BLOCK, most)));
      this.filled = 0;
    }
    const at = this.blocks.length - 1;
    const block = this.blocks[at] as Buffer;
    this.block[place] = at;
    this.start[place] = this.filled;
    this.filled += block.write(line, this.filled, 'utf8');
    block[this.filled++] = LINE_FEED;
    this.end[place] = this.filled;
  }

  /** All lines in order of place, each ended by a line feed; what lies side by side comes in one piece, uncopied. */
  *pieces(): Generator<Buffer> {
    let from = 0;
    while (from < this.block.length) {
      const at = this.block[from] as number;
      let to = from + 1;
      while (this.block[to] === at && this.start[to] === this.end[to - 1]) to++;
      const block = this.blocks[at];
      if (block) yield block.subarray(this.start[from], this.end[to - 1]);
      from = to;
    }
  }
}
