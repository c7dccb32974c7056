/** LOGIN7: who logs in, to what, and how (MS-TDS 2.2.6.4). */
import type { LoginRequest } from '../session.ts';
import { ByteReader } from './byte-reader.ts';
import { TdsProtocolError } from './errors.ts';

export interface Login7 {
  readonly login: LoginRequest;
  /** As the client wrote it; `negotiate` in protocol.ts judges it. */
  readonly requestedVersion: number;
  /** 0 when the client leaves it to the server. */
  readonly packetSize: number;
  /** Windows authentication was asked for. */
  readonly integrated: boolean;
  readonly changesPassword: boolean;
  /** The client sent feature extensions, and awaits their acknowledgement. */
  readonly extended: boolean;
}

const FIXED_PART = 94;
const MOST_CHARACTERS = 128;
const OPTION2_INTEGRATED = 0x80;
const TYPE_READ_ONLY = 0x20;
const OPTION3_CHANGE_PASSWORD = 0x01;
const OPTION3_EXTENSION = 0x10;

/** Where the directory in the fixed part keeps offset and length of each text. */
const FIELD = { hostName: 36, user: 40, password: 44, application: 48, database: 68 } as const;

function field(payload: Buffer, at: number): Buffer {
  const start = payload.readUInt16LE(at);
  const characters = payload.readUInt16LE(at + 2);
  if (characters === 0) return Buffer.alloc(0);
  if (characters > MOST_CHARACTERS) throw new TdsProtocolError(`a LOGIN7 text of ${characters} characters`);
  const end = start + characters * 2;
  if (end > payload.length) throw new TdsProtocolError('a LOGIN7 text lies outside the message');
  return payload.subarray(start, end);
}

/** The wire carries each byte of a password with its halves swapped and XORed with 0xA5. */
function clearPassword(obfuscated: Buffer): string {
  const clear = Buffer.from(obfuscated);
  for (let at = 0; at < clear.length; at++) {
    const byte = (clear[at] ?? 0) ^ 0xa5;
    clear[at] = ((byte & 0x0f) << 4) | (byte >> 4);
  }
  return clear.toString('utf16le');
}

export function readLogin7(payload: Buffer): Login7 {
  if (payload.length < FIXED_PART - 8) throw new TdsProtocolError(`a LOGIN7 of ${payload.length} bytes`);
  const reader = new ByteReader(payload);
  const announced = reader.u32();
  if (announced !== payload.length) {
    throw new TdsProtocolError(`a LOGIN7 announced ${announced} bytes and has ${payload.length}`);
  }
  const requestedVersion = reader.u32();
  const packetSize = reader.u32();
  // The client's own version, process and connection numbers say nothing that is needed here.
  reader.skip(12 + 1);
  const options2 = reader.u8();
  const typeFlags = reader.u8();
  const options3 = reader.u8();
  const text = (at: number): string => field(payload, at).toString('utf16le');
  return {
    login: {
      user: text(FIELD.user),
      password: clearPassword(field(payload, FIELD.password)),
      database: text(FIELD.database),
      applicationName: text(FIELD.application),
      hostName: text(FIELD.hostName),
      readOnlyIntent: (typeFlags & TYPE_READ_ONLY) !== 0,
    },
    requestedVersion,
    packetSize,
    integrated: (options2 & OPTION2_INTEGRATED) !== 0,
    changesPassword: (options3 & OPTION3_CHANGE_PASSWORD) !== 0,
    extended: (options3 & OPTION3_EXTENSION) !== 0,
  };
}
