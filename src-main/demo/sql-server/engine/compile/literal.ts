/** A constant's text → its value. */
import type { SqlType } from '../../session.ts';
import { parseDecimal, rescale } from '../types/decimal.ts';
import { scaleOf, type Value } from '../types/sql-type.ts';

export const literalValue = (type: SqlType, text: string): Value => {
  switch (type.name) {
    case 'int':
    case 'float':
      return Number(text);
    case 'numeric':
    case 'money': {
      const parsed = parseDecimal(text);
      return parsed === null ? 0n : rescale(parsed.value, parsed.scale, scaleOf(type));
    }
    case 'varbinary':
      return Buffer.from(text, 'hex');
    default:
      return text;
  }
};
