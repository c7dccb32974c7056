/** Implicit conversion inside expressions, and which collation wins. */
import type { SqlType } from '../../session.ts';
import { SqlError, sqlError } from '../errors.ts';
import type { Collation } from '../types/collation.ts';
import { collationConflict } from '../types/collation.ts';
import { converter, plainConversion } from '../types/convert.ts';
import type { DateOrder } from '../types/date-text.ts';
import { commonType, familyOf, isNumber, isText, nameOf, sameType, type Value } from '../types/sql-type.ts';
import type { Typed } from './frame.ts';

/** The expression as a value of the type. 206 and 257 for what SQL Server does not convert by itself. */
export const coerce = (from: Typed, to: SqlType, dateOrder: DateOrder): Typed => {
  if (from.untypedNull === true) return { ...from, type: to, untypedNull: false };
  if (sameType(from.type, to)) return from;
  const implicitOnly: readonly (readonly [string, string])[] = [
    ['date', 'integer'],
    ['date', 'decimal'],
    ['date', 'float'],
    ['text', 'binary'],
  ];
  const [source, target] = [familyOf(from.type), familyOf(to)];
  if (implicitOnly.some(([a, b]) => a === source && b === target) && from.type.name !== to.name) {
    throw new SqlError(
      257,
      16,
      3,
      `Implicit conversion from data type ${nameOf(from.type)} to ${nameOf(to)} is not allowed. Use the CONVERT function to run this query.`,
      'batch',
    );
  }
  const convert = converter(from.type, to, { ...plainConversion, dateOrder });
  const { evaluate } = from;
  return {
    ...from,
    type: to,
    evaluate: (f) => {
      const value = evaluate(f);
      return value === null ? null : convert(value);
    },
  };
};

export const commonTypeOf = (items: readonly Typed[]): SqlType => {
  const typed = items.filter((item) => item.untypedNull !== true);
  const [first, ...rest] = typed.length === 0 ? items : typed;
  if (first === undefined) throw new Error('A common type needs at least one expression.');
  return rest.reduce((type, item) => commonType(type, item.type), first.type);
};

/** Explicit beats implicit beats default; two that differ at the same strength conflict. */
export const commonCollation = (
  items: readonly Typed[],
  operation: string,
): Pick<Typed, 'collation' | 'strength'> => {
  let winner: Pick<Typed, 'collation' | 'strength'> = { collation: null, strength: 'default' };
  const order = ['default', 'implicit', 'conflict', 'explicit'];
  for (const item of items) {
    if (item.collation === null || !isText(item.type)) continue;
    if (winner.collation === null || order.indexOf(item.strength) > order.indexOf(winner.strength)) {
      winner = { collation: item.collation, strength: item.strength };
    } else if (item.strength === winner.strength && item.collation !== winner.collation) {
      if (item.strength === 'default') continue;
      throw collationConflict(winner.collation.name, item.collation.name, operation);
    }
  }
  return winner;
};

export interface Comparable {
  readonly left: Typed;
  readonly right: Typed;
  readonly collation: Collation | null;
}

/** Both sides in the type and collation in which SQL Server compares them. */
export const comparable = (left: Typed, right: Typed, op: string, dateOrder: DateOrder): Comparable => {
  for (const side of [left, right]) {
    if (['text', 'ntext', 'image'].includes(side.type.name) && op !== 'like') {
      const both = [nameOf(left.type), nameOf(right.type)] as const;
      throw sqlError(402, both[0], both[1], operationNames[op] ?? op);
    }
  }
  const type = commonTypeOf([left, right]);
  const bothText = isText(left.type) && isText(right.type);
  const collation = bothText ? commonCollation([left, right], operationNames[op] ?? op).collation : null;
  if (familyOf(left.type) === 'date' && familyOf(right.type) === 'date') return { left, right, collation };
  if (
    isNumber(left.type) &&
    familyOf(left.type) === familyOf(right.type) &&
    familyOf(left.type) === 'float'
  ) {
    return { left, right, collation };
  }
  if (bothText) return { left, right, collation };
  return { left: coerce(left, type, dateOrder), right: coerce(right, type, dateOrder), collation };
};

const operationNames: Record<string, string> = {
  '=': 'equal to',
  '<>': 'not equal to',
  '<': 'less than',
  '>': 'greater than',
  '<=': 'less than or equal to',
  '>=': 'greater than or equal to',
};

export const typedValue = (type: SqlType, value: Value, collation: Collation | null = null): Typed => ({
  type,
  nullable: value === null,
  evaluate: () => value,
  collation: isText(type) ? collation : null,
  strength: 'default',
});
