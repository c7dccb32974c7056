/** Column and constraint definitions of CREATE TABLE, ALTER TABLE and table variables. */
import { unsupported } from '../errors.ts';
import type { ColumnDeclaration, TableConstraint } from './ast.ts';
import { parseCondition } from './conditions.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseType } from './types.ts';

export interface ParsedColumns {
  readonly columns: ColumnDeclaration[];
  readonly constraints: TableConstraint[];
}

/** The source text of what `parse` consumes: defaults, checks and computed columns are kept as text. */
export const sourceOf = (c: Cursor, parse: () => unknown): string => {
  const start = c.peek().start;
  parse();
  return c.textBetween(start, c.previousEnd);
};

const signed = (c: Cursor): number => {
  const negative = c.takeSymbol('-');
  const token = c.next();
  if (token.kind !== 'integer') throw c.syntaxError(token);
  return negative ? -Number(token.text) : Number(token.text);
};

const clustering = (c: Cursor): boolean | null => {
  const word = c.takeOneOf('CLUSTERED', 'NONCLUSTERED');
  return word === '' ? null : word === 'CLUSTERED';
};

const keyColumns = (c: Cursor): string[] =>
  c.parenthesised(() =>
    c.list(() => {
      const name = c.name();
      c.takeOneOf('ASC', 'DESC');
      return name;
    }),
  );

/** Storage options have no meaning here and change no result. */
export const skipIndexOptions = (c: Cursor): void => {
  if (c.isWord('WITH') && c.isSymbol('(', 1)) {
    c.next();
    c.next();
    for (let depth = 1; depth > 0; ) {
      const token = c.next();
      if (token.kind === 'end') throw c.syntaxError(token);
      if (token.kind === 'symbol' && token.text === '(') depth += 1;
      if (token.kind === 'symbol' && token.text === ')') depth -= 1;
    }
  } else if (c.takeWords('WITH', 'FILLFACTOR')) {
    c.expectSymbol('=');
    c.next();
  }
  for (const word of ['ON', 'TEXTIMAGE_ON']) {
    if (c.isWord(word) && c.isName(1)) {
      c.next();
      c.name();
    }
  }
};

export const parseTableConstraint = (c: Cursor, column: string): TableConstraint | null => {
  const start = c.position;
  const name = c.takeWords('CONSTRAINT') ? c.name() : '';
  if (c.takeWords('PRIMARY', 'KEY') || c.takeWords('UNIQUE')) {
    const primary = c.tokens[c.position - 1]?.upper === 'KEY';
    const clustered = clustering(c);
    const columns = column === '' || c.isSymbol('(') ? keyColumns(c) : [column];
    skipIndexOptions(c);
    return { kind: 'key', name, primary, clustered, columns };
  }
  if (c.takeWords('CHECK')) {
    if (c.isWord('NOT')) throw unsupported('NOT FOR REPLICATION');
    return { kind: 'check', name, text: c.parenthesised(() => sourceOf(c, () => parseCondition(c))) };
  }
  if (c.isWord('FOREIGN') || c.isWord('REFERENCES')) throw unsupported('FOREIGN KEY constraints');
  if (column === '' && c.takeWords('DEFAULT')) {
    const text = sourceOf(c, () => parseExpression(c));
    c.expectWords('FOR');
    return { kind: 'default', name, column: c.name(), text };
  }
  c.position = start;
  return null;
};

export const parseColumn = (c: Cursor, constraints: TableConstraint[]): ColumnDeclaration => {
  const name = c.name();
  let nullable: boolean | null = null;
  let identity: ColumnDeclaration['identity'] = null;
  let defaultName = '';
  let defaultText: string | null = null;
  let collation = '';
  if (c.takeWords('AS')) {
    const computedText = c.isSymbol('(')
      ? c.parenthesised(() => sourceOf(c, () => parseExpression(c)))
      : sourceOf(c, () => parseExpression(c));
    if (c.takeWords('PERSISTED') && c.takeWords('NOT')) c.expectWords('NULL');
    return {
      name,
      type: null,
      rowVersion: false,
      nullable: true,
      identity,
      defaultName,
      defaultText,
      computedText,
      collation,
    };
  }
  const { type, rowVersion } =
    name.toLowerCase() === 'timestamp' && !c.isName() ? timestampType : parseType(c, 1);
  for (;;) {
    const constraint = parseTableConstraint(c, name);
    if (constraint !== null) {
      constraints.push(constraint);
      continue;
    }
    if (c.isWord('CONSTRAINT')) {
      c.next();
      defaultName = c.name();
      if (!c.isWord('DEFAULT') && !c.isWord('NULL') && !c.isWord('NOT')) throw c.syntaxError();
    } else if (c.takeWords('NOT', 'NULL')) nullable = false;
    else if (c.takeWords('NULL')) nullable = true;
    else if (c.takeWords('IDENTITY')) {
      const [seed = 1, increment = 1] = c.isSymbol('(')
        ? c.parenthesised(() => c.list(() => signed(c)))
        : [1, 1];
      identity = { seed, increment };
    } else if (c.takeWords('DEFAULT')) defaultText = sourceOf(c, () => parseExpression(c));
    else if (c.takeWords('WITH', 'VALUES')) continue;
    else if (c.takeWords('COLLATE')) collation = c.name();
    else if (c.takeWords('ROWGUIDCOL')) continue;
    else break;
  }
  return {
    name,
    type,
    rowVersion,
    nullable: rowVersion ? (nullable ?? false) : nullable,
    identity,
    defaultName,
    defaultText,
    computedText: null,
    collation,
  };
};
const timestampType = { type: { name: 'binary', length: 8 }, rowVersion: true } as const;

export const parseColumns = (c: Cursor): ParsedColumns => {
  const columns: ColumnDeclaration[] = [];
  const constraints: TableConstraint[] = [];
  c.list(() => {
    if (c.isSymbol(')')) return;
    const constraint = parseTableConstraint(c, '');
    if (constraint !== null) constraints.push(constraint);
    else if (c.isWord('INDEX')) throw unsupported('an index inside CREATE TABLE');
    else columns.push(parseColumn(c, constraints));
  });
  return { columns, constraints };
};
