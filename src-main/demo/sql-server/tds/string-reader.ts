/** Character and binary values of parameters: bounded, chunked (the (max) forms, PLP) and long (text, ntext, image). */
import type { SqlType, SqlValue } from '../session.ts';
import type { ByteReader } from './byte-reader.ts';
import { decodeCodePage1252 } from './code-page-1252.ts';
import type { CharacterSet } from './collation.ts';
import { RequestRefusedError, TdsProtocolError } from './errors.ts';
import { PLP_NULL, PLP_UNKNOWN_LENGTH } from './protocol.ts';

export type StringKind = 'char' | 'varchar' | 'nchar' | 'nvarchar' | 'binary' | 'varbinary';

const BOUNDED_NULL = 0xffff;
const LONG_NULL = 0xffff_ffff;

export function readBounded(reader: ByteReader, described: number): Buffer | null {
  const length = reader.u16();
  if (length === BOUNDED_NULL) return null;
  if (length > described) throw new TdsProtocolError(`a string of ${length} bytes in a type of ${described}`);
  return reader.bytes(length);
}

export function readChunks(reader: ByteReader): Buffer | null {
  const announced = reader.u64();
  if (announced === PLP_NULL) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for (let length = reader.u32(); length > 0; length = reader.u32()) {
    chunks.push(reader.bytes(length));
    size += length;
  }
  if (announced !== PLP_UNKNOWN_LENGTH && announced !== BigInt(size)) {
    throw new TdsProtocolError(`a chunked value announced ${announced} bytes and sent ${size}`);
  }
  return Buffer.concat(chunks);
}

export function readLong(reader: ByteReader): Buffer | null {
  const length = reader.u32();
  return length === LONG_NULL ? null : reader.bytes(length);
}

function decodeNarrow(bytes: Buffer, set: CharacterSet): string {
  switch (set) {
    case 'windows-1252':
      return decodeCodePage1252(bytes);
    case 'utf-8':
      return bytes.toString('utf8');
    case 'unknown':
      throw new RequestRefusedError(
        448,
        'A varchar parameter has a collation that the demo server does not know. Send it as nvarchar.',
      );
  }
}

/** The bytes as the seam wants them: text, or bytes; char, nchar and binary padded to their length. */
export function stringValue(type: SqlType, bytes: Buffer | null, set: CharacterSet): SqlValue {
  if (bytes === null) return null;
  switch (type.name) {
    case 'nchar':
    case 'nvarchar':
    case 'ntext': {
      if (bytes.length % 2 !== 0) throw new TdsProtocolError('UTF-16 text with an odd number of bytes');
      const text = bytes.toString('utf16le');
      return type.name === 'nchar' && type.length !== 'max' ? text.padEnd(type.length, ' ') : text;
    }
    case 'char':
    case 'varchar':
    case 'text': {
      const text = decodeNarrow(bytes, set);
      return type.name === 'char' && type.length !== 'max' ? text.padEnd(type.length, ' ') : text;
    }
    case 'binary': {
      const whole = Buffer.alloc(type.length === 'max' ? bytes.length : type.length);
      bytes.copy(whole);
      return new Uint8Array(whole);
    }
    default:
      return new Uint8Array(bytes);
  }
}
