/** One client's byte stream, in the clear or under TLS, with back-pressure towards whoever writes. */
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { TlsLayer } from './tls-layer.ts';

export interface TransportEvents {
  readonly received: (bytes: Buffer) => void;
  readonly failed: (reason: Error) => void;
  readonly closed: () => void;
}

export class Transport {
  readonly #socket: Socket;
  readonly #events: TransportEvents;
  #tls: TlsLayer | null = null;
  #closed = false;

  constructor(socket: Socket, events: TransportEvents) {
    this.#socket = socket;
    this.#events = events;
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.on('drain', () => this.#tls?.resume());
    socket.on('error', (error) => events.failed(error));
    socket.on('close', () => {
      this.#closed = true;
      this.#tls?.release();
      events.closed();
    });
  }

  get encrypted(): boolean {
    return this.#tls !== null;
  }

  get isClosed(): boolean {
    return this.#closed || this.#socket.destroyed;
  }

  /** Starts TLS as the server; `rest` is what arrived behind the PRELOGIN already. */
  startTls(secureContext: SecureContext, rest: Buffer): void {
    this.#tls = new TlsLayer({
      secureContext,
      send: (bytes) => this.isClosed || this.#socket.write(bytes),
      received: this.#events.received,
      failed: this.#events.failed,
      ended: () => this.#socket.end(),
    });
    if (rest.length > 0) this.#tls.feed(rest);
  }

  stopTls(): void {
    this.#tls?.release();
    this.#tls = null;
  }

  /** True: write on. False: `drained` tells when to. */
  write(bytes: Buffer): boolean {
    if (this.isClosed) return true;
    return this.#tls ? this.#tls.clear.write(bytes) : this.#socket.write(bytes);
  }

  /** Resolves when what was written has left, or the client is gone. */
  drained(): Promise<void> {
    const stream = this.#tls?.clear ?? this.#socket;
    if (this.isClosed || !stream.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const settle = (): void => {
        stream.off('drain', settle);
        this.#socket.off('close', settle);
        resolve();
      };
      stream.on('drain', settle);
      this.#socket.on('close', settle);
    });
  }

  /** Cuts the connection at once; what was not sent is lost. */
  destroy(): void {
    this.#socket.destroy();
  }

  /** Sends what was written, then closes. */
  end(): void {
    if (this.#tls) this.#tls.clear.end();
    else this.#socket.end();
  }

  /** Cuts the connection as soon as what was written has left: the client sees a torn response. */
  cutAfterWrites(): void {
    if (this.#tls) setImmediate(() => setImmediate(() => this.#socket.destroySoon()));
    else this.#socket.destroySoon();
  }

  #receive(bytes: Buffer): void {
    try {
      if (this.#tls) this.#tls.feed(bytes);
      else this.#events.received(bytes);
    } catch (error) {
      this.#events.failed(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
