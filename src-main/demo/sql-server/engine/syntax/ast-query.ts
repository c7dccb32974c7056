/** The syntax tree of expressions, conditions and queries. Names are as written; resolving them is the compiler's work. */
import type { SqlType } from '../../session.ts';

/** Up to four parts: server, database, schema, object; the last is the object. */
export interface ObjectName {
  readonly database: string;
  readonly schema: string;
  readonly name: string;
}

export type Expression =
  | { readonly kind: 'literal'; readonly type: SqlType | null; readonly text: string }
  | { readonly kind: 'column'; readonly parts: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'global'; readonly name: string }
  | { readonly kind: 'unary'; readonly op: '-' | '+' | '~'; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly op: string; readonly left: Expression; readonly right: Expression }
  | FunctionCall
  | {
      readonly kind: 'cast';
      readonly operand: Expression;
      readonly type: SqlType;
      readonly style: Expression | null;
    }
  | {
      readonly kind: 'case';
      readonly input: Expression | null;
      readonly branches: readonly { readonly when: Condition | Expression; readonly result: Expression }[];
      readonly otherwise: Expression | null;
    }
  | { readonly kind: 'subquery'; readonly query: Query }
  | { readonly kind: 'collate'; readonly operand: Expression; readonly collation: string }
  | { readonly kind: 'default' };

export interface FunctionCall {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
  readonly distinct: boolean;
  readonly star: boolean;
  readonly over: { readonly partition: readonly Expression[]; readonly order: readonly OrderItem[] } | null;
}

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'compare'; readonly op: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'is-null'; readonly operand: Expression; readonly negated: boolean }
  | {
      readonly kind: 'between';
      readonly operand: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'in-list';
      readonly operand: Expression;
      readonly items: readonly Expression[];
      readonly negated: boolean;
    }
  | {
      readonly kind: 'in-query';
      readonly operand: Expression;
      readonly query: Query;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'like';
      readonly operand: Expression;
      readonly pattern: Expression;
      readonly escapeCharacter: Expression | null;
      readonly negated: boolean;
    }
  | { readonly kind: 'exists'; readonly query: Query }
  | {
      readonly kind: 'quantified';
      readonly op: string;
      readonly all: boolean;
      readonly operand: Expression;
      readonly query: Query;
    }
  | { readonly kind: 'updated'; readonly column: string };

export interface OrderItem {
  readonly expression: Expression;
  readonly descending: boolean;
}

export type SelectItem =
  | { readonly kind: 'star'; readonly qualifier: readonly string[] }
  | { readonly kind: 'value'; readonly expression: Expression; readonly alias: string }
  | {
      readonly kind: 'assign';
      readonly variable: string;
      readonly op: string;
      readonly expression: Expression;
    };

export type TableHint =
  | 'NOLOCK'
  | 'READUNCOMMITTED'
  | 'READCOMMITTED'
  | 'READCOMMITTEDLOCK'
  | 'REPEATABLEREAD'
  | 'SERIALIZABLE'
  | 'HOLDLOCK'
  | 'UPDLOCK'
  | 'XLOCK'
  | 'ROWLOCK'
  | 'PAGLOCK'
  | 'TABLOCK'
  | 'TABLOCKX'
  | 'READPAST'
  | 'NOWAIT'
  | 'INDEX'
  | 'KEEPIDENTITY'
  | 'NOEXPAND'
  | 'FORCESEEK';

export type TableSource =
  | {
      readonly kind: 'table';
      readonly name: ObjectName;
      readonly alias: string;
      readonly hints: readonly TableHint[];
    }
  | { readonly kind: 'table-variable'; readonly name: string; readonly alias: string }
  | {
      readonly kind: 'derived';
      readonly query: Query;
      readonly alias: string;
      readonly columns: readonly string[];
    }
  | {
      readonly kind: 'join';
      readonly type: 'inner' | 'left' | 'right' | 'full' | 'cross' | 'cross-apply' | 'outer-apply';
      readonly left: TableSource;
      readonly right: TableSource;
      readonly on: Condition | null;
    };

export interface SelectCore {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly top: { readonly count: Expression; readonly withTies: boolean; readonly percent: boolean } | null;
  readonly items: readonly SelectItem[];
  readonly into: ObjectName | null;
  readonly from: readonly TableSource[];
  readonly where: Condition | null;
  readonly groupBy: readonly Expression[];
  readonly having: Condition | null;
}
export type QueryBody =
  | SelectCore
  | {
      readonly kind: 'set-operation';
      readonly op: 'union' | 'union all' | 'except' | 'intersect';
      readonly left: QueryBody;
      readonly right: QueryBody;
    }
  | { readonly kind: 'values'; readonly rows: readonly (readonly Expression[])[] };

export interface CommonTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly query: Query;
}
export interface Query {
  readonly with: readonly CommonTable[];
  readonly body: QueryBody;
  readonly orderBy: readonly OrderItem[];
  readonly offset: { readonly skip: Expression; readonly fetch: Expression | null } | null;
}
