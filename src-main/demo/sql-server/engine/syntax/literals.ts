/** Constants, typed as SQL Server types them: 1 is int, 12345678901 is numeric(11,0), 1.50 is numeric(3,2). */
import { numeric } from '../types/sql-type.ts';
import type { Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';

const lengthOf = (text: string): number => Math.max(1, text.length);

export const literal = (c: Cursor): Expression | null => {
  const { kind, text } = c.peek();
  switch (kind) {
    case 'integer': {
      c.next();
      const digits = text.replace(/^0+(?=\d)/, '');
      const type = BigInt(digits) <= 2147483647n ? ({ name: 'int' } as const) : numeric(digits.length, 0);
      return { kind: 'literal', type, text: digits };
    }
    case 'decimal': {
      c.next();
      const [whole = '', fraction = ''] = text.split('.');
      const digits = whole.replace(/^0+/, '');
      const scale = fraction.length;
      return { kind: 'literal', type: numeric(Math.max(1, digits.length + scale), scale), text };
    }
    case 'float':
      c.next();
      return { kind: 'literal', type: { name: 'float' }, text };
    case 'money':
      c.next();
      return { kind: 'literal', type: { name: 'money' }, text: text.replace(/[^\d.]/g, '') || '0' };
    case 'string':
      c.next();
      return {
        kind: 'literal',
        type: { name: 'varchar', length: text.length > 8000 ? 'max' : lengthOf(text) },
        text,
      };
    case 'nstring':
      c.next();
      return {
        kind: 'literal',
        type: { name: 'nvarchar', length: text.length > 4000 ? 'max' : lengthOf(text) },
        text,
      };
    case 'binary': {
      c.next();
      const hex = text.slice(2);
      const even = hex.length % 2 === 1 ? `0${hex}` : hex;
      return {
        kind: 'literal',
        type: { name: 'varbinary', length: Math.max(1, even.length / 2) },
        text: even,
      };
    }
    default:
      return null;
  }
};
