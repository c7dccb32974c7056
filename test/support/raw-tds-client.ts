/** A TDS client in the raw, for what no driver would send: odd packets, broken logins, one byte at a time. */
import { connect, type Socket } from 'node:net';

export const MESSAGE = {
  batch: 1,
  rpc: 3,
  response: 4,
  attention: 6,
  transaction: 14,
  login: 16,
  prelogin: 18,
} as const;

export interface RawLogin {
  readonly user: string;
  readonly password: string;
  readonly database?: string;
  readonly version?: number;
  readonly packetSize?: number;
  readonly integrated?: boolean;
}

export interface RawMessage {
  readonly type: number;
  readonly payload: Buffer;
  /** Sizes of the packets it came in. */
  readonly packets: readonly number[];
}

function obfuscated(password: string): Buffer {
  const bytes = Buffer.from(password, 'utf16le');
  return Buffer.from(bytes.map((byte) => (((byte << 4) | (byte >> 4)) & 0xff) ^ 0xa5));
}

export function loginPayload(login: RawLogin): Buffer {
  const fixed = Buffer.alloc(94);
  const texts = [
    'raw',
    login.user,
    login.password,
    'raw client',
    'server',
    '',
    'raw',
    '',
    login.database ?? '',
  ];
  const parts: Buffer[] = [];
  let at = fixed.length;
  texts.forEach((text, index) => {
    const bytes = index === 2 ? obfuscated(text) : Buffer.from(text, 'utf16le');
    fixed.writeUInt16LE(at, 36 + index * 4);
    fixed.writeUInt16LE(text.length, 38 + index * 4);
    parts.push(bytes);
    at += bytes.length;
  });
  fixed.writeUInt32LE(at, 0);
  fixed.writeUInt32LE(login.version ?? 0x74000004, 4);
  fixed.writeUInt32LE(login.packetSize ?? 4096, 8);
  fixed.writeUInt8(login.integrated ? 0x80 : 0, 25);
  return Buffer.concat([fixed, ...parts]);
}

/** ALL_HEADERS with one transaction descriptor. */
export function requestHeaders(transaction = 0n): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(22, 0);
  bytes.writeUInt32LE(18, 4);
  bytes.writeUInt16LE(2, 8);
  bytes.writeBigUInt64LE(transaction, 10);
  bytes.writeUInt32LE(1, 18);
  return bytes;
}

export function packet(type: number, payload: Buffer, status = 1): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(type, 0);
  header.writeUInt8(status, 1);
  header.writeUInt16BE(payload.length + 8, 2);
  return Buffer.concat([header, payload]);
}

export function batch(sql: string, transaction = 0n): Buffer {
  return Buffer.concat([requestHeaders(transaction), Buffer.from(sql, 'utf16le')]);
}

/** The last DONE of a 7.2+ response: its status bits. */
export function lastDoneStatus(message: RawMessage): number {
  return message.payload.readUInt16LE(message.payload.length - 12);
}

export class RawTdsClient {
  readonly socket: Socket;
  /** When set, every byte leaves in a packet of its own, one at a time. */
  byteByByte = false;
  #received: Buffer[] = [];
  #unread = 0;
  #bytesReceived = 0;
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(port: number) {
    this.socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.socket.on('data', (chunk: Buffer) => {
      this.#received.push(chunk);
      this.#unread += chunk.length;
      this.#bytesReceived += chunk.length;
      this.#wake();
    });
    // A reset is how some tests end; `closed` and `receive` tell of it.
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.#closed = true;
      this.#wake();
    });
  }

  get bytesReceived(): number {
    return this.#bytesReceived;
  }

  async send(bytes: Buffer): Promise<void> {
    if (!this.byteByByte) {
      this.socket.write(bytes);
      return;
    }
    for (const byte of bytes) {
      await new Promise<void>((resolve) => this.socket.write(Buffer.of(byte), () => resolve()));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** PRELOGIN without encryption, then LOGIN7. Gives back the login response. */
  async logIn(login: RawLogin): Promise<RawMessage> {
    await this.prelogin(2);
    await this.send(packet(MESSAGE.login, loginPayload(login)));
    return this.receive();
  }

  async prelogin(encryption: number): Promise<RawMessage> {
    await this.send(packet(MESSAGE.prelogin, Buffer.from([1, 0, 6, 0, 1, 0xff, encryption])));
    return this.receive();
  }

  /** Sends a batch and leaves its answer to `closed`. */
  async sendBatch(sql: string): Promise<void> {
    await this.send(packet(MESSAGE.batch, batch(sql)));
  }

  async query(sql: string): Promise<RawMessage> {
    await this.sendBatch(sql);
    return this.receive();
  }

  /** The next whole message. @throws when the server closes first. */
  async receive(): Promise<RawMessage> {
    const parts: Buffer[] = [];
    const packets: number[] = [];
    for (;;) {
      const header = await this.#take(8);
      const size = header.readUInt16BE(2);
      parts.push(await this.#take(size - 8));
      packets.push(size);
      if (header[1] === 1) return { type: header[0] ?? 0, payload: Buffer.concat(parts), packets };
    }
  }

  /** Resolves when the server closed the connection; gives back the bytes that came before, unread. */
  async closed(): Promise<Buffer> {
    while (!this.#closed) await this.#change();
    return Buffer.concat(this.#received);
  }

  destroy(): void {
    this.socket.destroy();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async #take(count: number): Promise<Buffer> {
    while (this.#unread < count) {
      if (this.#closed) throw new Error(`the server closed; ${this.#unread} bytes were left`);
      await this.#change();
    }
    const all = this.#received.length === 1 ? this.#received[0] : Buffer.concat(this.#received);
    if (!all) throw new Error('nothing was received');
    this.#received = [all.subarray(count)];
    this.#unread -= count;
    return all.subarray(0, count);
  }
}
