import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TdsProtocolError } from '../../src-main/demo/sql-server/tds/errors.ts';
import { PacketReader, type TdsMessage } from '../../src-main/demo/sql-server/tds/packet-reader.ts';
import { PacketWriter } from '../../src-main/demo/sql-server/tds/packet-writer.ts';
import { PACKET } from '../../src-main/demo/sql-server/tds/protocol.ts';

/** The packets of a message, as a client or the server cuts it. */
function packetsOf(payload: Buffer, packetSize: number, type: number = PACKET.sqlBatch): Buffer {
  const sent: Buffer[] = [];
  const writer = new PacketWriter({ write: (bytes) => void sent.push(bytes) }, packetSize, 51, type);
  writer.push(payload);
  writer.end();
  return Buffer.concat(sent);
}

function readAll(reader: PacketReader): TdsMessage[] {
  const messages: TdsMessage[] = [];
  for (let message = reader.next(); message; message = reader.next()) messages.push(message);
  return messages;
}

function feed(bytes: Buffer, cuts: readonly number[]): TdsMessage[] {
  const reader = new PacketReader();
  reader.expectRequests();
  const messages: TdsMessage[] = [];
  let at = 0;
  for (let index = 0; at < bytes.length; index++) {
    const size = Math.max(1, cuts[index % cuts.length] ?? 1);
    reader.push(bytes.subarray(at, at + size));
    messages.push(...readAll(reader));
    at += size;
  }
  return messages;
}

describe('messages cut into packets and delivered in pieces', () => {
  it('come together whole, wherever the cuts are', () => {
    const message = fc.record({
      payload: fc.uint8Array({ maxLength: 3000 }),
      packetSize: fc.integer({ min: 512, max: 2000 }),
      type: fc.constantFrom(PACKET.sqlBatch, PACKET.rpc, PACKET.transaction),
    });
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 20 }),
        (sent, cuts) => {
          const stream = Buffer.concat(
            sent.map(({ payload, packetSize, type }) => packetsOf(Buffer.from(payload), packetSize, type)),
          );
          const received = feed(stream, cuts);
          expect(received.map(({ type }) => type)).toEqual(sent.map(({ type }) => type));
          expect(received.map(({ payload }) => payload.toString('hex'))).toEqual(
            sent.map(({ payload }) => Buffer.from(payload).toString('hex')),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('come together one byte at a time', () => {
    const payload = Buffer.from('select 1', 'utf16le');
    const [message] = feed(packetsOf(payload, 512), [1]);
    expect(message?.payload).toEqual(payload);
  });
});

describe('packets that the server sends', () => {
  it('are all of the negotiated size but the last, numbered, and only the last ends the message', () => {
    const bytes = packetsOf(Buffer.alloc(2 * (512 - 8) + 5, 7), 512);
    const headers = [0, 512, 1024].map((at) => bytes.subarray(at, at + 8));
    expect(headers.map((header) => header.readUInt16BE(2))).toEqual([512, 512, 13]);
    expect(headers.map((header) => header[1])).toEqual([0, 0, 1]);
    expect(headers.map((header) => header[6])).toEqual([1, 2, 3]);
    expect(headers[0]?.readUInt16BE(4)).toBe(51);
  });

  it('fit exactly when the message does', () => {
    const bytes = packetsOf(Buffer.alloc(512 - 8, 7), 512);
    expect(bytes.length).toBe(512);
    expect(bytes[1]).toBe(1);
  });
});

describe('packets that are none', () => {
  const header = (type: number, status: number, length: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt8(type, 0);
    bytes.writeUInt8(status, 1);
    bytes.writeUInt16BE(length, 2);
    return bytes;
  };
  const push = (...chunks: Buffer[]) => {
    const reader = new PacketReader();
    reader.expectRequests();
    reader.push(Buffer.concat(chunks));
    return readAll(reader);
  };

  it('are refused for an impossible length', () => {
    expect(() => push(header(PACKET.sqlBatch, 1, 7))).toThrow(TdsProtocolError);
    expect(() => push(header(PACKET.sqlBatch, 1, 0xffff))).toThrow(TdsProtocolError);
  });

  it('are refused when the type changes within a message', () => {
    expect(() => push(header(PACKET.sqlBatch, 0, 8), header(PACKET.rpc, 1, 8))).toThrow(TdsProtocolError);
  });

  it('are refused when a stranger sends more than a login can be', () => {
    const packet = Buffer.concat([header(PACKET.login7, 0, 32_000), Buffer.alloc(31_992)]);
    const reader = new PacketReader();
    reader.push(Buffer.concat([packet, packet, packet, packet, packet]));
    expect(() => reader.next()).toThrow('longer than 131072 bytes');
  });

  it('are refused by their first byte before and after the login', () => {
    const stranger = new PacketReader();
    stranger.push(Buffer.from('G'));
    expect(() => stranger.next()).toThrow(TdsProtocolError);
    expect(() => push(Buffer.of(PACKET.login7))).toThrow(TdsProtocolError);
  });

  it('an attention in the middle of a message is heard, and the message forgotten', () => {
    const messages = push(header(PACKET.sqlBatch, 0, 12), Buffer.alloc(4), header(PACKET.attention, 1, 8));
    expect(messages.map(({ type, payload }) => [type, payload.length])).toEqual([[PACKET.attention, 0]]);
  });

  it('a message that the client gave up is marked', () => {
    expect(push(header(PACKET.sqlBatch, 3, 8)).map(({ ignored }) => ignored)).toEqual([true]);
  });

  it('only the first packet of a message can ask for a reset', () => {
    const messages = push(
      header(PACKET.sqlBatch, 0, 8),
      header(PACKET.sqlBatch, 9, 8),
      header(PACKET.sqlBatch, 9, 8),
    );
    expect(messages.map(({ reset }) => reset)).toEqual([false, true]);
  });
});
