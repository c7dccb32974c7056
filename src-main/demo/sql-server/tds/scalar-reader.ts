/** Values of fixed layout in parameters: numbers, money, dates, uniqueidentifier (MS-TDS 2.2.5.5.1). */
import type { SqlType, SqlValue } from '../session.ts';
import type { ByteReader } from './byte-reader.ts';
import { fromDate, fromDateTime, fromDateTime2, fromSmallDateTime, timeLength } from './calendar.ts';
import { fromScaled } from './decimals.ts';
import { RequestRefusedError, TdsProtocolError } from './errors.ts';

export interface TypedValue {
  readonly type: SqlType;
  readonly value: SqlValue;
}

export function integerOf(reader: ByteReader, length: number): TypedValue {
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

export function floatOf(reader: ByteReader, length: number): TypedValue {
  const type: SqlType = { name: length === 4 ? 'real' : 'float' };
  if (length !== 4 && length !== 8) throw new TdsProtocolError(`a floating-point number of ${length} bytes`);
  const value = length === 4 ? reader.f32() : reader.f64();
  if (!Number.isFinite(value)) throw new RequestRefusedError(8023, 'A parameter is not a finite number.');
  return { type, value };
}

export function moneyOf(reader: ByteReader, length: number): TypedValue {
  if (length === 4) return { type: { name: 'smallmoney' }, value: fromScaled(BigInt(reader.i32()), 4) };
  if (length !== 8) throw new TdsProtocolError(`a money value of ${length} bytes`);
  const high = BigInt(reader.i32());
  return { type: { name: 'money' }, value: fromScaled((high << 32n) | BigInt(reader.u32()), 4) };
}

export function dateTimeOf(reader: ByteReader, length: number): TypedValue {
  if (length === 4) {
    return { type: { name: 'smalldatetime' }, value: fromSmallDateTime(reader.u16(), reader.u16()) };
  }
  if (length !== 8) throw new TdsProtocolError(`a datetime of ${length} bytes`);
  return { type: { name: 'datetime' }, value: fromDateTime(reader.i32(), reader.u32()) };
}

/** A value after its length byte. A length of 0 is NULL, whose type follows from the described length. */
export function nullable(
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

export function integerType(length: number): SqlType {
  const name = ({ 1: 'tinyint', 2: 'smallint', 4: 'int', 8: 'bigint' } as const)[length];
  if (!name) throw new TdsProtocolError(`an integer type of ${length} bytes`);
  return { name };
}

export function numericOf(reader: ByteReader): TypedValue {
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

export function guidOf(reader: ByteReader): TypedValue {
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

export function dateTime2Of(reader: ByteReader): TypedValue {
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

export function dateOf(reader: ByteReader): TypedValue {
  const type: SqlType = { name: 'date' };
  const length = reader.u8();
  if (length === 0) return { type, value: null };
  if (length !== 3) throw new TdsProtocolError(`a date of ${length} bytes`);
  return { type, value: fromDate(reader.uint(3)) };
}
