/** The odd corners of conversion: floats as text, GUIDs, binary. */
import type { SqlType } from '../../session.ts';
import { SqlError, sqlError } from '../errors.ts';
import type { Converter } from './convert.ts';
import { familyOf, isUnicode, lengthOf, nameOf } from './sql-type.ts';

/** CONVERT(varchar, float, style): 0 has at most six digits, 1 eight digits and 2 sixteen digits in scientific notation. */
export const formatFloat = (value: number, style: number): string => {
  const scientific = (digits: number): string => {
    const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
    const size = String(Math.abs(Number(exponent))).padStart(3, '0');
    return `${mantissa}e${Number(exponent) < 0 ? '-' : '+'}${size}`;
  };
  if (style === 1) return scientific(8);
  if (style === 2) return scientific(16);
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(6)))));
  if (magnitude < -5 || magnitude >= 6) {
    const [mantissa = '', exponent = ''] = scientific(6).split('e');
    return `${mantissa.replace(/\.?0+$/, '')}e${exponent}`;
  }
  return String(Number(value.toPrecision(6)));
};

const guidPattern = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?/i;

export const guidOf = (value: string | Uint8Array): string => {
  if (typeof value === 'string') {
    const match = guidPattern.exec(value);
    if (match === null) throw sqlError(8169);
    return (match[1] ?? '').toUpperCase();
  }
  const bytes = Buffer.alloc(16);
  bytes.set(value.subarray(0, 16));
  const part = (from: number, to: number, reversed: boolean): string => {
    const slice = Buffer.from(bytes.subarray(from, to));
    return (reversed ? slice.reverse() : slice).toString('hex').toUpperCase();
  };
  return `${part(0, 4, true)}-${part(4, 6, true)}-${part(6, 8, true)}-${part(8, 10, false)}-${part(10, 16, false)}`;
};

export const guidBytes = (guid: string): Uint8Array => {
  const plain = Buffer.from(guid.replaceAll('-', ''), 'hex');
  plain.subarray(0, 4).reverse();
  plain.subarray(4, 6).reverse();
  plain.subarray(6, 8).reverse();
  return plain;
};

export const binaryOf = (from: SqlType, to: SqlType, style: number | null): Converter => {
  const length = lengthOf(to);
  const fixed = to.name === 'binary';
  const fromLeft = (bytes: Uint8Array): Uint8Array => {
    const cut = bytes.subarray(0, Number.isFinite(length) ? length : bytes.length);
    if (!fixed) return cut;
    const padded = Buffer.alloc(length);
    padded.set(cut);
    return padded;
  };
  switch (familyOf(from)) {
    case 'binary':
      return (v) => fromLeft(v as Uint8Array);
    case 'text':
      if (style === 1 || style === 2) {
        return (v) => {
          const text = (v as string).trim();
          const hex = style === 1 && /^0x/i.test(text) ? text.slice(2) : text;
          if ((style === 1 && hex === text) || !/^([0-9a-f]{2})*$/i.test(hex)) {
            throw sqlError(8114, nameOf(from), nameOf(to));
          }
          return fromLeft(Buffer.from(hex, 'hex'));
        };
      }
      return (v) => fromLeft(Buffer.from(v as string, isUnicode(from) ? 'utf16le' : 'latin1'));
    case 'guid':
      return (v) => fromLeft(guidBytes(v as string));
    case 'integer': {
      const size = { bit: 1, tinyint: 1, smallint: 2, int: 4, bigint: 8 }[from.name as 'int'] ?? 4;
      return (v) => {
        const bytes = Buffer.alloc(8);
        bytes.writeBigInt64BE(BigInt(v as number | bigint));
        const own = bytes.subarray(8 - size);
        if (!Number.isFinite(length) || (!fixed && own.length <= length)) return own;
        if (own.length > length) return own.subarray(own.length - length);
        return Buffer.concat([Buffer.alloc(length - own.length), own]);
      };
    }
    default:
      throw new SqlError(
        529,
        16,
        2,
        `Explicit conversion from data type ${nameOf(from)} to ${nameOf(to)} is not allowed.`,
        'statement',
      );
  }
};
