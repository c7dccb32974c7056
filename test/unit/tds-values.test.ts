import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SqlType, SqlValue } from '../../src-main/demo/sql-server/session.ts';
import { ByteReader } from '../../src-main/demo/sql-server/tds/byte-reader.ts';
import { ByteWriter } from '../../src-main/demo/sql-server/tds/byte-writer.ts';
import * as calendar from '../../src-main/demo/sql-server/tds/calendar.ts';
import { collationBytes } from '../../src-main/demo/sql-server/tds/collation.ts';
import { fromScaled, toScaled } from '../../src-main/demo/sql-server/tds/decimals.ts';
import { EngineContractError, RequestRefusedError } from '../../src-main/demo/sql-server/tds/errors.ts';
import { readTypedValue } from '../../src-main/demo/sql-server/tds/parameter-reader.ts';
import { valueWriter } from '../../src-main/demo/sql-server/tds/value-writer.ts';
import { typeForVersion, writeType } from '../../src-main/demo/sql-server/tds/wire-type.ts';

const collation = collationBytes('SQL_Latin1_General_CP1_CI_AS');

/** Writes a value with its type as a column would, and reads it as a parameter. */
function overTheWire(type: SqlType, value: SqlValue): { type: SqlType; value: SqlValue } {
  const writer = new ByteWriter();
  writeType(writer, type, collation);
  valueWriter(type)(writer, value);
  const reader = new ByteReader(writer.take());
  const result = readTypedValue(reader);
  expect(reader.remaining).toBe(0);
  return result;
}

const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const latin1 = fc.string({ unit: fc.constantFrom(...'abcXYZ 019éßÿ€‚„…†‰ŠŒŽ'), maxLength: 60 });
const unicode = fc.string({ unit: 'grapheme', maxLength: 40 });
const bytes = fc.uint8Array({ maxLength: 60 });
const digits = (most: number) =>
  fc.bigInt({ min: -(10n ** BigInt(most)) + 1n, max: 10n ** BigInt(most) - 1n });

const typed: fc.Arbitrary<readonly [SqlType, SqlValue]> = fc.oneof(
  fc.boolean().map((v) => [{ name: 'bit' }, v] as const),
  fc.integer({ min: 0, max: 255 }).map((v) => [{ name: 'tinyint' }, v] as const),
  fc.integer({ min: -32_768, max: 32_767 }).map((v) => [{ name: 'smallint' }, v] as const),
  fc.integer().map((v) => [{ name: 'int' }, v] as const),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((v) => [{ name: 'bigint' }, v] as const),
  fc.float({ noNaN: true, noDefaultInfinity: true }).map((v) => [{ name: 'real' }, v] as const),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((v) => [{ name: 'float' }, v] as const),
  fc
    .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    .map((v) => [{ name: 'money' }, fromScaled(v, 4)] as const),
  fc.integer().map((v) => [{ name: 'smallmoney' }, fromScaled(BigInt(v), 4)] as const),
  fc
    .tuple(fc.integer({ min: 1, max: 38 }), fc.nat(38))
    .filter(([precision, scale]) => scale <= precision)
    .chain(([precision, scale]) =>
      digits(precision).map((v) => [{ name: 'numeric', precision, scale }, fromScaled(v, scale)] as const),
    ),
  day.map((v) => [{ name: 'date' }, v] as const),
  fc
    .tuple(fc.integer({ min: -53_690, max: 2_958_463 }), fc.nat(25_919_999))
    .map(([d, ticks]) => [{ name: 'datetime' }, calendar.fromDateTime(d, ticks)] as const),
  fc
    .tuple(fc.nat(65_535), fc.nat(1439))
    .map(([d, minutes]) => [{ name: 'smalldatetime' }, calendar.fromSmallDateTime(d, minutes)] as const),
  fc.tuple(day, fc.nat(7), fc.nat(86_399), fc.nat(9_999_999)).map(([d, scale, seconds, fraction]) => {
    const clock = new Date(seconds * 1000).toISOString().slice(11, 19);
    const tail = scale === 0 ? '' : `.${String(fraction).padStart(7, '0').slice(0, scale)}`;
    return [{ name: 'datetime2', scale }, `${d}T${clock}${tail}`] as const;
  }),
  fc.uuid().map((v) => [{ name: 'uniqueidentifier' }, v.toUpperCase()] as const),
  latin1.map((v) => [{ name: 'varchar', length: 60 }, v] as const),
  latin1.map((v) => [{ name: 'varchar', length: 'max' }, v] as const),
  latin1.map((v) => [{ name: 'char', length: 60 }, v.padEnd(60, ' ')] as const),
  unicode.map((v) => [{ name: 'nvarchar', length: 4000 }, v] as const),
  unicode.map((v) => [{ name: 'nvarchar', length: 'max' }, v] as const),
  unicode.map((v) => [{ name: 'nchar', length: 2000 }, v.padEnd(2000, ' ')] as const),
  bytes.map((v) => [{ name: 'varbinary', length: 60 }, v] as const),
  bytes.map((v) => [{ name: 'varbinary', length: 'max' }, v] as const),
  bytes.map((v) => [{ name: 'binary', length: v.length || 1 }, v.length ? v : new Uint8Array(1)] as const),
);

describe('a value of any type', () => {
  it('comes back from the wire as it was, with its type', () => {
    fc.assert(
      fc.property(typed, ([type, value]) => {
        expect(overTheWire(type, value)).toEqual({
          type,
          value: value instanceof Uint8Array ? new Uint8Array(value) : value,
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('may be NULL', () => {
    fc.assert(
      fc.property(typed, ([type]) => {
        expect(overTheWire(type, null)).toEqual({ type, value: null });
      }),
      { numRuns: 500 },
    );
  });
});

describe('a datetime', () => {
  it.each([
    ['1998-01-01T23:59:59.990', '1998-01-01T23:59:59.990'],
    ['1998-01-01T23:59:59.991', '1998-01-01T23:59:59.990'],
    ['1998-01-01T23:59:59.992', '1998-01-01T23:59:59.993'],
    ['1998-01-01T23:59:59.994', '1998-01-01T23:59:59.993'],
    ['1998-01-01T23:59:59.995', '1998-01-01T23:59:59.997'],
    ['1998-01-01T23:59:59.998', '1998-01-01T23:59:59.997'],
    ['1998-01-01T23:59:59.999', '1998-01-02T00:00:00.000'],
    ['1900-01-01T00:00:00.000', '1900-01-01T00:00:00.000'],
    ['1753-01-01T00:00:00.000', '1753-01-01T00:00:00.000'],
  ])('%s is kept to the 1/300 s, as SQL Server documents it: %s', (given, kept) => {
    expect(overTheWire({ name: 'datetime' }, given).value).toBe(kept);
  });

  it('outside its range is a defect of the engine', () => {
    expect(() => overTheWire({ name: 'datetime' }, '1752-12-31T00:00:00.000')).toThrow(EngineContractError);
    expect(() => overTheWire({ name: 'datetime' }, '2023-02-29T00:00:00.000')).toThrow(EngineContractError);
    expect(() => overTheWire({ name: 'datetime' }, '2023-02-28T24:00:00.000')).toThrow(EngineContractError);
  });
});

describe('a smalldatetime', () => {
  it.each([
    ['2000-05-08T12:35:29.998', '2000-05-08T12:35:00'],
    ['2000-05-08T12:35:29.999', '2000-05-08T12:36:00'],
    ['2000-05-08T23:59:59.000', '2000-05-09T00:00:00'],
  ])('%s is rounded to the minute: %s', (given, kept) => {
    expect(overTheWire({ name: 'smalldatetime' }, given).value).toBe(kept);
  });
});

describe('text outside code page 1252', () => {
  it('becomes question marks in a varchar, as on SQL Server', () => {
    expect(overTheWire({ name: 'varchar', length: 20 }, 'Łódź 漢字 €').value).toBe('?ód? ?? €');
  });
});

describe('an amount', () => {
  it('never loses a digit without anybody noticing', () => {
    expect(toScaled('-12.5', 4)).toBe(-125_000n);
    expect(toScaled('12.50000', 4)).toBe(125_000n);
    expect(() => toScaled('12.50001', 4)).toThrow(EngineContractError);
    expect(() => toScaled('1e3', 4)).toThrow(EngineContractError);
    expect(() => overTheWire({ name: 'smallmoney' }, '214748.3648')).toThrow(EngineContractError);
    expect(() => overTheWire({ name: 'numeric', precision: 3, scale: 1 }, '100.0')).toThrow(
      EngineContractError,
    );
  });
});

describe('a value that is not of its column', () => {
  const wrong: readonly (readonly [SqlType, SqlValue])[] = [
    [{ name: 'int' }, 2 ** 31],
    [{ name: 'int' }, '1'],
    [{ name: 'bigint' }, 1],
    [{ name: 'float' }, Number.NaN],
    [{ name: 'varchar', length: 2 }, 'abc'],
    [{ name: 'varbinary', length: 2 }, 'ab'],
    [{ name: 'uniqueidentifier' }, 'not-a-guid'],
    [{ name: 'money' }, 1.5],
  ];
  it.each(wrong)('is refused: %o %o', (type, value) => {
    expect(() => overTheWire(type, value)).toThrow(EngineContractError);
  });
});

describe('a client of an older protocol', () => {
  it('gets dates as text before 7.3 and the (max) forms as long text before 7.2', () => {
    expect(typeForVersion({ name: 'date' }, 72)).toEqual({ name: 'nvarchar', length: 10 });
    expect(typeForVersion({ name: 'datetime2', scale: 3 }, 72)).toEqual({ name: 'nvarchar', length: 23 });
    expect(typeForVersion({ name: 'datetime2', scale: 0 }, 71)).toEqual({ name: 'nvarchar', length: 19 });
    expect(typeForVersion({ name: 'nvarchar', length: 'max' }, 71)).toEqual({ name: 'ntext' });
    expect(typeForVersion({ name: 'nvarchar', length: 'max' }, 72)).toEqual({
      name: 'nvarchar',
      length: 'max',
    });
  });
});

describe('a parameter type that the demo server does not offer', () => {
  it.each([
    [0x29, 'time'],
    [0x2b, 'datetimeoffset'],
    [0x62, 'sql_variant'],
    [0xf1, 'xml'],
    [0xf3, 'a table-valued parameter'],
  ])('0x%s is refused by its name: %s', (token, name) => {
    const read = () => readTypedValue(new ByteReader(Buffer.of(token, 0, 0, 0, 0, 0, 0)));
    expect(read).toThrow(RequestRefusedError);
    expect(read).toThrow(name);
  });
});

describe('collations', () => {
  it('have the bytes that SQL Server sends', () => {
    expect(collation).toEqual(Buffer.of(0x09, 0x04, 0xd0, 0x00, 0x34));
    expect(collationBytes('Latin1_General_BIN')).toEqual(Buffer.of(0x09, 0x04, 0x00, 0x01, 0x00));
    expect(collationBytes('Latin1_General_CI_AS')).toEqual(Buffer.of(0x09, 0x04, 0xd0, 0x00, 0x00));
    expect(() => collationBytes('Japanese_CI_AS')).toThrow(EngineContractError);
  });
});
