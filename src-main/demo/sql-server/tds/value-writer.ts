/** Writes a value as the wire wants it for its column. Layouts: MS-TDS 2.2.5.5 (data types) and 2.2.5.2 (lengths). */
import type { SqlType, SqlValue } from '../session.ts';
import type { ByteWriter } from './byte-writer.ts';
import { timeLength, toDate, toDateTime, toDateTime2, toSmallDateTime } from './calendar.ts';
import { numericLength, toScaled } from './decimals.ts';
import { EngineContractError } from './errors.ts';
import { PLP_NULL } from './protocol.ts';

export type ValueWriter = (writer: ByteWriter, value: SqlValue) => void;

const NULL_LENGTH = 0xffff;
const TEXT_POINTER = Buffer.from('dummy textptr\0\0\0', 'latin1');
const TEXT_TIMESTAMP = Buffer.from('dummyTS\0', 'latin1');

function mismatch(type: SqlType, value: SqlValue): EngineContractError {
  const kind = value instanceof Uint8Array ? 'bytes' : typeof value;
  return new EngineContractError(`a ${type.name} can't be sent from this ${kind} (or it is out of range)`);
}

function integer(type: SqlType, value: SqlValue, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw mismatch(type, value);
}

function text(type: SqlType, value: SqlValue): string {
  if (typeof value === 'string') return value;
  throw mismatch(type, value);
}

function bytes(type: SqlType, value: SqlValue): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw mismatch(type, value);
}

/** Text or bytes that precede their length in one byte: 0 is NULL. */
function short(write: ValueWriter): ValueWriter {
  return (writer, value) => {
    if (value === null) writer.u8(0);
    else write(writer, value);
  };
}

function scaled(type: SqlType, value: SqlValue, scale: number, bits: number): bigint {
  const amount = toScaled(text(type, value), scale);
  if (amount !== BigInt.asIntN(bits, amount)) throw mismatch(type, value);
  return amount;
}

function numericWriter(type: SqlType & { name: 'numeric' }): ValueWriter {
  const length = numericLength(type.precision);
  const bound = 10n ** BigInt(type.precision);
  return short((writer, value) => {
    const amount = toScaled(text(type, value), type.scale);
    let magnitude = amount < 0n ? -amount : amount;
    if (magnitude >= bound) throw mismatch(type, value);
    writer.u8(length).u8(amount < 0n ? 0 : 1);
    for (let at = 1; at < length; at += 4) {
      writer.u32(Number(magnitude & 0xffff_ffffn));
      magnitude >>= 32n;
    }
  });
}

function guidWriter(type: SqlType): ValueWriter {
  return short((writer, value) => {
    const hex = text(type, value).replaceAll('-', '');
    if (!/^[0-9A-Fa-f]{32}$/.test(hex)) throw mismatch(type, value);
    const parts = Buffer.from(hex, 'hex');
    writer.u8(16).u32(parts.readUInt32BE(0)).u16(parts.readUInt16BE(4)).u16(parts.readUInt16BE(6));
    writer.bytes(parts.subarray(8));
  });
}

/** How the three families of strings turn into bytes. */
interface StringForm {
  readonly size: (value: SqlValue) => number;
  readonly write: ValueWriter;
}

function stringForm(type: SqlType): StringForm {
  switch (type.name) {
    case 'nchar':
    case 'nvarchar':
    case 'ntext':
      return { size: (v) => text(type, v).length * 2, write: (w, v) => w.ucs2(text(type, v)) };
    case 'char':
    case 'varchar':
    case 'text':
      return { size: (v) => text(type, v).length, write: (w, v) => w.codePage1252(text(type, v)) };
    default:
      return { size: (v) => bytes(type, v).length, write: (w, v) => w.bytes(bytes(type, v)) };
  }
}

function boundedWriter(type: SqlType, mostBytes: number): ValueWriter {
  const form = stringForm(type);
  return (writer, value) => {
    if (value === null) {
      writer.u16(NULL_LENGTH);
      return;
    }
    const size = form.size(value);
    if (size > mostBytes) throw mismatch(type, value);
    writer.u16(size);
    form.write(writer, value);
  };
}

function chunkedWriter(type: SqlType): ValueWriter {
  const form = stringForm(type);
  return (writer, value) => {
    if (value === null) {
      writer.u64(PLP_NULL);
      return;
    }
    const size = form.size(value);
    writer.u64(BigInt(size));
    if (size > 0) {
      writer.u32(size);
      form.write(writer, value);
    }
    writer.u32(0);
  };
}

function longWriter(type: SqlType): ValueWriter {
  const form = stringForm(type);
  return (writer, value) => {
    if (value === null) {
      writer.u8(0);
      return;
    }
    writer.u8(TEXT_POINTER.length).bytes(TEXT_POINTER).bytes(TEXT_TIMESTAMP).u32(form.size(value));
    form.write(writer, value);
  };
}

function padded(value: SqlValue, length: number): SqlValue {
  return typeof value === 'string' ? value.padEnd(length, ' ') : value;
}

/**
 * The writer for values of a type that `typeForVersion` already adapted.
 * @throws EngineContractError (from the writer) when a value isn't of its column's type.
 */
export function valueWriter(type: SqlType): ValueWriter {
  switch (type.name) {
    case 'bit':
      return short((w, v) => {
        if (typeof v !== 'boolean' && v !== 0 && v !== 1) throw mismatch(type, v);
        w.u8(1).u8(v ? 1 : 0);
      });
    case 'tinyint':
      return short((w, v) => w.u8(1).u8(integer(type, v, 0, 255)));
    case 'smallint':
      return short((w, v) => w.u8(2).i16(integer(type, v, -32_768, 32_767)));
    case 'int':
      return short((w, v) => w.u8(4).i32(integer(type, v, -2_147_483_648, 2_147_483_647)));
    case 'bigint':
      return short((w, v) => {
        if (typeof v !== 'bigint' || v !== BigInt.asIntN(64, v)) throw mismatch(type, v);
        w.u8(8).i64(v);
      });
    case 'real':
    case 'float': {
      const isReal = type.name === 'real';
      return short((w, v) => {
        if (typeof v !== 'number' || !Number.isFinite(v)) throw mismatch(type, v);
        if (isReal) w.u8(4).f32(v);
        else w.u8(8).f64(v);
      });
    }
    case 'money':
      return short((w, v) => {
        const amount = scaled(type, v, 4, 64);
        w.u8(8)
          .i32(Number(amount >> 32n))
          .u32(Number(amount & 0xffff_ffffn));
      });
    case 'smallmoney':
      return short((w, v) => w.u8(4).i32(Number(scaled(type, v, 4, 32))));
    case 'datetime':
      return short((w, v) => {
        const { days, ticks } = toDateTime(text(type, v));
        w.u8(8).i32(days).u32(ticks);
      });
    case 'smalldatetime':
      return short((w, v) => {
        const { days, minutes } = toSmallDateTime(text(type, v));
        w.u8(4).u16(days).u16(minutes);
      });
    case 'date':
      return short((w, v) => w.u8(3).uint(toDate(text(type, v)), 3));
    case 'datetime2': {
      const bytesOfTime = timeLength(type.scale);
      return short((w, v) => {
        const { time, days } = toDateTime2(text(type, v), type.scale);
        w.u8(bytesOfTime + 3)
          .uint(time, bytesOfTime)
          .uint(days, 3);
      });
    }
    case 'uniqueidentifier':
      return guidWriter(type);
    case 'numeric':
      return numericWriter(type);
    case 'text':
    case 'ntext':
    case 'image':
      return longWriter(type);
    default: {
      const { length } = type;
      if (length === 'max') return chunkedWriter(type);
      const wide = type.name === 'nchar' || type.name === 'nvarchar';
      const write = boundedWriter(type, Math.max(1, length) * (wide ? 2 : 1));
      if (type.name === 'char' || type.name === 'nchar') return (w, v) => write(w, padded(v, length));
      return write;
    }
  }
}
