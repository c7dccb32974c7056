/** Reading tokens one after the other, and the parser's syntax errors (102, 156). */
import { type SqlError, sqlError } from '../errors.ts';
import type { ObjectName } from './ast.ts';
import { type Token, tokenize } from './lexer.ts';

/** Reserved words: never a name unless quoted, and named by error 156 when misplaced. */
const reserved = new Set(
  `ADD ALL ALTER AND ANY AS ASC AUTHORIZATION BACKUP BEGIN BETWEEN BREAK BROWSE BULK BY CASCADE CASE CHECK CHECKPOINT CLOSE
CLUSTERED COALESCE COLLATE COLUMN COMMIT COMPUTE CONSTRAINT CONTAINS CONTAINSTABLE CONTINUE CONVERT CREATE CROSS CURRENT
CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURSOR DATABASE DBCC DEALLOCATE DECLARE DEFAULT DELETE DENY DESC DISK
DISTINCT DISTRIBUTED DOUBLE DROP ELSE END ERRLVL ESCAPE EXCEPT EXEC EXECUTE EXISTS EXIT EXTERNAL FETCH FILE FILLFACTOR FOR
FOREIGN FREETEXT FREETEXTTABLE FROM FULL FUNCTION GOTO GRANT GROUP HAVING HOLDLOCK IDENTITY IDENTITYCOL IDENTITY_INSERT IF IN
INDEX INNER INSERT INTERSECT INTO IS JOIN KEY KILL LEFT LIKE LINENO MERGE NATIONAL NOCHECK NONCLUSTERED NOT NULL NULLIF OF OFF
OFFSETS ON OPEN OPENDATASOURCE OPENQUERY OPENROWSET OPENXML OPTION OR ORDER OUTER OVER PERCENT PIVOT PLAN PRIMARY PRINT PROC
PROCEDURE PUBLIC RAISERROR READ READTEXT RECONFIGURE REFERENCES REPLICATION RESTORE RESTRICT RETURN REVERT REVOKE RIGHT ROLLBACK
ROWCOUNT ROWGUIDCOL RULE SAVE SCHEMA SELECT SESSION_USER SET SETUSER SHUTDOWN SOME STATISTICS SYSTEM_USER TABLE TABLESAMPLE
TEXTSIZE THEN TO TOP TRAN TRANSACTION TRIGGER TRUNCATE TSEQUAL UNION UNIQUE UNPIVOT UPDATE UPDATETEXT USE USER VALUES VARYING
VIEW WAITFOR WHEN WHERE WHILE WITH WRITETEXT`.split(/\s+/),
);

export const isReserved = (upper: string): boolean => reserved.has(upper);

export class Cursor {
  readonly sql: string;
  readonly tokens: readonly Token[];
  position = 0;
  constructor(sql: string, quotedIdentifier: boolean) {
    this.sql = sql;
    this.tokens = tokenize(sql, quotedIdentifier);
  }
  peek(ahead = 0): Token {
    const last = this.tokens[this.tokens.length - 1];
    const token = this.tokens[this.position + ahead] ?? last;
    if (token === undefined) throw new Error('A token list always ends with an end token.');
    return token;
  }
  next(): Token {
    const token = this.peek();
    this.position += 1;
    return token;
  }
  /** Where the text of the last consumed token ends. */
  get previousEnd(): number {
    return this.tokens[this.position - 1]?.end ?? 0;
  }
  isWord(...words: readonly string[]): boolean {
    return words.every((word, index) => this.peek(index).upper === word);
  }
  isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'symbol' && token.text === symbol;
  }
  /** Consumes the words when they all come next. */
  takeWords(...words: readonly string[]): boolean {
    if (!this.isWord(...words)) return false;
    this.position += words.length;
    return true;
  }
  takeOneOf(...words: readonly string[]): string {
    const { upper } = this.peek();
    if (upper === '' || !words.includes(upper)) return '';
    this.position += 1;
    return upper;
  }
  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.position += 1;
    return true;
  }
  expectWords(...words: readonly string[]): void {
    for (const word of words) if (!this.takeWords(word)) throw this.syntaxError();
  }
  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.syntaxError();
  }
  syntaxError(token: Token = this.peek()): SqlError {
    const shown = token.kind === 'end' ? this.tokens[this.tokens.length - 2] : token;
    const error =
      shown !== undefined && token.kind !== 'end' && isReserved(shown.upper)
        ? sqlError(156, shown.text)
        : sqlError(102, shown?.text ?? '');
    error.line = token.line;
    return error;
  }
  isName(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'quoted' || (token.kind === 'word' && !reserved.has(token.upper));
  }
  name(): string {
    if (!this.isName()) throw this.syntaxError();
    return this.next().text;
  }
  variable(): string {
    const token = this.peek();
    if (token.kind !== 'variable' || token.text.startsWith('@@')) throw this.syntaxError();
    this.position += 1;
    return token.text;
  }
  /** One to four parts; an omitted part ("PRO01..armast") is ''. */
  nameParts(): string[] {
    const parts = [this.name()];
    while (this.isSymbol('.')) {
      if (this.peek(1).kind === 'symbol' && this.peek(1).text === '*') break;
      this.next();
      parts.push(this.isSymbol('.') ? '' : this.anyName());
    }
    return parts;
  }
  /** After a dot even a reserved word may be a column's name in practice only when quoted: the same rule. */
  anyName(): string {
    return this.name();
  }
  objectName(): ObjectName {
    const parts = this.nameParts();
    const reversed = [...parts].reverse();
    return { name: reversed[0] ?? '', schema: reversed[1] ?? '', database: reversed[2] ?? '' };
  }
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.takeSymbol(',')) items.push(item());
    return items;
  }
  parenthesised<T>(inner: () => T): T {
    this.expectSymbol('(');
    const result = inner();
    this.expectSymbol(')');
    return result;
  }
  textBetween(start: number, end: number): string {
    return this.sql.slice(start, end);
  }
}
