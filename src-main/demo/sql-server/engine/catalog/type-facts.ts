/** Numbers that catalog views give for a type: system_type_id, max_length, precision, scale. */
import type { SqlType } from '../../session.ts';
import { ticksOfInstant } from '../types/calendar.ts';
import { isText, isUnicode, type TypeName } from '../types/sql-type.ts';

export const systemTypes: readonly (readonly [
  name: TypeName,
  id: number,
  length: number,
  precision: number,
  scale: number,
])[] = [
  ['image', 34, 16, 0, 0],
  ['text', 35, 16, 0, 0],
  ['uniqueidentifier', 36, 16, 0, 0],
  ['date', 40, 3, 10, 0],
  ['datetime2', 42, 8, 27, 7],
  ['tinyint', 48, 1, 3, 0],
  ['smallint', 52, 2, 5, 0],
  ['int', 56, 4, 10, 0],
  ['smalldatetime', 58, 4, 16, 0],
  ['real', 59, 4, 24, 0],
  ['money', 60, 8, 19, 4],
  ['datetime', 61, 8, 23, 3],
  ['float', 62, 8, 53, 0],
  ['ntext', 99, 16, 0, 0],
  ['bit', 104, 1, 1, 0],
  ['numeric', 108, 17, 38, 38],
  ['smallmoney', 122, 4, 10, 4],
  ['bigint', 127, 8, 19, 0],
  ['varbinary', 165, 8000, 0, 0],
  ['varchar', 167, 8000, 0, 0],
  ['binary', 173, 8000, 0, 0],
  ['char', 175, 8000, 0, 0],
  ['nvarchar', 231, 8000, 0, 0],
  ['nchar', 239, 8000, 0, 0],
];

export interface TypeFacts {
  readonly id: number;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
}

const numericBytes = (precision: number): number =>
  precision < 10 ? 5 : precision < 20 ? 9 : precision < 29 ? 13 : 17;

export const typeFacts = (type: SqlType): TypeFacts => {
  const [, id = 0, length = 0, precision = 0, scale = 0] =
    systemTypes.find(([name]) => name === type.name) ?? [];
  if (type.name === 'numeric') {
    return { id, length: numericBytes(type.precision), precision: type.precision, scale: type.scale };
  }
  if (type.name === 'datetime2') {
    const bytes = type.scale < 3 ? 6 : type.scale < 5 ? 7 : 8;
    return { id, length: bytes, precision: type.scale === 0 ? 19 : 20 + type.scale, scale: type.scale };
  }
  if ('length' in type) {
    const bytes = type.length === 'max' ? -1 : type.length * (isUnicode(type) ? 2 : 1);
    return { id, length: bytes, precision, scale };
  }
  return { id, length, precision, scale };
};

export const storageLength = (type: SqlType): number => typeFacts(type).length;

/** CHARACTER_MAXIMUM_LENGTH and CHARACTER_OCTET_LENGTH of INFORMATION_SCHEMA.COLUMNS. */
export const characterLengths = (type: SqlType): readonly [number | null, number | null] => {
  if (type.name === 'text' || type.name === 'image') return [2147483647, 2147483647];
  if (type.name === 'ntext') return [1073741823, 2147483646];
  if (!('length' in type)) return [null, null];
  if (type.length === 'max') return [-1, -1];
  return [type.length, type.length * (isText(type) && isUnicode(type) ? 2 : 1)];
};

/** An ISO instant of the catalog as a datetime value. */
export const catalogDate = (iso: string): bigint => ticksOfInstant(new Date(iso), 0);

/** A default as the catalog shows it: in parentheses, a plain number in two pairs. */
export const shownDefault = (text: string | null): string | null => {
  if (text === null) return null;
  const bare = text.trim();
  return /^-?\d+(\.\d*)?$/.test(bare) ? `((${bare}))` : `(${bare})`;
};
