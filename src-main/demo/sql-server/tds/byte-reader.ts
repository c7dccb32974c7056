import { TdsProtocolError } from './errors.ts';

/** Reads little-endian fields from a received message, and refuses to read past its end. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  get position(): number {
    return this.#at;
  }

  #take(count: number): number {
    if (!Number.isSafeInteger(count) || count < 0 || count > this.remaining) {
      throw new TdsProtocolError(
        `the message ends at byte ${this.#bytes.length}, a field at byte ${this.#at} needs ${count} more`,
      );
    }
    const start = this.#at;
    this.#at += count;
    return start;
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }
  u16(): number {
    return this.#bytes.readUInt16LE(this.#take(2));
  }
  i16(): number {
    return this.#bytes.readInt16LE(this.#take(2));
  }
  u32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }
  i32(): number {
    return this.#bytes.readInt32LE(this.#take(4));
  }
  u64(): bigint {
    return this.#bytes.readBigUInt64LE(this.#take(8));
  }
  i64(): bigint {
    return this.#bytes.readBigInt64LE(this.#take(8));
  }
  f32(): number {
    return this.#bytes.readFloatLE(this.#take(4));
  }
  f64(): number {
    return this.#bytes.readDoubleLE(this.#take(8));
  }

  /** An unsigned integer of 1 to 6 bytes. */
  uint(bytes: number): number {
    return this.#bytes.readUIntLE(this.#take(bytes), bytes);
  }

  bytes(count: number): Buffer {
    const start = this.#take(count);
    return this.#bytes.subarray(start, start + count);
  }

  skip(count: number): void {
    this.#take(count);
  }

  /** The byte that comes next, without reading it; -1 at the end. */
  peek(): number {
    return this.#bytes[this.#at] ?? -1;
  }

  ucs2(characters: number): string {
    return this.bytes(characters * 2).toString('utf16le');
  }

  /** Characters counted by one byte, then UTF-16. */
  bVarchar(): string {
    return this.ucs2(this.u8());
  }

  /** Characters counted by two bytes, then UTF-16. */
  usVarchar(): string {
    return this.ucs2(this.u16());
  }
}
