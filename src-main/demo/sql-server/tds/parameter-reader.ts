/**
 * Reads an RPC parameter: its type's description and its value.
 * Layouts: MS-TDS 2.2.5.4 (types), 2.2.5.5 (values), 2.2.6.6 (RPC). Every type that clients send is understood, or
 * refused by name; a value is never guessed.
 */
import type { SqlType, SqlValue } from '../session.ts';
import type { ByteReader } from './byte-reader.ts';
import { fromDate, fromDateTime, fromDateTime2, fromSmallDateTime, timeLength } from './calendar.ts';
import { type CharacterSet, characterSet } from './collation.ts';
import { fromScaled } from './decimals.ts';
import { RequestRefusedError, TdsProtocolError } from './errors.ts';
import { MAX_FORM, TYPE } from './protocol.ts';
import { readBounded, readChunks, readLong, type StringKind, stringValue } from './string-reader.ts';

export interface TypedValue {
  readonly type: SqlType;
  readonly value: SqlValue;
}

const refusedTypes: Readonly<Record<number, string>> = {
  [TYPE.time]: 'time',
  [TYPE.dateTimeOffset]: 'datetimeoffset',
  [TYPE.variant]: 'sql_variant',
  [TYPE.udt]: 'a CLR type',
  [TYPE.xml]: 'xml',
  [TYPE.table]: 'a table-valued parameter',
};

function integerOf(reader: ByteReader, length: number): TypedValue {
  switch (length) {
    case 1:
      return { type: { name: 'tinyint' }, value: reader.u8() };
    case 2:
      return { type: { name: 'smallint' }, value: reader.i16() };
    case 4:
      return { type: { name: 'int' }, value: reader.i32() };
    case 8:
      return { type: { name: 'bigint' }, value: reader.i64() };
    default:
      throw new TdsProtocolError(`an integer of ${length} bytes`);
  }
}

function floatOf(reader: ByteReader, length: number): TypedValue {
  const type: SqlType = { name: length === 4 ? 'real' : 'float' };
  if (length !== 4 && length !== 8) throw new TdsProtocolError(`a floating-point number of ${length} bytes`);
  const value = length === 4 ? reader.f32() : reader.f64();
  if (!Number.isFinite(value)) throw new RequestRefusedError(8023, 'A parameter is not a finite number.');
  return { type, value };
}

function moneyOf(reader: ByteReader, length: number): TypedValue {
  if (length === 4) return { type: { name: 'smallmoney' }, value: fromScaled(BigInt(reader.i32()), 4) };
  if (length !== 8) throw new TdsProtocolError(`a money value of ${length} bytes`);
  const high = BigInt(reader.i32());
  return { type: { name: 'money' }, value: fromScaled((high << 32n) | BigInt(reader.u32()), 4) };
}

function dateTimeOf(reader: ByteReader, length: number): TypedValue {
  if (length === 4) {
    return { type: { name: 'smalldatetime' }, value: fromSmallDateTime(reader.u16(), reader.u16()) };
  }
  if (length !== 8) throw new TdsProtocolError(`a datetime of ${length} bytes`);
  return { type: { name: 'datetime' }, value: fromDateTime(reader.i32(), reader.u32()) };
}

/** A value after its length byte. A length of 0 is NULL, whose type follows from the described length. */
function nullable(
  reader: ByteReader,
  read: (reader: ByteReader, length: number) => TypedValue,
  typeOf: (described: number) => SqlType,
): TypedValue {
  const described = reader.u8();
  const length = reader.u8();
  if (length === 0) return { type: typeOf(described), value: null };
  if (length !== described)
    throw new TdsProtocolError(`a value of ${length} bytes in a type of ${described}`);
  return { type: typeOf(described), value: read(reader, length).value };
}

function integerType(length: number): SqlType {
  const name = ({ 1: 'tinyint', 2: 'smallint', 4: 'int', 8: 'bigint' } as const)[length];
  if (!name) throw new TdsProtocolError(`an integer type of ${length} bytes`);
  return { name };
}

function numericOf(reader: ByteReader): TypedValue {
  const described = reader.u8();
  const precision = reader.u8();
  const scale = reader.u8();
  if (precision < 1 || precision > 38 || scale > precision || described > 17) {
    throw new TdsProtocolError(`numeric(${precision}, ${scale}) in ${described} bytes`);
  }
  const type: SqlType = { name: 'numeric', precision, scale };
  const length = reader.u8();
  if (length === 0) return { type, value: null };
  if (length > described)
    throw new TdsProtocolError(`a numeric of ${length} bytes in a type of ${described}`);
  const sign = reader.u8();
  let magnitude = 0n;
  const digits = reader.bytes(length - 1);
  for (let at = digits.length - 1; at >= 0; at--) magnitude = (magnitude << 8n) | BigInt(digits[at] ?? 0);
  if (magnitude >= 10n ** BigInt(precision)) {
    throw new RequestRefusedError(8115, 'Arithmetic overflow error converting numeric to data type numeric.');
  }
  return { type, value: fromScaled(sign === 0 ? -magnitude : magnitude, scale) };
}

function guidOf(reader: ByteReader): TypedValue {
  const type: SqlType = { name: 'uniqueidentifier' };
  reader.skip(1);
  const length = reader.u8();
  if (length === 0) return { type, value: null };
  if (length !== 16) throw new TdsProtocolError(`a uniqueidentifier of ${length} bytes`);
  const part = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  const head = `${part(reader.u32(), 8)}-${part(reader.u16(), 4)}-${part(reader.u16(), 4)}`;
  const tail = reader.bytes(8).toString('hex');
  return { type, value: `${head}-${tail.slice(0, 4)}-${tail.slice(4)}`.toUpperCase() };
}

function dateTime2Of(reader: ByteReader): TypedValue {
  const scale = reader.u8();
  if (scale > 7) throw new TdsProtocolError(`datetime2(${scale})`);
  const type: SqlType = { name: 'datetime2', scale };
  const length = reader.u8();
  if (length === 0) return { type, value: null };
  const bytesOfTime = timeLength(scale);
  if (length !== bytesOfTime + 3) throw new TdsProtocolError(`a datetime2(${scale}) of ${length} bytes`);
  const time = reader.uint(bytesOfTime);
  return { type, value: fromDateTime2(time, reader.uint(3), scale) };
}

function dateOf(reader: ByteReader): TypedValue {
  const type: SqlType = { name: 'date' };
  const length = reader.u8();
  if (length === 0) return { type, value: null };
  if (length !== 3) throw new TdsProtocolError(`a date of ${length} bytes`);
  return { type, value: fromDate(reader.uint(3)) };
}

function readCollation(reader: ByteReader): CharacterSet {
  return characterSet(reader.bytes(5));
}

function stringOf(reader: ByteReader, kind: StringKind): TypedValue {
  const described = reader.u16();
  const set = kind === 'binary' || kind === 'varbinary' ? 'windows-1252' : readCollation(reader);
  const wide = kind === 'nchar' || kind === 'nvarchar';
  if (described === MAX_FORM) {
    const type: SqlType = { name: kind, length: 'max' };
    return { type, value: stringValue(type, readChunks(reader), set) };
  }
  const type: SqlType = { name: kind, length: Math.max(1, wide ? described >> 1 : described) };
  return { type, value: stringValue(type, readBounded(reader, described), set) };
}

function oldStringOf(reader: ByteReader, kind: StringKind): TypedValue {
  const described = reader.u8();
  const type: SqlType = { name: kind, length: Math.max(1, described) };
  const length = reader.u8();
  return { type, value: length === 0 ? null : stringValue(type, reader.bytes(length), 'windows-1252') };
}

function longOf(reader: ByteReader, name: 'text' | 'ntext' | 'image'): TypedValue {
  reader.skip(4);
  const set = name === 'image' ? 'windows-1252' : readCollation(reader);
  const type: SqlType = { name };
  return { type, value: stringValue(type, readLong(reader), set) };
}

/**
 * @throws RequestRefusedError for a type that the demo server doesn't offer, TdsProtocolError for broken bytes.
 */
export function readTypedValue(reader: ByteReader): TypedValue {
  const token = reader.u8();
  switch (token) {
    case TYPE.null:
      return { type: { name: 'nvarchar', length: 1 }, value: null };
    case TYPE.bit:
      return { type: { name: 'bit' }, value: reader.u8() !== 0 };
    case TYPE.int1:
      return integerOf(reader, 1);
    case TYPE.int2:
      return integerOf(reader, 2);
    case TYPE.int4:
      return integerOf(reader, 4);
    case TYPE.int8:
      return integerOf(reader, 8);
    case TYPE.real:
      return floatOf(reader, 4);
    case TYPE.float:
      return floatOf(reader, 8);
    case TYPE.smallMoney:
      return moneyOf(reader, 4);
    case TYPE.money:
      return moneyOf(reader, 8);
    case TYPE.smallDateTime:
      return dateTimeOf(reader, 4);
    case TYPE.dateTime:
      return dateTimeOf(reader, 8);
    case TYPE.bitN: {
      const bit: SqlType = { name: 'bit' };
      return nullable(
        reader,
        (r) => ({ type: bit, value: r.u8() !== 0 }),
        () => bit,
      );
    }
    case TYPE.intN:
      return nullable(reader, integerOf, integerType);
    case TYPE.floatN:
      return nullable(reader, floatOf, (length) => ({ name: length === 4 ? 'real' : 'float' }));
    case TYPE.moneyN:
      return nullable(reader, moneyOf, (length) => ({ name: length === 4 ? 'smallmoney' : 'money' }));
    case TYPE.dateTimeN:
      return nullable(reader, dateTimeOf, (length) => ({
        name: length === 4 ? 'smalldatetime' : 'datetime',
      }));
    case TYPE.decimal:
    case TYPE.numeric:
    case TYPE.decimalN:
    case TYPE.numericN:
      return numericOf(reader);
    case TYPE.guid:
      return guidOf(reader);
    case TYPE.date:
      return dateOf(reader);
    case TYPE.dateTime2:
      return dateTime2Of(reader);
    case TYPE.char:
      return stringOf(reader, 'char');
    case TYPE.varChar:
      return stringOf(reader, 'varchar');
    case TYPE.nchar:
      return stringOf(reader, 'nchar');
    case TYPE.nvarChar:
      return stringOf(reader, 'nvarchar');
    case TYPE.binary:
      return stringOf(reader, 'binary');
    case TYPE.varBinary:
      return stringOf(reader, 'varbinary');
    case TYPE.oldChar:
      return oldStringOf(reader, 'char');
    case TYPE.oldVarChar:
      return oldStringOf(reader, 'varchar');
    case TYPE.oldBinary:
      return oldStringOf(reader, 'binary');
    case TYPE.oldVarBinary:
      return oldStringOf(reader, 'varbinary');
    case TYPE.text:
      return longOf(reader, 'text');
    case TYPE.ntext:
      return longOf(reader, 'ntext');
    case TYPE.image:
      return longOf(reader, 'image');
  }
  const refused = refusedTypes[token];
  if (!refused) throw new TdsProtocolError(`0x${token.toString(16)} is not a data type`);
  throw new RequestRefusedError(
    2732,
    `The demo server does not take ${refused} as a parameter. Send the value as another type.`,
  );
}
