/** Puts messages together from packets, whatever pieces the network delivers. Packet header: MS-TDS 2.2.3.1. */
import { ByteWriter } from './byte-writer.ts';
import { TdsProtocolError } from './errors.ts';
import { LIMITS } from './limits.ts';
import { PACKET, STATUS } from './protocol.ts';

const HEADER = 8;

const beforeLogin: ReadonlySet<number> = new Set([PACKET.prelogin, PACKET.login7]);
const afterLogin: ReadonlySet<number> = new Set([
  PACKET.sqlBatch,
  PACKET.rpc,
  PACKET.attention,
  PACKET.bulkLoad,
  PACKET.transaction,
]);

export interface TdsMessage {
  /** One of PACKET. */
  readonly type: number;
  /** The client gave up while sending it: it must not be run. */
  readonly ignored: boolean;
  readonly reset: boolean;
  readonly resetKeepsTransaction: boolean;
  readonly payload: Buffer;
}

export class PacketReader {
  #unread: Buffer = Buffer.alloc(0);
  readonly #header = Buffer.alloc(HEADER);
  #headerBytes = 0;
  /** Payload bytes of the current packet that are still to come. */
  #awaited = 0;
  /** One buffer that grows: however small the pieces are, a message costs at most twice its size. */
  #payload = new ByteWriter(0);
  #type = 0;
  #firstStatus = 0;
  #open = false;
  #limit: number = LIMITS.messageBeforeLogin;
  #types: ReadonlySet<number> = beforeLogin;

  /** The client has logged in: requests are read from now on, and may be long. */
  expectRequests(): void {
    this.#limit = LIMITS.message;
    this.#types = afterLogin;
  }

  push(chunk: Buffer): void {
    this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
  }

  /** Bytes that were pushed and are not part of any packet begun: they belong to whoever reads next. */
  takeRest(): Buffer {
    const rest = this.#unread;
    this.#unread = Buffer.alloc(0);
    return rest;
  }

  /**
   * The next whole message among the bytes pushed so far, or null.
   * @throws TdsProtocolError when the bytes aren't packets, or a message grows beyond the limit.
   */
  next(): TdsMessage | null {
    while (this.#unread.length > 0) {
      if (this.#headerBytes < HEADER) {
        this.#readHeader();
        if (this.#headerBytes < HEADER) return null;
        if (this.#awaited > 0) continue;
      } else {
        const part = this.#unread.subarray(0, this.#awaited);
        this.#unread = this.#unread.subarray(part.length);
        this.#payload.bytes(part);
        this.#awaited -= part.length;
      }
      if (this.#awaited > 0) continue;
      this.#headerBytes = 0;
      if (((this.#header[1] ?? 0) & STATUS.endOfMessage) !== 0) return this.#finish();
    }
    return null;
  }

  #readHeader(): void {
    const first = this.#headerBytes === 0 ? this.#unread.readUInt8(0) : this.#header.readUInt8(0);
    // Judged by its first byte: a stranger that speaks another protocol must not be waited for.
    if (!this.#types.has(first)) throw new TdsProtocolError(`a packet of type ${first} is not expected here`);
    const taken = this.#unread.copy(this.#header, this.#headerBytes, 0, HEADER - this.#headerBytes);
    this.#unread = this.#unread.subarray(taken);
    this.#headerBytes += taken;
    if (this.#headerBytes < HEADER) return;

    const type = this.#header.readUInt8(0);
    const length = this.#header.readUInt16BE(2);
    if (length < HEADER || length > LIMITS.packetSizeMost) {
      throw new TdsProtocolError(`a packet announces ${length} bytes, allowed are ${HEADER} to 32767`);
    }
    if (this.#open && type === PACKET.attention) this.#forget();
    if (!this.#open) {
      this.#open = true;
      this.#type = type;
      this.#firstStatus = this.#header.readUInt8(1);
    } else if (type !== this.#type) {
      throw new TdsProtocolError(`a packet of type ${type} inside a message of type ${this.#type}`);
    }
    this.#awaited = length - HEADER;
    if (this.#payload.length + this.#awaited > this.#limit)
      throw new TdsProtocolError(`a message is longer than ${this.#limit} bytes`);
  }

  #forget(): void {
    this.#payload = new ByteWriter(0);
    this.#open = false;
  }

  #finish(): TdsMessage {
    const message: TdsMessage = {
      type: this.#type,
      ignored: ((this.#header[1] ?? 0) & STATUS.ignore) !== 0,
      reset: (this.#firstStatus & STATUS.reset) !== 0,
      resetKeepsTransaction: (this.#firstStatus & STATUS.resetKeepTransaction) !== 0,
      payload: this.#payload.intoBuffer(),
    };
    this.#forget();
    return message;
  }
}
