/** The syntax tree of statements; `ast-query.ts` has what they are made of. */
import type { IsolationLevel, SqlType } from '../../session.ts';
import type {
  CommonTable,
  Condition,
  Expression,
  ObjectName,
  Query,
  SelectCore,
  SelectItem,
  TableSource,
} from './ast-query.ts';

export type * from './ast-query.ts';

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
