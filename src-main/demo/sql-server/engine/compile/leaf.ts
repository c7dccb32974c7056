/** One source's rows, narrowed by its tests and equality terms; what no index serves is hashed once it is asked for often. */
import { valueKey } from '../types/collation.ts';
import type { Value } from '../types/sql-type.ts';
import { askable, bestIndex, type Term } from './access.ts';
import type { Environment } from './environment.ts';
import { type Frame, isPause, type Pause, settled, type Test } from './frame.ts';
import { lockIntent } from './hints.ts';
import type { Scan } from './row-reader.ts';
import { scanTable } from './scan.ts';
import type { Binding } from './scope.ts';

export interface Conjunct {
  readonly test: Test;
  readonly references: ReadonlySet<Binding>;
  readonly terms: readonly Term[];
  /** Depends on nothing but its own binding: no outer column, no subquery, no other binding. */
  readonly standsAlone: boolean;
}
type Slice = readonly Value[];
const timesBeforeHashing = 3;

export class Leaf {
  readonly binding: Binding;
  readonly scan: Scan | null;
  readonly #environment: Environment;
  readonly #tests: Test[] = [];
  readonly #ownTests: Test[] = [];
  readonly #equalities: Term[] = [];
  #materialized: { readonly frame: Frame | null; readonly rows: readonly Slice[] } | null = null;
  #hash: { readonly rows: readonly Slice[]; readonly buckets: ReadonlyMap<string, readonly Slice[]> } | null =
    null;
  #asked = 0;

  constructor(binding: Binding, environment: Environment, isTarget: boolean) {
    this.binding = binding;
    this.#environment = environment;
    this.scan =
      binding.source.kind === 'table'
        ? {
            binding,
            table: binding.source.table,
            intent: lockIntent(binding.source.hints, isTarget, environment, binding.database),
            tests: this.#tests,
            terms: [],
            order: [],
            ridSlot: -1,
          }
        : null;
  }
  attach(conjunct: Conjunct): void {
    this.#tests.push(conjunct.test);
    if (conjunct.standsAlone) this.#ownTests.push(conjunct.test);
    for (const term of conjunct.terms) {
      if (term.binding !== this.binding) continue;
      this.scan?.terms.push(term);
      if (term.op === '=') this.#equalities.push(term);
    }
  }
  *iterate(frame: Frame): Generator<true | Pause> {
    if (this.scan !== null && !this.#worthHashing(this.scan)) {
      yield* scanTable(this.scan, frame, this.#environment);
      return;
    }
    const rows = yield* this.#allRows(frame);
    for (const row of this.#narrowed(rows, frame)) {
      this.#put(frame, row);
      let passed = true;
      for (const test of this.#tests) {
        if ((yield* settled(() => test(frame))) !== true) {
          passed = false;
          break;
        }
      }
      if (passed) yield true;
    }
  }
  clear(frame: Frame): void {
    this.binding.columns.forEach((_, i) => {
      frame.slots[this.binding.offset + i] = null;
    });
  }
  #put(frame: Frame, row: Slice): void {
    for (let i = 0; i < row.length; i += 1) frame.slots[this.binding.offset + i] = row[i] ?? null;
  }
  #worthHashing(scan: Scan): boolean {
    if (this.#equalities.length === 0 || scan.intent.row !== null || scan.ridSlot >= 0) return false;
    const index = bestIndex(scan.table, scan.terms);
    if (index !== null) {
      const first = scan.table.columns.findIndex((c) => c.physical === index.columns[0]);
      if (scan.terms.some((t) => t.column === first && t.op === '=' && askable(scan.table, t))) return false;
    }
    this.#asked += 1;
    return this.#asked > timesBeforeHashing;
  }
  *#allRows(frame: Frame): Generator<Pause, readonly Slice[]> {
    const { source } = this.binding;
    if (source.kind === 'rows') return source.rows();
    const lateral = source.kind === 'plan' && source.lateral;
    const perFrame = source.kind === 'plan' && source.correlated();
    const cached = this.#materialized;
    if (cached !== null && !lateral && (!perFrame || cached.frame === frame)) return cached.rows;
    const rows: Slice[] = [];
    if (source.kind === 'plan') {
      for (const item of source.plan.rows(lateral ? frame : frame.outer)) {
        if (isPause(item)) yield item;
        else rows.push(item);
      }
    } else if (this.scan !== null) {
      const whole: Scan = { ...this.scan, tests: this.#ownTests, terms: [] };
      const { offset, columns } = this.binding;
      for (const item of scanTable(whole, frame, this.#environment)) {
        if (item === true) rows.push(frame.slots.slice(offset, offset + columns.length));
        else yield item;
      }
    }
    this.#materialized = { frame, rows };
    return rows;
  }
  #narrowed(rows: readonly Slice[], frame: Frame): readonly Slice[] {
    if (this.#equalities.length === 0 || rows.length < 8) return rows;
    if (this.#hash?.rows !== rows) this.#hash = { rows, buckets: this.#buckets(rows) };
    const parts: string[] = [];
    for (const term of this.#equalities) {
      const value = term.value(frame);
      if (value === undefined) return [];
      parts.push(valueKey(value, term.collation));
    }
    return this.#hash.buckets.get(parts.join('\u0001')) ?? [];
  }
  #buckets(rows: readonly Slice[]): Map<string, Slice[]> {
    const buckets = new Map<string, Slice[]>();
    for (const row of rows) {
      const key = this.#equalities.map((t) => valueKey(row[t.column] ?? null, t.collation)).join('\u0001');
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [row]);
      else bucket.push(row);
    }
    return buckets;
  }
}
