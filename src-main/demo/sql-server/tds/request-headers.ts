/** ALL_HEADERS, which precede every request from TDS 7.2 on (MS-TDS 2.2.5.3). */
import type { ByteReader } from './byte-reader.ts';
import { TdsProtocolError } from './errors.ts';
import type { TdsVersion } from './protocol.ts';

const TRANSACTION_HEADER = 2;

export interface RequestHeaders {
  /** The transaction that the client believes is open; null when it didn't say. */
  readonly transaction: bigint | null;
}

export function readRequestHeaders(reader: ByteReader, version: TdsVersion): RequestHeaders {
  if (version < 72) return { transaction: null };
  const total = reader.u32();
  if (total < 4 || total - 4 > reader.remaining) {
    throw new TdsProtocolError(`request headers of ${total} bytes`);
  }
  const end = reader.position + total - 4;
  let transaction: bigint | null = null;
  while (reader.position < end) {
    const length = reader.u32();
    const type = reader.u16();
    if (length < 6 || reader.position + length - 6 > end) {
      throw new TdsProtocolError(`a request header of ${length} bytes`);
    }
    if (type === TRANSACTION_HEADER && length === 18) {
      transaction = reader.u64();
      reader.skip(4);
    } else {
      reader.skip(length - 6);
    }
  }
  return { transaction };
}
