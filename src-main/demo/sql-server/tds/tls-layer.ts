/**
 * TLS under TDS: the handshake travels inside PRELOGIN packets, everything after it as plain TLS records
 * (MS-TDS 3.2.5.1, "TLS/SSL Negotiation"). The TLS itself is Node's.
 */
import { type Duplex, duplexPair } from 'node:stream';
import { type SecureContext, TLSSocket } from 'node:tls';
import { TdsProtocolError } from './errors.ts';
import { LIMITS } from './limits.ts';
import { PacketWriter } from './packet-writer.ts';
import { PACKET } from './protocol.ts';

const HEADER = 8;
const FIRST_RECORD_TYPE = 0x14;
const LAST_RECORD_TYPE = 0x17;

export interface TlsLayerOptions {
  readonly secureContext: SecureContext;
  /** Sends bytes to the client; false asks to wait until `resume` is called. */
  readonly send: (bytes: Buffer) => boolean;
  readonly received: (clear: Buffer) => void;
  readonly failed: (reason: Error) => void;
  /** After `clear.end()`: the last record was handed over. */
  readonly ended: () => void;
}

export class TlsLayer {
  readonly #options: TlsLayerOptions;
  readonly #secure: TLSSocket;
  readonly #records: Duplex;
  #wrapped = true;
  #unread: Buffer = Buffer.alloc(0);
  #flight: Buffer[] = [];
  #released = false;

  constructor(options: TlsLayerOptions) {
    this.#options = options;
    const [inner, outer] = duplexPair();
    this.#records = outer;
    this.#secure = new TLSSocket(inner, { isServer: true, secureContext: options.secureContext });
    this.#secure.on('data', (clear: Buffer) => {
      if (!this.#released) options.received(clear);
    });
    this.#secure.on('error', (error) => {
      if (!this.#released) options.failed(error);
    });
    outer.on('data', (records: Buffer) => this.#send(records));
    outer.on('end', () => {
      if (!this.#released) options.ended();
    });
  }

  /** The clear side: what is written here reaches the client encrypted. */
  get clear(): Duplex {
    return this.#secure;
  }

  /** Bytes from the client: handshake packets first, TLS records later. */
  feed(bytes: Buffer): void {
    if (!this.#wrapped) {
      this.#records.write(bytes);
      return;
    }
    this.#unread = this.#unread.length === 0 ? bytes : Buffer.concat([this.#unread, bytes]);
    while (this.#unread.length > 0) {
      const first = this.#unread.readUInt8(0);
      if (first >= FIRST_RECORD_TYPE && first <= LAST_RECORD_TYPE) {
        this.#wrapped = false;
        this.#records.write(this.#unread);
        this.#unread = Buffer.alloc(0);
        return;
      }
      if (first !== PACKET.prelogin) {
        throw new TdsProtocolError(`a packet of type ${first} during the TLS handshake`);
      }
      if (this.#unread.length < HEADER) return;
      const length = this.#unread.readUInt16BE(2);
      if (length < HEADER || length > LIMITS.packetSizeMost) {
        throw new TdsProtocolError(`a handshake packet of ${length} bytes`);
      }
      if (this.#unread.length < length) return;
      this.#records.write(this.#unread.subarray(HEADER, length));
      this.#unread = this.#unread.subarray(length);
    }
  }

  /** The socket has room again. */
  resume(): void {
    if (!this.#released) this.#records.resume();
  }

  /** Login-only encryption: from now on both sides talk in the clear. */
  release(): void {
    this.#released = true;
    this.#secure.destroy();
    this.#records.destroy();
  }

  #send(records: Buffer): void {
    if (this.#released) return;
    if (!this.#wrapped) {
      if (!this.#options.send(records)) this.#records.pause();
      return;
    }
    // Clients await one message per handshake flight, so what one turn produces goes out together.
    this.#flight.push(records);
    if (this.#flight.length === 1) setImmediate(() => this.#sendFlight());
  }

  #sendFlight(): void {
    if (this.#released) return;
    const writer = new PacketWriter(
      { write: (packets) => void this.#options.send(packets) },
      LIMITS.packetSizeDefault,
      0,
      PACKET.prelogin,
    );
    writer.push(Buffer.concat(this.#flight));
    this.#flight = [];
    writer.end();
  }
}
