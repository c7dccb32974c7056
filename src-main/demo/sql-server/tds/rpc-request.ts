/** Remote procedure calls as clients send them, by name or by number (MS-TDS 2.2.6.6). */
import type { RpcParameter } from '../session.ts';
import type { ByteReader } from './byte-reader.ts';
import { RequestRefusedError, TdsProtocolError } from './errors.ts';
import { readTypedValue } from './parameter-reader.ts';
import type { TdsVersion } from './protocol.ts';

export interface RpcCall {
  /** As sent, or the name that belongs to the number sent. */
  readonly procedure: string;
  readonly parameters: readonly RpcParameter[];
}

const BY_NUMBER = 0xffff;
const OUTPUT = 0x01;
const DEFAULTED = 0x02;
const ENCRYPTED = 0x08;
const MOST_PARAMETERS = 2100;

const procedures = [
  '',
  'sp_cursor',
  'sp_cursoropen',
  'sp_cursorprepare',
  'sp_cursorexecute',
  'sp_cursorprepexec',
  'sp_cursorunprepare',
  'sp_cursorfetch',
  'sp_cursoroption',
  'sp_cursorclose',
  'sp_executesql',
  'sp_prepare',
  'sp_execute',
  'sp_prepexec',
  'sp_prepexecrpc',
  'sp_unprepare',
];

function readName(reader: ByteReader): string {
  const length = reader.u16();
  if (length !== BY_NUMBER) {
    if (length === 0 || length > 1046) throw new TdsProtocolError(`a procedure name of ${length} characters`);
    return reader.ucs2(length);
  }
  const number = reader.u16();
  const name = procedures[number];
  if (!name) throw new TdsProtocolError(`no procedure has the number ${number}`);
  return name;
}

function readParameter(reader: ByteReader): RpcParameter {
  const name = reader.bVarchar();
  const status = reader.u8();
  if ((status & ENCRYPTED) !== 0) {
    throw new RequestRefusedError(33514, 'The demo server does not know encrypted parameters.');
  }
  const { type, value } = readTypedValue(reader);
  if ((status & DEFAULTED) !== 0) {
    throw new RequestRefusedError(
      2812,
      `The demo server needs a value for parameter '${name}', not DEFAULT.`,
    );
  }
  return { name, type, value, output: (status & OUTPUT) !== 0 };
}

/** The calls of one message: usually one; a batch of them is separated by a flag byte. */
export function readRpcCalls(reader: ByteReader, version: TdsVersion): RpcCall[] {
  const separator = version >= 72 ? 0xff : 0x80;
  const calls: RpcCall[] = [];
  while (reader.remaining > 0) {
    const procedure = readName(reader);
    reader.skip(2);
    const parameters: RpcParameter[] = [];
    while (reader.remaining > 0 && reader.peek() !== separator) {
      if (parameters.length === MOST_PARAMETERS) {
        throw new RequestRefusedError(8003, `A call takes at most ${MOST_PARAMETERS} parameters.`);
      }
      parameters.push(readParameter(reader));
    }
    if (reader.remaining > 0) reader.skip(1);
    calls.push({ procedure, parameters });
  }
  if (calls.length === 0) throw new TdsProtocolError('a call without a procedure');
  return calls;
}
