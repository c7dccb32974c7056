/** Names in scope while a query block is compiled. */
import type { SqlType } from '../../session.ts';
import type { Table } from '../catalog/model.ts';
import { sqlError } from '../errors.ts';
import type { TableHint } from '../syntax/ast.ts';
import type { Collation } from '../types/collation.ts';
import type { Value } from '../types/sql-type.ts';
import type { Environment } from './environment.ts';
import type { Frame, Plan, Typed } from './frame.ts';

export interface BoundColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly identity: boolean;
  readonly collation: Collation | null;
}
/** Where a binding's rows come from. */
export type BindingSource =
  | { readonly kind: 'table'; readonly table: Table; readonly hints: readonly TableHint[] }
  | {
      readonly kind: 'plan';
      readonly plan: Plan;
      readonly correlated: () => boolean;
      readonly lateral: boolean;
    }
  | { readonly kind: 'rows'; readonly rows: () => readonly (readonly Value[])[] };

export interface Binding {
  /** The name that qualifies its columns. */
  readonly exposed: string;
  readonly aliased: boolean;
  readonly schema: string;
  readonly database: string;
  readonly columns: readonly BoundColumn[];
  readonly source: BindingSource;
  readonly offset: number;
  /** Column numbers that the query reads. */
  readonly used: Set<number>;
  nullSupplied: boolean;
  /** INSERTED and DELETED of an OUTPUT clause: any case means them, even under a binary collation. */
  readonly keyword?: boolean;
}

export interface Grouping {
  /** Key of each grouped expression → true; columns outside them and outside aggregates are errors. */
  readonly keys: ReadonlySet<string>;
  clause: 'select list' | 'HAVING' | 'ORDER BY';
}

export class Scope {
  readonly bindings: Binding[] = [];
  readonly parent: Scope | null;
  readonly environment: Environment;
  readonly names: Collation;
  /** Sum of the bindings' columns, then one slot per aggregate and window function. */
  width = 0;
  /** Bindings that the expression being compiled refers to; a fresh set per conjunct. */
  references = new Set<Binding>();
  /** The query reads columns of a query around it. */
  correlated = false;
  hasSubquery = false;
  grouping: Grouping | null = null;
  insideAggregate = false;

  constructor(parent: Scope | null, environment: Environment, names: Collation) {
    this.parent = parent;
    this.environment = environment;
    this.names = names;
  }
  add(binding: Omit<Binding, 'offset' | 'used' | 'nullSupplied'>): Binding {
    for (const other of this.bindings) {
      if (this.#sameExposed(other, binding)) {
        throw binding.aliased && other.aliased
          ? sqlError(1011, binding.exposed)
          : sqlError(1013, other.exposed, binding.exposed);
      }
    }
    const added: Binding = { ...binding, offset: this.width, used: new Set(), nullSupplied: false };
    this.bindings.push(added);
    this.width += binding.columns.length;
    return added;
  }
  #sameExposed(a: { exposed: string; aliased: boolean; database: string }, b: typeof a): boolean {
    if (this.names.key(a.exposed) !== this.names.key(b.exposed)) return false;
    return a.aliased || b.aliased || a.database === b.database;
  }
  newSlot(): number {
    this.width += 1;
    return this.width - 1;
  }
  matches(binding: Binding, qualifier: readonly string[]): boolean {
    const same = (a: string, b: string): boolean => this.names.key(a) === this.names.key(b);
    const [table = '', schema = '', database = ''] = [...qualifier].reverse();
    const named =
      binding.keyword === true
        ? binding.exposed.toLowerCase() === table.toLowerCase()
        : same(binding.exposed, table);
    if (!named) return false;
    if (qualifier.length > 1 && binding.aliased) return false;
    if (schema !== '' && !same(binding.schema, schema)) return false;
    return database === '' || same(binding.database, database);
  }
  /** The bindings and columns here that a name may mean. */
  candidates(parts: readonly string[]): { binding: Binding; index: number }[] {
    const name = this.names.key(parts.at(-1) ?? '');
    const qualifier = parts.slice(0, -1);
    const found: { binding: Binding; index: number }[] = [];
    for (const binding of this.bindings) {
      if (qualifier.length > 0 && !this.matches(binding, qualifier)) continue;
      binding.columns.forEach((column, index) => {
        if (this.names.key(column.name) === name) found.push({ binding, index });
      });
    }
    return found;
  }
}

/** 207, 209 or 4104 when the name means nothing or too much. */
export const resolveColumn = (scope: Scope, parts: readonly string[]): Typed => {
  let depth = 0;
  const crossed: Scope[] = [];
  for (let here: Scope | null = scope; here !== null; here = here.parent) {
    const found = here.candidates(parts);
    if (found.length > 1) throw sqlError(209, parts.at(-1) ?? '');
    const [only] = found;
    if (only !== undefined) {
      for (const inner of crossed) inner.correlated = true;
      if (depth === 0) here.references.add(only.binding);
      else noteOuterReference(here, only.binding);
      only.binding.used.add(only.index);
      checkGrouping(here, only.binding, only.index);
      return columnAt(only.binding, only.index, depth);
    }
    crossed.push(here);
    depth += 1;
  }
  throw parts.length === 1 ? sqlError(207, parts[0] ?? '') : unbound(scope, parts);
};

const unbound = (scope: Scope, parts: readonly string[]): Error => {
  for (let here: Scope | null = scope; here !== null; here = here.parent) {
    if (here.bindings.some((b) => here?.matches(b, parts.slice(0, -1)))) {
      return sqlError(207, parts.at(-1) ?? '');
    }
  }
  return sqlError(4104, parts.join('.'));
};

/** A subquery inside a conjunct makes the conjunct depend on the outer binding too. */
const noteOuterReference = (scope: Scope, binding: Binding): void => {
  scope.references.add(binding);
};

const checkGrouping = (scope: Scope, binding: Binding, index: number): void => {
  const { grouping } = scope;
  if (grouping === null || scope.insideAggregate) return;
  if (grouping.keys.has(slotKey(binding, index))) return;
  const name = `${binding.exposed === '' ? '' : `${binding.exposed}.`}${binding.columns[index]?.name ?? ''}`;
  const number = { 'select list': 8120, HAVING: 8121, 'ORDER BY': 8127 }[grouping.clause];
  throw sqlError(number, name);
};
export const slotKey = (binding: Binding, index: number): string => `#${binding.offset + index}`;

const columnAt = (binding: Binding, index: number, depth: number): Typed => {
  const column = binding.columns[index];
  if (column === undefined) throw new Error('A resolved column exists.');
  const slot = binding.offset + index;
  return {
    type: column.type,
    nullable: column.nullable || binding.nullSupplied,
    identity: column.identity,
    collation: column.collation,
    strength: column.collation === null ? 'default' : 'implicit',
    evaluate: slotReader(slot, depth),
  };
};

export const slotReader = (slot: number, depth: number): ((frame: Frame) => Value) => {
  if (depth === 0) return (f) => f.slots[slot] ?? null;
  if (depth === 1) return (f) => f.outer?.slots[slot] ?? null;
  return (f) => {
    let frame: Frame | null = f;
    for (let i = 0; i < depth && frame !== null; i += 1) frame = frame.outer;
    return frame?.slots[slot] ?? null;
  };
};
