/** Cuts a response into packets of the negotiated size. Only the last one carries the end-of-message bit. */
import { PACKET, STATUS } from './protocol.ts';

const HEADER = 8;

export interface PacketTarget {
  write(bytes: Buffer): void;
}

export class PacketWriter {
  readonly #target: PacketTarget;
  readonly #type: number;
  readonly #spid: number;
  readonly #payload: number;
  #held: Buffer = Buffer.alloc(0);
  #packetId = 1;

  constructor(target: PacketTarget, packetSize: number, spid: number, type: number = PACKET.response) {
    this.#target = target;
    this.#type = type;
    this.#spid = spid;
    this.#payload = packetSize - HEADER;
  }

  /** Sends whole packets; what may become the last packet is held back. */
  push(bytes: Buffer): void {
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const pieces: Buffer[] = [];
    let at = 0;
    while (all.length - at > this.#payload) {
      pieces.push(this.#header(this.#payload, 0), all.subarray(at, at + this.#payload));
      at += this.#payload;
    }
    this.#held = all.subarray(at);
    if (pieces.length > 0) this.#target.write(Buffer.concat(pieces));
  }

  /** Sends what is held as the last packet of the message. */
  end(): void {
    const header = this.#header(this.#held.length, STATUS.endOfMessage);
    this.#target.write(Buffer.concat([header, this.#held]));
    this.#held = Buffer.alloc(0);
    this.#packetId = 1;
  }

  /** Sends what is held as a packet that isn't the last: for faults that cut a response short. */
  flushUnfinished(): void {
    if (this.#held.length === 0) return;
    this.#target.write(Buffer.concat([this.#header(this.#held.length, 0), this.#held]));
    this.#held = Buffer.alloc(0);
  }

  #header(payload: number, status: number): Buffer {
    const header = Buffer.alloc(HEADER);
    header.writeUInt8(this.#type, 0);
    header.writeUInt8(status, 1);
    header.writeUInt16BE(payload + HEADER, 2);
    header.writeUInt16BE(this.#spid & 0xffff, 4);
    header.writeUInt8(this.#packetId & 0xff, 6);
    this.#packetId++;
    return header;
  }
}
