import fc from 'fast-check';
import sql from 'mssql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlType } from '../../src-main/demo/sql-server/session.ts';
import { startFixture, type TdsFixture } from '../support/tds-fixture.ts';

let fixture: TdsFixture;
let pool: sql.ConnectionPool;
beforeAll(async () => {
  fixture = await startFixture();
  pool = await fixture.pool({ options: { useUTC: true } });
});
afterAll(() => fixture.close());

type ParameterType = sql.ISqlType | (() => sql.ISqlType);

/** Sends a value as a parameter of this type, and gives back what the engine saw and what the client got. */
async function roundTrip(type: ParameterType, value: unknown) {
  const result = await pool.request().input('v', type, value).query('echo');
  const request = fixture.engine.requests.at(-1);
  const parameter = request?.kind === 'rpc' ? request.parameters[2] : undefined;
  return { client: result.recordset[0]?.v, engineType: parameter?.type, engineValue: parameter?.value };
}

const instant = (min: string, max: string) =>
  fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true });
const latin1 = fc.string({ unit: fc.constantFrom(...'abc XYZ019éßÿ€“”'), maxLength: 50 });
/** Amounts that the driver sends as they are: it cuts money off at 1/10,000 in floating point (1.13 becomes 1.1299). */
const moneyOfDriver = fc
  .integer()
  .filter((units) => Math.trunc((units / 10_000) * 10_000) === units)
  .map((units) => units / 10_000);
const padTo = (length: number) => (text: unknown) => String(text).padEnd(length, ' ');
const same = (value: unknown): unknown => value;

interface TypeCase {
  readonly name: string;
  readonly type: ParameterType;
  readonly engineType: SqlType;
  readonly values: fc.Arbitrary<unknown>;
  /** What the client must get back; by default what it sent. */
  readonly back?: (value: unknown) => unknown;
}

const cases: readonly TypeCase[] = [
  { name: 'bit', type: sql.Bit, engineType: { name: 'bit' }, values: fc.boolean() },
  { name: 'tinyint', type: sql.TinyInt, engineType: { name: 'tinyint' }, values: fc.nat(255) },
  {
    name: 'smallint',
    type: sql.SmallInt,
    engineType: { name: 'smallint' },
    values: fc.integer({ min: -32_768, max: 32_767 }),
  },
  { name: 'int', type: sql.Int, engineType: { name: 'int' }, values: fc.integer() },
  {
    name: 'bigint',
    type: sql.BigInt,
    engineType: { name: 'bigint' },
    values: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    back: String,
  },
  {
    name: 'real',
    type: sql.Real,
    engineType: { name: 'real' },
    values: fc.float({ noNaN: true, noDefaultInfinity: true }).map((v) => v + 0),
  },
  {
    name: 'float',
    type: sql.Float,
    engineType: { name: 'float' },
    values: fc.double({ noNaN: true, noDefaultInfinity: true }).map((v) => v + 0),
  },
  {
    name: 'money',
    type: sql.Money,
    engineType: { name: 'money' },
    values: moneyOfDriver,
  },
  {
    name: 'smallmoney',
    type: sql.SmallMoney,
    engineType: { name: 'smallmoney' },
    values: moneyOfDriver,
  },
  {
    name: 'decimal(15, 4)',
    type: sql.Decimal(15, 4),
    engineType: { name: 'numeric', precision: 15, scale: 4 },
    values: fc.integer().map((units) => units / 10_000),
  },
  {
    name: 'decimal(38, 0)',
    type: sql.Decimal(38, 0),
    engineType: { name: 'numeric', precision: 38, scale: 0 },
    values: fc.maxSafeInteger(),
  },
  {
    name: 'datetime',
    type: sql.DateTime,
    engineType: { name: 'datetime' },
    values: instant('1753-01-01T00:00:00Z', '9999-12-31T23:59:58Z').map((date) => {
      const ticks = Math.round((date.getUTCMilliseconds() * 3) / 10);
      return new Date(date.getTime() - date.getUTCMilliseconds() + Math.round((ticks * 10) / 3));
    }),
  },
  {
    name: 'smalldatetime',
    type: sql.SmallDateTime,
    engineType: { name: 'smalldatetime' },
    values: instant('1900-01-01T00:00:00Z', '2079-06-06T23:59:00Z').map(
      (date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000),
    ),
  },
  {
    name: 'date',
    type: sql.Date,
    engineType: { name: 'date' },
    values: instant('0001-01-01T00:00:00Z', '9999-12-31T00:00:00Z').map(
      (date) => new Date(Math.floor(date.getTime() / 86_400_000) * 86_400_000),
    ),
  },
  {
    name: 'datetime2(3)',
    type: sql.DateTime2(3),
    engineType: { name: 'datetime2', scale: 3 },
    values: instant('0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'),
  },
  {
    name: 'datetime2(7)',
    type: sql.DateTime2(7),
    engineType: { name: 'datetime2', scale: 7 },
    values: instant('1900-01-01T00:00:00Z', '2100-12-31T23:59:59.999Z'),
  },
  {
    name: 'uniqueidentifier',
    type: sql.UniqueIdentifier,
    engineType: { name: 'uniqueidentifier' },
    values: fc.uuid().map((id) => id.toUpperCase()),
  },
  {
    name: 'char(60)',
    type: sql.Char(60),
    engineType: { name: 'char', length: 60 },
    values: latin1,
    back: padTo(60),
  },
  { name: 'varchar(60)', type: sql.VarChar(60), engineType: { name: 'varchar', length: 60 }, values: latin1 },
  {
    name: 'varchar(max)',
    type: sql.VarChar(sql.MAX),
    engineType: { name: 'varchar', length: 'max' },
    values: latin1,
  },
  {
    name: 'nchar(80)',
    type: sql.NChar(80),
    engineType: { name: 'nchar', length: 80 },
    values: fc.string({ unit: 'binary', maxLength: 40 }),
    back: padTo(80),
  },
  {
    name: 'nvarchar(200)',
    type: sql.NVarChar(200),
    engineType: { name: 'nvarchar', length: 200 },
    values: fc.string({ unit: 'binary', maxLength: 100 }),
  },
  {
    name: 'nvarchar(max)',
    type: sql.NVarChar(sql.MAX),
    engineType: { name: 'nvarchar', length: 'max' },
    values: fc.string({ unit: 'grapheme', maxLength: 9000 }),
  },
  { name: 'text', type: sql.Text, engineType: { name: 'text' }, values: latin1 },
  {
    name: 'varbinary(80)',
    type: sql.VarBinary(80),
    engineType: { name: 'varbinary', length: 80 },
    values: fc.uint8Array({ maxLength: 80 }).map((v) => Buffer.from(v)),
  },
  {
    name: 'varbinary(max)',
    type: sql.VarBinary(sql.MAX),
    engineType: { name: 'varbinary', length: 'max' },
    values: fc.uint8Array({ maxLength: 20_000 }).map((v) => Buffer.from(v)),
  },
  {
    name: 'binary(16)',
    type: sql.Binary,
    engineType: { name: 'binary', length: 16 },
    values: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((v) => Buffer.from(v)),
  },
  {
    name: 'image',
    type: sql.Image,
    engineType: { name: 'image' },
    values: fc.uint8Array({ maxLength: 5000 }).map((v) => Buffer.from(v)),
  },
];

describe.each(cases)('a parameter of type $name', ({ type, engineType, values, back = same }) => {
  it('reaches the engine with its type, and comes back as it was sent', async () => {
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        const seen = await roundTrip(type, value);
        expect(seen.engineType).toEqual(engineType);
        expect(seen.client).toEqual(back(value));
      }),
      { numRuns: 60 },
    );
  });

  it('may be null', async () => {
    const seen = await roundTrip(type, null);
    expect(seen).toMatchObject({ client: null, engineType: { name: engineType.name }, engineValue: null });
  });
});

describe('an exact amount', () => {
  it('reaches the engine as its digits', async () => {
    expect((await roundTrip(sql.Decimal(15, 4), 1234.5)).engineValue).toBe('1234.5000');
    expect((await roundTrip(sql.Money, -0.0001)).engineValue).toBe('-0.0001');
    expect((await roundTrip(sql.Numeric(5, 2), -999.99)).engineValue).toBe('-999.99');
  });

  it('of 38 digits reaches the client whole', async () => {
    fixture.engine.script = (request, sink) => {
      if (request.kind !== 'batch' || request.sql !== 'long amount') return false;
      const type: SqlType = { name: 'numeric', precision: 38, scale: 10 };
      sink.columns([{ name: 'v', type, nullable: false, identity: true }]);
      void sink.row(['-9999999999999999999999999999.0000000001']);
      sink.statementDone(1, false);
      return true;
    };
    const { recordset } = await pool.request().batch('long amount');
    expect(recordset[0].v).toBe(-1e28);
    expect(recordset.columns.v).toMatchObject({ precision: 38, scale: 10, identity: true, nullable: false });
  });
});

describe('a datetime', () => {
  it('reaches the engine as text with the milliseconds that SQL Server shows', async () => {
    const seen = await roundTrip(sql.DateTime, new Date('2024-02-29T23:59:59.998Z'));
    expect(seen.engineValue).toBe('2024-02-29T23:59:59.997');
  });
});

describe('long columns', () => {
  it('of text, ntext and image reach the client, NULL and empty ones too', async () => {
    fixture.engine.script = (request, sink) => {
      if (request.kind !== 'batch' || request.sql !== 'long columns') return false;
      const names = ['text', 'ntext', 'image'] as const;
      sink.columns(names.map((name) => ({ name, type: { name }, nullable: true, identity: false })));
      void sink.row(['é€', '漢字', Uint8Array.of(0, 255)]);
      void sink.row([null, null, null]);
      void sink.row(['', '', new Uint8Array()]);
      sink.statementDone(3, false);
      return true;
    };
    const { recordset } = await pool.request().batch('long columns');
    expect(recordset).toEqual([
      { text: 'é€', ntext: '漢字', image: Buffer.of(0, 255) },
      { text: null, ntext: null, image: null },
      { text: '', ntext: '', image: Buffer.alloc(0) },
    ]);
  });
});

describe('the columns of a result', () => {
  it('are described as SQL Server describes them', async () => {
    const request = pool.request().input('a', sql.VarChar(12), 'x').input('b', sql.Decimal(9, 2), 1);
    const { columns } = (await request.query('echo')).recordset;
    expect(columns.a).toMatchObject({ name: 'a', length: 12, nullable: true, identity: false });
    expect(columns.b).toMatchObject({ precision: 9, scale: 2 });
  });
});
