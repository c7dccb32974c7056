/** How a column's or parameter's type travels: its description, and what older protocols get in its place. */
import type { SqlType } from '../session.ts';
import type { ByteWriter } from './byte-writer.ts';
import { numericLength } from './decimals.ts';
import { EngineContractError } from './errors.ts';
import { MAX_FORM, type TdsVersion, TYPE } from './protocol.ts';

const DATE_CHARACTERS = 10;
const DATETIME2_CHARACTERS = 19;
const LONG_TEXT_BYTES = 0x7fff_ffff;

/**
 * The type that a client of this version understands: before 7.3 dates and datetime2 go as text, before 7.2 the
 * (max) forms go as text, ntext or image, as SQL Server itself does for such clients.
 */
export function typeForVersion(type: SqlType, version: TdsVersion): SqlType {
  switch (type.name) {
    case 'date':
      return version >= 73 ? type : { name: 'nvarchar', length: DATE_CHARACTERS };
    case 'datetime2': {
      if (version >= 73) return type;
      return { name: 'nvarchar', length: DATETIME2_CHARACTERS + (type.scale > 0 ? type.scale + 1 : 0) };
    }
    case 'varchar':
      return type.length === 'max' && version < 72 ? { name: 'text' } : type;
    case 'nvarchar':
      return type.length === 'max' && version < 72 ? { name: 'ntext' } : type;
    case 'varbinary':
      return type.length === 'max' && version < 72 ? { name: 'image' } : type;
    default:
      return type;
  }
}

/** An output parameter can't be text, ntext or image: a (max) parameter goes to a 7.1 client in the longest plain form. */
export function outputTypeForVersion(type: SqlType, version: TdsVersion): SqlType {
  const sent = typeForVersion(type, version);
  if (sent.name === 'text') return { name: 'varchar', length: 8000 };
  if (sent.name === 'ntext') return { name: 'nvarchar', length: 4000 };
  if (sent.name === 'image') return { name: 'varbinary', length: 8000 };
  return sent;
}

function lengthBytes(length: number | 'max', bytesPerUnit: 1 | 2): number {
  if (length === 'max') return MAX_FORM;
  const bytes = Math.max(1, length) * bytesPerUnit;
  if (bytes > 8000) throw new EngineContractError(`a length of ${length} needs the (max) form`);
  return bytes;
}

/** Writes TYPE_INFO (MS-TDS 2.2.5.6). Every fixed type goes in its nullable form, which all clients accept. */
export function writeType(writer: ByteWriter, type: SqlType, collation: Buffer): void {
  switch (type.name) {
    case 'bit':
      writer.u8(TYPE.bitN).u8(1);
      return;
    case 'tinyint':
      writer.u8(TYPE.intN).u8(1);
      return;
    case 'smallint':
      writer.u8(TYPE.intN).u8(2);
      return;
    case 'int':
      writer.u8(TYPE.intN).u8(4);
      return;
    case 'bigint':
      writer.u8(TYPE.intN).u8(8);
      return;
    case 'real':
      writer.u8(TYPE.floatN).u8(4);
      return;
    case 'float':
      writer.u8(TYPE.floatN).u8(8);
      return;
    case 'money':
      writer.u8(TYPE.moneyN).u8(8);
      return;
    case 'smallmoney':
      writer.u8(TYPE.moneyN).u8(4);
      return;
    case 'datetime':
      writer.u8(TYPE.dateTimeN).u8(8);
      return;
    case 'smalldatetime':
      writer.u8(TYPE.dateTimeN).u8(4);
      return;
    case 'date':
      writer.u8(TYPE.date);
      return;
    case 'datetime2':
      writer.u8(TYPE.dateTime2).u8(type.scale);
      return;
    case 'uniqueidentifier':
      writer.u8(TYPE.guid).u8(16);
      return;
    case 'numeric':
      writer.u8(TYPE.numericN).u8(numericLength(type.precision)).u8(type.precision).u8(type.scale);
      return;
    case 'char':
      writer.u8(TYPE.char).u16(lengthBytes(type.length, 1)).bytes(collation);
      return;
    case 'varchar':
      writer.u8(TYPE.varChar).u16(lengthBytes(type.length, 1)).bytes(collation);
      return;
    case 'nchar':
      writer.u8(TYPE.nchar).u16(lengthBytes(type.length, 2)).bytes(collation);
      return;
    case 'nvarchar':
      writer.u8(TYPE.nvarChar).u16(lengthBytes(type.length, 2)).bytes(collation);
      return;
    case 'binary':
      writer.u8(TYPE.binary).u16(lengthBytes(type.length, 1));
      return;
    case 'varbinary':
      writer.u8(TYPE.varBinary).u16(lengthBytes(type.length, 1));
      return;
    case 'text':
      writer.u8(TYPE.text).u32(LONG_TEXT_BYTES).bytes(collation);
      return;
    case 'ntext':
      writer
        .u8(TYPE.ntext)
        .u32(LONG_TEXT_BYTES - 1)
        .bytes(collation);
      return;
    case 'image':
      writer.u8(TYPE.image).u32(LONG_TEXT_BYTES);
      return;
  }
}
