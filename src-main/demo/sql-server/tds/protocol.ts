/** Numbers of the Tabular Data Stream protocol. Source: MS-TDS (open specification), sections 2.2.1 to 2.2.7. */

/** The protocol versions spoken here, as tens: 71 is TDS 7.1 (SQL Server 2000) … 74 is TDS 7.4 (2012 and later). */
export type TdsVersion = 71 | 72 | 73 | 74;

export const PACKET = {
  sqlBatch: 0x01,
  rpc: 0x03,
  response: 0x04,
  attention: 0x06,
  bulkLoad: 0x07,
  transaction: 0x0e,
  login7: 0x10,
  sspi: 0x11,
  prelogin: 0x12,
} as const;

export const STATUS = { endOfMessage: 0x01, ignore: 0x02, reset: 0x08, resetKeepTransaction: 0x10 } as const;

export const TOKEN = {
  returnStatus: 0x79,
  columns: 0x81,
  error: 0xaa,
  message: 0xab,
  returnValue: 0xac,
  loginAck: 0xad,
  featureAck: 0xae,
  row: 0xd1,
  environment: 0xe3,
  done: 0xfd,
  doneProcedure: 0xfe,
  doneInProcedure: 0xff,
} as const;

export const DONE = {
  more: 0x01,
  error: 0x02,
  inTransaction: 0x04,
  count: 0x10,
  attention: 0x20,
  serverError: 0x100,
} as const;

export const ENVIRONMENT = {
  database: 1,
  language: 2,
  packetSize: 4,
  collation: 7,
  began: 8,
  committed: 9,
  rolledBack: 10,
  connectionReset: 18,
} as const;

export const TYPE = {
  null: 0x1f,
  int1: 0x30,
  bit: 0x32,
  int2: 0x34,
  int4: 0x38,
  smallDateTime: 0x3a,
  real: 0x3b,
  money: 0x3c,
  dateTime: 0x3d,
  float: 0x3e,
  smallMoney: 0x7a,
  int8: 0x7f,
  guid: 0x24,
  intN: 0x26,
  date: 0x28,
  time: 0x29,
  dateTime2: 0x2a,
  dateTimeOffset: 0x2b,
  decimal: 0x37,
  numeric: 0x3f,
  bitN: 0x68,
  decimalN: 0x6a,
  numericN: 0x6c,
  floatN: 0x6d,
  moneyN: 0x6e,
  dateTimeN: 0x6f,
  oldVarBinary: 0x25,
  oldVarChar: 0x27,
  oldBinary: 0x2d,
  oldChar: 0x2f,
  varBinary: 0xa5,
  varChar: 0xa7,
  binary: 0xad,
  char: 0xaf,
  nvarChar: 0xe7,
  nchar: 0xef,
  image: 0x22,
  text: 0x23,
  ntext: 0x63,
  variant: 0x62,
  udt: 0xf0,
  xml: 0xf1,
  table: 0xf3,
} as const;

/** A length of 0xFFFF in a type's description: the (max) form, sent in chunks (PLP, MS-TDS 2.2.5.2.3). */
export const MAX_FORM = 0xffff;
export const PLP_NULL = 0xffff_ffff_ffff_ffffn;
export const PLP_UNKNOWN_LENGTH = 0xffff_ffff_ffff_fffen;

/** The version number that LOGINACK sends, most significant byte first. */
export function versionNumber(version: TdsVersion): number {
  return { 71: 0x71000001, 72: 0x72090002, 73: 0x730b0003, 74: 0x74000004 }[version];
}

/** The version to speak with a client that asked for `requested` (as in LOGIN7); null when it is older than 7.1. */
export function negotiate(requested: number, newest: TdsVersion): TdsVersion | null {
  const major = requested >>> 24;
  if (major < 0x71 || major > 0x7f) return null;
  const asked: TdsVersion = major === 0x71 ? 71 : major === 0x72 ? 72 : major === 0x73 ? 73 : 74;
  return asked < newest ? asked : newest;
}
