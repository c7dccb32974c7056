/** Transaction Manager requests (MS-TDS 2.2.6.9): how drivers begin, commit and roll back without T-SQL. */
import type { IsolationLevel, SqlRequest } from '../session.ts';
import type { ByteReader } from './byte-reader.ts';
import { RequestRefusedError, TdsProtocolError } from './errors.ts';

const BEGIN = 5;
const COMMIT = 7;
const ROLLBACK = 8;
const SAVE = 9;
const BEGIN_AGAIN = 0x01;

const isolationLevels: readonly (IsolationLevel | null)[] = [
  null,
  'read uncommitted',
  'read committed',
  'repeatable read',
  'serializable',
  'snapshot',
];

function readIsolation(reader: ByteReader): IsolationLevel | null {
  const number = reader.u8();
  const level = isolationLevels[number];
  if (level === undefined) throw new TdsProtocolError(`no isolation level has the number ${number}`);
  return level;
}

/** A name after its length in bytes. */
function readName(reader: ByteReader): string {
  return reader.bytes(reader.u8()).toString('utf16le');
}

/** What the message asks for, in order: a commit or rollback may begin the next transaction at once. */
export function readTransactionRequest(reader: ByteReader): SqlRequest[] {
  const kind = reader.u16();
  switch (kind) {
    case BEGIN:
      return [{ kind: 'begin', isolation: readIsolation(reader), name: readName(reader) }];
    case COMMIT:
    case ROLLBACK: {
      const end: SqlRequest = { kind: kind === COMMIT ? 'commit' : 'rollback', name: readName(reader) };
      const flags = reader.remaining > 0 ? reader.u8() : 0;
      if ((flags & BEGIN_AGAIN) === 0) return [end];
      return [end, { kind: 'begin', isolation: readIsolation(reader), name: readName(reader) }];
    }
    case SAVE:
      throw new RequestRefusedError(628, 'The demo server does not know savepoints.');
    default:
      throw new RequestRefusedError(3985, `The demo server does not know transaction request ${kind}.`);
  }
}
