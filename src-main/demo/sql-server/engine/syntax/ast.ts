/** The syntax tree. Names are as written; resolving them is the compiler's work. */
import type { IsolationLevel, SqlType } from '../../session.ts';

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

export interface ColumnDeclaration {
  readonly name: string;
  readonly type: SqlType | null;
  readonly rowVersion: boolean;
  readonly nullable: boolean | null;
  readonly identity: { readonly seed: number; readonly increment: number } | null;
  readonly defaultName: string;
  readonly defaultText: string | null;
  readonly computedText: string | null;
  readonly collation: string;
}
export type TableConstraint =
  | {
      readonly kind: 'key';
      readonly name: string;
      readonly primary: boolean;
      readonly clustered: boolean | null;
      readonly columns: readonly string[];
    }
  | { readonly kind: 'check'; readonly name: string; readonly text: string }
  | {
      readonly kind: 'default';
      readonly name: string;
      readonly column: string;
      readonly text: string;
    };

export interface DmlTarget {
  readonly source: TableSource & { kind: 'table' | 'table-variable' };
}
export interface Output {
  readonly items: readonly SelectItem[];
  readonly into: (TableSource & { kind: 'table' | 'table-variable' }) | null;
  readonly intoColumns: readonly string[];
}
export interface Assignment {
  /** '' when only a variable is assigned. */
  readonly column: string;
  readonly variable: string;
  readonly op: string;
  readonly value: Expression;
}
export interface VariableDeclaration {
  readonly name: string;
  readonly type: SqlType | null;
  readonly table: {
    readonly columns: readonly ColumnDeclaration[];
    readonly constraints: readonly TableConstraint[];
  } | null;
  readonly initial: Expression | null;
}
export interface ProcedureArgument {
  readonly name: string;
  readonly value: Expression;
  readonly output: boolean;
}

type Top = SelectCore['top'];
type Plain = TableSource & { kind: 'table' | 'table-variable' };

export type Statement = { readonly line: number } & (
  | { readonly kind: 'query'; readonly query: Query }
  | {
      readonly kind: 'insert';
      readonly with: readonly CommonTable[];
      readonly top: Top;
      readonly target: Plain;
      readonly columns: readonly string[] | null;
      readonly output: Output | null;
      readonly rows: Query | 'default values' | { readonly procedure: Statement & { kind: 'execute' } };
    }
  | {
      readonly kind: 'update';
      readonly with: readonly CommonTable[];
      readonly top: Top;
      readonly target: Plain;
      readonly set: readonly Assignment[];
      readonly output: Output | null;
      readonly from: readonly TableSource[];
      readonly where: Condition | null;
    }
  | {
      readonly kind: 'delete';
      readonly with: readonly CommonTable[];
      readonly top: Top;
      readonly target: Plain;
      readonly output: Output | null;
      readonly from: readonly TableSource[];
      readonly where: Condition | null;
    }
  | { readonly kind: 'truncate'; readonly table: ObjectName }
  | {
      readonly kind: 'create-table';
      readonly table: ObjectName;
      readonly columns: readonly ColumnDeclaration[];
      readonly constraints: readonly TableConstraint[];
    }
  | {
      readonly kind: 'alter-add';
      readonly table: ObjectName;
      readonly columns: readonly ColumnDeclaration[];
      readonly constraints: readonly TableConstraint[];
    }
  | {
      readonly kind: 'alter-drop';
      readonly table: ObjectName;
      readonly what: 'column' | 'constraint';
      readonly names: readonly string[];
    }
  | { readonly kind: 'alter-column'; readonly table: ObjectName; readonly column: ColumnDeclaration }
  | {
      readonly kind: 'alter-trigger-state';
      readonly table: ObjectName;
      readonly triggers: readonly string[] | 'all';
      readonly enabled: boolean;
    }
  | {
      readonly kind: 'create-index';
      readonly name: string;
      readonly table: ObjectName;
      readonly unique: boolean;
      readonly clustered: boolean;
      readonly columns: readonly { readonly name: string; readonly descending: boolean }[];
      readonly include: readonly string[];
    }
  | {
      readonly kind: 'create-view';
      readonly alter: boolean;
      readonly view: ObjectName;
      readonly columns: readonly string[];
      readonly query: Query;
      readonly text: string;
      readonly queryText: string;
    }
  | {
      readonly kind: 'create-trigger';
      readonly alter: boolean;
      readonly trigger: ObjectName;
      readonly table: ObjectName;
      readonly insteadOf: boolean;
      readonly events: readonly ('INSERT' | 'UPDATE' | 'DELETE')[];
      readonly body: readonly Statement[];
      readonly text: string;
      readonly bodyText: string;
    }
  | {
      readonly kind: 'create-procedure';
      readonly alter: boolean;
      readonly procedure: ObjectName;
      readonly parameters: readonly ProcedureParameter[];
      readonly body: readonly Statement[];
      readonly text: string;
    }
  | {
      readonly kind: 'drop';
      readonly what: 'table' | 'view' | 'trigger' | 'procedure' | 'index';
      readonly ifExists: boolean;
      readonly names: readonly ObjectName[];
      /** For an index: its table. */
      readonly on: ObjectName | null;
    }
  | {
      readonly kind: 'permission';
      readonly action: 'grant' | 'deny' | 'revoke';
      readonly permissions: readonly string[];
      readonly object: ObjectName;
      readonly users: readonly string[];
    }
  | { readonly kind: 'declare'; readonly variables: readonly VariableDeclaration[] }
  | { readonly kind: 'set-variable'; readonly name: string; readonly op: string; readonly value: Expression }
  | { readonly kind: 'set-option'; readonly options: readonly string[]; readonly value: string }
  | { readonly kind: 'set-identity-insert'; readonly table: ObjectName; readonly on: boolean }
  | { readonly kind: 'set-isolation'; readonly level: IsolationLevel }
  | {
      readonly kind: 'if';
      readonly condition: Condition;
      readonly body: Statement;
      readonly otherwise: Statement | null;
    }
  | { readonly kind: 'while'; readonly condition: Condition; readonly body: Statement }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'try'; readonly body: readonly Statement[]; readonly handler: readonly Statement[] }
  | { readonly kind: 'break' | 'continue' | 'empty' }
  | { readonly kind: 'return'; readonly value: Expression | null }
  | { readonly kind: 'print'; readonly value: Expression }
  | { readonly kind: 'raiserror'; readonly args: readonly Expression[]; readonly options: readonly string[] }
  | { readonly kind: 'throw'; readonly args: readonly Expression[] }
  | { readonly kind: 'waitfor'; readonly delay: Expression }
  | { readonly kind: 'use'; readonly database: string }
  | { readonly kind: 'begin-transaction' | 'commit'; readonly name: string }
  | { readonly kind: 'rollback'; readonly name: string }
  | { readonly kind: 'save-transaction'; readonly name: string }
  | {
      readonly kind: 'execute';
      readonly result: string;
      readonly procedure: ObjectName;
      readonly arguments: readonly ProcedureArgument[];
    }
  | { readonly kind: 'execute-text'; readonly text: Expression }
);

export interface ProcedureParameter {
  readonly name: string;
  readonly type: SqlType;
  readonly initial: Expression | null;
  readonly output: boolean;
}
