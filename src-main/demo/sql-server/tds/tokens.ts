/** The tokens of a response. Layouts: MS-TDS 2.2.7, with the differences of the older versions. */
import type { ColumnMeta, RpcParameter, SqlMessage } from '../session.ts';
import type { ByteWriter } from './byte-writer.ts';
import { ENVIRONMENT, type TdsVersion, TOKEN, versionNumber } from './protocol.ts';
import { type ValueWriter, valueWriter } from './value-writer.ts';
import { outputTypeForVersion, typeForVersion, writeType } from './wire-type.ts';

const COLUMN_NULLABLE = 0x01;
const COLUMN_UPDATE_UNKNOWN = 0x08;
const COLUMN_IDENTITY = 0x10;
const OUTPUT_PARAMETER = 0x01;
const TSQL = 1;
const MOST_MESSAGE_CHARACTERS = 2047;
const FIRST_ERROR_CLASS = 11;
const UNNAMED_TABLE_PARTS = 1;

/** What every token needs to know of its connection. */
export interface TokenContext {
  readonly version: TdsVersion;
  readonly collation: Buffer;
  readonly serverName: string;
}

/** Writes a token that is preceded by its own length, two bytes. */
function withLength(writer: ByteWriter, token: number, content: ByteWriter): void {
  const bytes = content.take();
  writer.u8(token).u16(bytes.length).bytes(bytes);
}

function writeUserTypeAndFlags(writer: ByteWriter, context: TokenContext, flags: number): void {
  if (context.version >= 72) writer.u32(0);
  else writer.u16(0);
  writer.u16(flags);
}

/** COLMETADATA. Gives back the writers for the rows to come. */
export function writeColumns(
  writer: ByteWriter,
  context: TokenContext,
  columns: readonly ColumnMeta[],
): ValueWriter[] {
  writer.u8(TOKEN.columns).u16(columns.length);
  return columns.map((column) => {
    const flags =
      COLUMN_UPDATE_UNKNOWN |
      (column.nullable ? COLUMN_NULLABLE : 0) |
      (column.identity ? COLUMN_IDENTITY : 0);
    writeUserTypeAndFlags(writer, context, flags);
    const type = typeForVersion(column.type, context.version);
    writeType(writer, type, context.collation);
    if (type.name === 'text' || type.name === 'ntext' || type.name === 'image') {
      // Long columns name their table; a result without one sends an empty name.
      if (context.version >= 72) writer.u8(UNNAMED_TABLE_PARTS);
      writer.u16(0);
    }
    writer.bVarchar(column.name);
    return valueWriterFor(column.type, type.name, context.version);
  });
}

/** Dates that go as text to old clients read as SQL Server writes them: with a space, not a T. */
function valueWriterFor(
  type: ColumnMeta['type'],
  sentAs: ColumnMeta['type']['name'],
  version: TdsVersion,
  output = false,
): ValueWriter {
  const write = valueWriter(output ? outputTypeForVersion(type, version) : typeForVersion(type, version));
  if (type.name !== 'datetime2' || sentAs === 'datetime2') return write;
  return (writer, value) => write(writer, typeof value === 'string' ? value.replace('T', ' ') : value);
}

/** RETURNVALUE. `ordinal`: the parameter's place in the call, from 0. */
export function writeReturnValue(
  writer: ByteWriter,
  context: TokenContext,
  parameter: RpcParameter,
  ordinal: number,
): void {
  writer.u8(TOKEN.returnValue).u16(ordinal).bVarchar(parameter.name).u8(OUTPUT_PARAMETER);
  writeUserTypeAndFlags(writer, context, COLUMN_NULLABLE);
  const type = outputTypeForVersion(parameter.type, context.version);
  writeType(writer, type, context.collation);
  valueWriterFor(parameter.type, type.name, context.version, true)(writer, parameter.value);
}

export function writeReturnStatus(writer: ByteWriter, status: number): void {
  writer.u8(TOKEN.returnStatus).i32(status);
}

/** ERROR or INFO, by the message's class. */
export function writeMessage(
  writer: ByteWriter,
  scratch: ByteWriter,
  context: TokenContext,
  message: SqlMessage,
): void {
  scratch
    .i32(message.number)
    .u8(message.state & 0xff)
    .u8(message.class)
    .usVarchar(message.message.slice(0, MOST_MESSAGE_CHARACTERS))
    .bVarchar(context.serverName)
    .bVarchar(message.procedure);
  if (context.version >= 72) scratch.i32(message.line);
  else scratch.u16(message.line & 0xffff);
  withLength(writer, message.class >= FIRST_ERROR_CLASS ? TOKEN.error : TOKEN.message, scratch);
}

/** DONE, DONEPROC or DONEINPROC. `rowCount` null: no count. */
export function writeDone(
  writer: ByteWriter,
  context: TokenContext,
  token: number,
  status: number,
  command: number,
  rowCount: number,
): void {
  writer.u8(token).u16(status).u16(command);
  if (context.version >= 72) writer.u64(BigInt(rowCount));
  else writer.u32(rowCount);
}

/** LOGINACK: which protocol and which server the client talks to. */
export function writeLoginAck(
  writer: ByteWriter,
  scratch: ByteWriter,
  version: TdsVersion,
  server: { readonly text: string; readonly major: number; readonly minor: number; readonly build: number },
): void {
  scratch
    .u8(TSQL)
    .u32be(versionNumber(version))
    .bVarchar(server.text)
    .u8(server.major)
    .u8(server.minor)
    .u8((server.build >> 8) & 0xff)
    .u8(server.build & 0xff);
  withLength(writer, TOKEN.loginAck, scratch);
}

/** No feature extension is taken: an empty list, as the answer to a client that sent some. */
export function writeFeatureAck(writer: ByteWriter): void {
  writer.u8(TOKEN.featureAck).u8(0xff);
}

/** ENVCHANGE with texts: database, language, packet size. */
export function writeTextChange(
  writer: ByteWriter,
  scratch: ByteWriter,
  kind: number,
  to: string,
  from: string,
): void {
  scratch.u8(kind).bVarchar(to).bVarchar(from);
  withLength(writer, TOKEN.environment, scratch);
}

/** ENVCHANGE with bytes: collation, transactions, connection reset. */
export function writeByteChange(
  writer: ByteWriter,
  scratch: ByteWriter,
  kind: number,
  to: Uint8Array,
  from: Uint8Array,
): void {
  scratch.u8(kind).u8(to.length).bytes(to).u8(from.length).bytes(from);
  withLength(writer, TOKEN.environment, scratch);
}

/** ENVCHANGE for a transaction's begin, commit or rollback. Clients before 7.2 know no descriptors. */
export function writeTransactionChange(
  writer: ByteWriter,
  scratch: ByteWriter,
  version: TdsVersion,
  kind: number,
  descriptor: bigint,
): void {
  if (version < 72) return;
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(descriptor);
  const none = Buffer.alloc(0);
  const began = kind === ENVIRONMENT.began;
  writeByteChange(writer, scratch, kind, began ? bytes : none, began ? none : bytes);
}
