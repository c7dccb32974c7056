import { encodeCodePage1252 } from './code-page-1252.ts';

/** Collects little-endian fields in a buffer that grows, and gives them up in one piece. */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(capacity = 4096) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  get length(): number {
    return this.#length;
  }

  #room(count: number): number {
    const needed = this.#length + count;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    const start = this.#length;
    this.#length = needed;
    return start;
  }

  u8(value: number): this {
    const at = this.#room(1);
    this.#bytes[at] = value;
    return this;
  }
  u16(value: number): this {
    const at = this.#room(2);
    this.#bytes.writeUInt16LE(value, at);
    return this;
  }
  i16(value: number): this {
    const at = this.#room(2);
    this.#bytes.writeInt16LE(value, at);
    return this;
  }
  u32(value: number): this {
    const at = this.#room(4);
    this.#bytes.writeUInt32LE(value, at);
    return this;
  }
  u32be(value: number): this {
    const at = this.#room(4);
    this.#bytes.writeUInt32BE(value, at);
    return this;
  }
  i32(value: number): this {
    const at = this.#room(4);
    this.#bytes.writeInt32LE(value, at);
    return this;
  }
  u64(value: bigint): this {
    const at = this.#room(8);
    this.#bytes.writeBigUInt64LE(value, at);
    return this;
  }
  i64(value: bigint): this {
    const at = this.#room(8);
    this.#bytes.writeBigInt64LE(value, at);
    return this;
  }
  f32(value: number): this {
    const at = this.#room(4);
    this.#bytes.writeFloatLE(value, at);
    return this;
  }
  f64(value: number): this {
    const at = this.#room(8);
    this.#bytes.writeDoubleLE(value, at);
    return this;
  }

  /** An unsigned integer of 1 to 6 bytes. */
  uint(value: number, bytes: number): this {
    const at = this.#room(bytes);
    this.#bytes.writeUIntLE(value, at, bytes);
    return this;
  }

  bytes(value: Uint8Array): this {
    const at = this.#room(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  zeros(count: number): this {
    const at = this.#room(count);
    this.#bytes.fill(0, at, at + count);
    return this;
  }

  ucs2(text: string): this {
    const at = this.#room(text.length * 2);
    this.#bytes.write(text, at, 'utf16le');
    return this;
  }

  /** One byte per UTF-16 unit of the text. */
  codePage1252(text: string): this {
    const at = this.#room(text.length);
    encodeCodePage1252(text, this.#bytes, at);
    return this;
  }

  /** UTF-16 after its length in characters, one byte (at most 255, longer text is cut). */
  bVarchar(text: string): this {
    const short = text.slice(0, 255);
    return this.u8(short.length).ucs2(short);
  }

  /** UTF-16 after its length in characters, two bytes. */
  usVarchar(text: string): this {
    const short = text.slice(0, 0xffff);
    return this.u16(short.length).ucs2(short);
  }

  /** Everything written since the last call, as a copy; the writer is empty afterwards. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  /** Everything written, without a copy. The writer must not be used afterwards. */
  intoBuffer(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Forgets everything after the first `length` bytes. */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length);
  }
}
