/**
 * A statement and its parameters. Values never become text of the statement: `Parameters` hands out @p1, @p2 … and
 * keeps the values with their types. Names come from the verified schema profile and go through `quoted`.
 */
import sql from 'mssql';
import type { AccountingDate } from '../../../../shared/model.ts';
import { type Currency, formatMinor, type Minor } from '../../../../shared/money.ts';
import type { ColumnProfile } from '../schema/profile.ts';

export interface Parameter {
  readonly name: string;
  /** text: varchar, unicode: nvarchar. A char column compared with nvarchar would lose its index. */
  readonly kind: 'text' | 'unicode' | 'datetime' | 'int';
  readonly length: number;
  readonly value: string | number | Date | null;
}

export interface Statement {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

/** `name` as a bracket-quoted identifier. */
export function quoted(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

export class Parameters {
  readonly list: Parameter[] = [];

  /** A text that is compared with or written to `column`. */
  text(value: string, column: Pick<ColumnProfile, 'type' | 'length'>): string {
    const unicode = column.type === 'nchar' || column.type === 'nvarchar' || column.type === 'ntext';
    const room = unicode ? 4000 : 8000;
    const wide = column.length === null || column.length < 1 ? room : column.length;
    return this.#add(unicode ? 'unicode' : 'text', Math.max(wide, value.length, 1), value);
  }

  unicode(value: string): string {
    return this.#add('unicode', Math.max(128, value.length), value);
  }

  int(value: number): string {
    return this.#add('int', 0, value);
  }

  /** Midnight of a day without a zone. */
  date(date: AccountingDate | '1900-01-01'): string {
    return this.#add('datetime', 0, new Date(`${date}T00:00:00.000Z`));
  }

  /** An amount, exact: it travels as text and becomes a number of the column's own precision on the server. */
  amount(minor: Minor, currency: Currency, column: ColumnProfile): string {
    return this.decimal(formatMinor(minor, currency), column);
  }

  decimal(text: string, column: ColumnProfile): string {
    return `CAST(${this.#add('text', 40, text)} AS ${numericType(column)})`;
  }

  #add(kind: Parameter['kind'], length: number, value: Parameter['value']): string {
    const name = `p${this.list.length + 1}`;
    this.list.push({ name, kind, length, value });
    return `@${name}`;
  }
}

function numericType(column: ColumnProfile): string {
  const { type, precision, scale } = column;
  if ((type === 'numeric' || type === 'decimal') && precision !== null) {
    return `numeric(${precision},${scale ?? 0})`;
  }
  return ['int', 'bigint', 'smallint', 'tinyint'].includes(type) ? 'numeric(19,0)' : 'numeric(19,4)';
}

/** Any amount column as an exact decimal text: the driver would make a float of a numeric. */
export function amountAsText(expression: string, column: ColumnProfile): string {
  const exact = ['numeric', 'decimal', 'int', 'bigint', 'smallint', 'tinyint'].includes(column.type);
  return `CAST(${exact ? expression : `CAST(${expression} AS numeric(19,4))`} AS varchar(48))`;
}

/** The driver's type of a parameter. `unicodeOnly`: the server named no code page, so no varchar can be sent. */
export function driverType(parameter: Parameter, unicodeOnly: boolean): sql.ISqlType | (() => sql.ISqlType) {
  switch (parameter.kind) {
    case 'int':
      return sql.Int;
    case 'datetime':
      return sql.DateTime;
    case 'text':
      if (!unicodeOnly) return sql.VarChar(parameter.length > 8000 ? sql.MAX : parameter.length);
      return sql.NVarChar(parameter.length > 4000 ? sql.MAX : parameter.length);
    case 'unicode':
      return sql.NVarChar(parameter.length > 4000 ? sql.MAX : parameter.length);
  }
}
