/** What a request message asks the engine to do. */
import type { SqlRequest } from '../session.ts';
import { ByteReader } from './byte-reader.ts';
import { RequestRefusedError, TdsProtocolError } from './errors.ts';
import type { TdsMessage } from './packet-reader.ts';
import { PACKET, type TdsVersion } from './protocol.ts';
import { readRequestHeaders } from './request-headers.ts';
import { type RpcCall, readRpcCalls } from './rpc-request.ts';
import { readTransactionRequest } from './transaction-request.ts';

export type Work =
  | { readonly kind: 'request'; readonly request: SqlRequest }
  | { readonly kind: 'call'; readonly call: RpcCall };

export interface RequestMessage {
  /** The transaction that the client believes is open; null when it didn't say. */
  readonly transaction: bigint | null;
  /** Reads the rest; a refusal of a part of it must not hide what the headers say. */
  readonly work: () => readonly Work[];
}

function readWork(type: number, reader: ByteReader, version: TdsVersion): readonly Work[] {
  switch (type) {
    case PACKET.sqlBatch: {
      if (reader.remaining % 2 !== 0) throw new TdsProtocolError('a batch with an odd number of bytes');
      return [{ kind: 'request', request: { kind: 'batch', sql: reader.ucs2(reader.remaining / 2) } }];
    }
    case PACKET.rpc:
      return readRpcCalls(reader, version).map((call) => ({ kind: 'call', call }));
    case PACKET.transaction:
      return readTransactionRequest(reader).map((request) => ({ kind: 'request', request }));
    default:
      throw new TdsProtocolError(`a message of type ${type} is not a request`);
  }
}

/**
 * @throws TdsProtocolError for broken bytes, RequestRefusedError (also from `work`) for what isn't offered.
 */
export function readRequestMessage(message: TdsMessage, version: TdsVersion): RequestMessage {
  if (message.type === PACKET.bulkLoad) {
    throw new RequestRefusedError(4891, 'The demo server does not take bulk loads.');
  }
  const reader = new ByteReader(message.payload);
  const { transaction } = readRequestHeaders(reader, version);
  return { transaction, work: () => readWork(message.type, reader, version) };
}
