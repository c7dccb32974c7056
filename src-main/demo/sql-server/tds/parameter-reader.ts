/**
 * Reads an RPC parameter: its type's description and its value.
 * Layouts: MS-TDS 2.2.5.4 (types), 2.2.5.5 (values), 2.2.6.6 (RPC). Every type that clients send is understood, or
 * refused by name; a value is never guessed.
 */
import type { SqlType } from '../session.ts';
import type { ByteReader } from './byte-reader.ts';
import { type CharacterSet, characterSet } from './collation.ts';
import { RequestRefusedError, TdsProtocolError } from './errors.ts';
import { MAX_FORM, TYPE } from './protocol.ts';
import {
  dateOf,
  dateTime2Of,
  dateTimeOf,
  floatOf,
  guidOf,
  integerOf,
  integerType,
  moneyOf,
  nullable,
  numericOf,
  type TypedValue,
} from './scalar-reader.ts';
import { readBounded, readChunks, readLong, type StringKind, stringValue } from './string-reader.ts';

const refusedTypes: Readonly<Record<number, string>> = {
  [TYPE.time]: 'time',
  [TYPE.dateTimeOffset]: 'datetimeoffset',
  [TYPE.variant]: 'sql_variant',
  [TYPE.udt]: 'a CLR type',
  [TYPE.xml]: 'xml',
  [TYPE.table]: 'a table-valued parameter',
};

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
