/**
 * The five collation bytes of the wire, computed from a collation's name.
 * Facts: MS-TDS 2.2.5.1.2 (20 bits of LCID, 8 bits of comparison flags, 4 bits of version, one byte of sort id).
 */
import { EngineContractError } from './errors.ts';

const LATIN1_LCID = 0x0409;
const IGNORE_CASE = 0x01;
const IGNORE_ACCENT = 0x02;
const IGNORE_WIDTH = 0x04;
const IGNORE_KANA = 0x08;
const BINARY = 0x10;
const BINARY2 = 0x20;
const UTF8 = 0x40;

const sortIds: Readonly<Record<string, number>> = {
  SQL_LATIN1_GENERAL_CP1_CS_AS: 51,
  SQL_LATIN1_GENERAL_CP1_CI_AS: 52,
  SQL_LATIN1_GENERAL_PREF_CP1_CI_AS: 53,
  SQL_LATIN1_GENERAL_CP1_CI_AI: 54,
};

function comparisonFlags(name: string): number {
  if (name.endsWith('_BIN2')) return BINARY2;
  if (name.endsWith('_BIN')) return BINARY;
  const parts = new Set(name.split('_'));
  return (
    (parts.has('CI') ? IGNORE_CASE : 0) |
    (parts.has('AI') ? IGNORE_ACCENT : 0) |
    (parts.has('WS') ? 0 : IGNORE_WIDTH) |
    (parts.has('KS') ? 0 : IGNORE_KANA)
  );
}

/** @throws EngineContractError for a collation outside the Latin1 family (its varchar is not code page 1252). */
export function collationBytes(collation: string): Buffer {
  const name = collation.toUpperCase();
  if (!/^(SQL_)?LATIN1_GENERAL_/.test(name)) {
    throw new EngineContractError(`the demo server knows Latin1 collations only, not ${collation}`);
  }
  const bits = LATIN1_LCID | (comparisonFlags(name) << 20);
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32LE(bits >>> 0, 0);
  bytes.writeUInt8(sortIds[name] ?? 0, 4);
  return bytes;
}

export type CharacterSet = 'windows-1252' | 'utf-8' | 'unknown';

/** The character set of varchar bytes that a client marked with this collation. All zeros: the server's own. */
export function characterSet(bytes: Buffer): CharacterSet {
  const bits = bytes.readUInt32LE(0);
  if (((bits >>> 20) & UTF8) !== 0) return 'utf-8';
  const lcid = bits & 0xfffff;
  return lcid === 0 || lcid === LATIN1_LCID ? 'windows-1252' : 'unknown';
}
