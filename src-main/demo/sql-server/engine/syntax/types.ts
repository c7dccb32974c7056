/** Type names in declarations and casts. */
import type { SqlType } from '../../session.ts';
import { SqlError, sqlError, unsupported } from '../errors.ts';
import type { Cursor } from './cursor.ts';

const simple = new Set([
  'bit',
  'tinyint',
  'smallint',
  'int',
  'bigint',
  'money',
  'smallmoney',
  'real',
  'datetime',
  'smalldatetime',
  'date',
  'uniqueidentifier',
  'text',
  'ntext',
  'image',
]);
const synonyms: Record<string, string> = {
  integer: 'int',
  dec: 'numeric',
  decimal: 'numeric',
  character: 'char',
  rowversion: 'timestamp',
  sysname: 'sysname',
};

export interface DeclaredType {
  readonly type: SqlType;
  readonly rowVersion: boolean;
}

const argumentsOf = (c: Cursor): (number | 'max')[] => {
  if (!c.isSymbol('(')) return [];
  return c.parenthesised(() =>
    c.list(() => {
      if (c.takeWords('MAX')) return 'max' as const;
      const token = c.next();
      if (token.kind !== 'integer') throw c.syntaxError(token);
      return Number(token.text);
    }),
  );
};

/** `defaultLength` is 1 in a declaration and 30 in CAST and CONVERT. */
export const parseType = (c: Cursor, defaultLength: number): DeclaredType => {
  const national = c.takeWords('NATIONAL') ? 'n' : '';
  let written = c.name().toLowerCase();
  if (written === 'sys' && c.takeSymbol('.')) written = c.name().toLowerCase();
  let name = national + (synonyms[written] ?? written);
  if (name === 'double' && c.takeWords('PRECISION')) name = 'float';
  if ((name === 'char' || name === 'nchar' || name === 'binary') && c.takeWords('VARYING')) {
    name = name === 'binary' ? 'varbinary' : name.replace('char', 'varchar');
  }
  const args = argumentsOf(c);
  const [first, second] = args;
  const plain = (type: SqlType): DeclaredType => ({ type, rowVersion: false });
  if (simple.has(name)) {
    if (args.length > 0) throw sqlError(2716, 1, name);
    return plain({ name: name as 'int' });
  }
  switch (name) {
    case 'float':
      return plain({ name: typeof first === 'number' && first <= 24 ? 'real' : 'float' });
    case 'numeric': {
      const [precision, scale] = [first ?? 18, second ?? 0];
      if (precision === 'max' || scale === 'max' || precision < 1 || precision > 38) {
        throw new SqlError(
          2750,
          16,
          1,
          `Column or parameter #1: Specified column precision ${precision} is greater than the maximum precision of 38.`,
          'batch',
        );
      }
      if (scale > precision) {
        throw new SqlError(192, 15, 1, 'The scale must be less than or equal to the precision.', 'batch');
      }
      return plain({ name: 'numeric', precision, scale });
    }
    case 'datetime2': {
      if (first === 'max') throw c.syntaxError();
      return plain({ name: 'datetime2', scale: first ?? 7 });
    }
    case 'char':
    case 'varchar':
    case 'nchar':
    case 'nvarchar':
    case 'binary':
    case 'varbinary':
      return plain({ name, length: first ?? defaultLength });
    case 'sysname':
      return plain({ name: 'nvarchar', length: 128 });
    case 'timestamp':
      return { type: { name: 'binary', length: 8 }, rowVersion: true };
    case 'time':
    case 'datetimeoffset':
    case 'xml':
    case 'sql_variant':
    case 'hierarchyid':
    case 'geography':
    case 'geometry':
    case 'cursor':
      throw unsupported(`the data type ${name}`);
    default:
      throw sqlError(2715, 1, written);
  }
};
