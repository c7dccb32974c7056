/** Holds output lines as bytes, in any order of arrival, and gives them back by their place: a fraction of the strings. */
const BLOCK = 1 << 22;
/** A UTF-16 unit takes at most three bytes of UTF-8. */
const MOST_BYTES_PER_UNIT = 3;

export class LineStore {
  private readonly blocks: Buffer[] = [];
  private filled = BLOCK;
  private readonly block: Int32Array;
  private readonly start: Int32Array;
  private readonly length: Int32Array;

  constructor(lines: number) {
    this.block = new Int32Array(lines).fill(-1);
    this.start = new Int32Array(lines);
    this.length = new Int32Array(lines);
  }

  put(place: number, line: string): void {
    const most = line.length * MOST_BYTES_PER_UNIT;
    if (this.filled + most > (this.blocks.at(-1)?.length ?? 0)) {
      this.blocks.push(Buffer.allocUnsafe(Math.max(BLOCK, most)));
      this.filled = 0;
    }
    const block = this.blocks.length - 1;
    const written = (this.blocks[block] as Buffer).write(line, this.filled, 'utf8');
    this.block[place] = block;
    this.start[place] = this.filled;
    this.length[place] = written;
    this.filled += written;
  }

  /** Chunks of about `size` bytes with all lines in order of place, each ended by a line feed. */
  *chunks(size: number): Generator<Buffer> {
    let chunk = Buffer.allocUnsafe(size);
    let used = 0;
    for (let place = 0; place < this.block.length; place++) {
      const block = this.blocks[this.block[place] as number];
      if (!block) continue;
      const length = this.length[place] as number;
      if (used > 0 && used + length + 1 > chunk.length) {
        yield chunk.subarray(0, used);
        chunk = Buffer.allocUnsafe(Math.max(size, length + 1));
        used = 0;
      } else if (length + 1 > chunk.length) chunk = Buffer.allocUnsafe(length + 1);
      const start = this.start[place] as number;
      used += block.copy(chunk, used, start, start + length);
      chunk[used++] = 10;
    }
    if (used > 0) yield chunk.subarray(0, used);
  }
}
