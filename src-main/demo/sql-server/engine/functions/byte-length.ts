/** How many bytes a value of a type takes, for DATALENGTH. */
import type { Typed } from '../compile/frame.ts';
import { isText, isUnicode } from '../types/sql-type.ts';
import type { Present } from './signature.ts';

export const bytesOf = (arg: Typed): ((value: Present) => number) => {
  switch (arg.type.name) {
    case 'bit':
    case 'tinyint':
      return () => 1;
    case 'smallint':
      return () => 2;
    case 'int':
    case 'real':
    case 'smallmoney':
    case 'smalldatetime':
      return () => 4;
    case 'bigint':
    case 'float':
    case 'money':
    case 'datetime':
      return () => 8;
    case 'date':
      return () => 3;
    case 'datetime2': {
      const size = arg.type.scale < 3 ? 6 : arg.type.scale < 5 ? 7 : 8;
      return () => size;
    }
    case 'numeric': {
      const { precision } = arg.type;
      const size = precision < 10 ? 5 : precision < 20 ? 9 : precision < 29 ? 13 : 17;
      return () => size;
    }
    case 'uniqueidentifier':
      return () => 16;
    default: {
      if (!isText(arg.type)) return (v) => (v as Uint8Array).length;
      const width = isUnicode(arg.type) ? 2 : 1;
      return (v) => (v as string).length * width;
    }
  }
};
