/** What a query block finds in its expressions: aggregates, windows, grouped expressions, each with a slot for its result. */
import { sqlError } from '../errors.ts';
import type { Expression, FunctionCall } from '../syntax/ast.ts';
import { type Aggregate, aggregateFor } from './aggregate.ts';
import { type Collected, type Context, compileExpression } from './expression.ts';
import type { Typed } from './frame.ts';
import { slotReader } from './scope.ts';
import { canonical, hasAggregate } from './walk.ts';
import { type WindowCall, windowFor } from './window.ts';

export class BlockCalls implements Collected {
  readonly aggregates: { readonly slot: number; readonly aggregate: Aggregate }[] = [];
  readonly windows: WindowCall[] = [];
  readonly #context: Context;
  readonly #bySource = new Map<string, Typed>();
  readonly #groupedExpressions: ReadonlyMap<string, Typed>;
  /** False in WHERE and in blocks without grouping: an aggregate is an error there. */
  aggregatesAllowed = true;

  constructor(context: Context, groupedExpressions: ReadonlyMap<string, Typed>) {
    this.#context = { ...context, collected: null };
    this.#groupedExpressions = groupedExpressions;
  }
  grouped(expression: Expression): Typed | null {
    if (
      this.#groupedExpressions.size === 0 ||
      expression.kind === 'column' ||
      expression.kind === 'literal'
    ) {
      return null;
    }
    return this.#groupedExpressions.get(canonical(expression, this.#context)) ?? null;
  }
  aggregate(call: FunctionCall): Typed | null {
    if (!this.aggregatesAllowed) return null;
    const key = canonical(call, this.#context);
    const known = this.#bySource.get(key);
    if (known !== undefined) return known;
    const { scope } = this.#context;
    if (call.args.some((arg) => hasAggregate(arg))) throw sqlError(130);
    scope.insideAggregate = true;
    const [first] = call.args;
    const hadSubquery = scope.hasSubquery;
    const argument = first === undefined ? null : compileExpression(first, this.#context);
    if (!hadSubquery && scope.hasSubquery) throw sqlError(130);
    scope.insideAggregate = false;
    const aggregate = aggregateFor(call, call.star ? null : argument);
    const slot = scope.newSlot();
    this.aggregates.push({ slot, aggregate });
    const typed: Typed = {
      type: aggregate.type,
      nullable: !/^COUNT/i.test(call.name),
      collation: aggregate.collation,
      strength: aggregate.strength,
      evaluate: slotReader(slot, 0),
    };
    this.#bySource.set(key, typed);
    return typed;
  }
  window(call: FunctionCall): Typed {
    const key = canonical(call, this.#context);
    const known = this.#bySource.get(key);
    if (known !== undefined) return known;
    const inner: Context = { ...this.#context, collected: this };
    const slot = this.#context.scope.newSlot();
    const window = windowFor(call, slot, inner);
    this.windows.push(window);
    const typed: Typed = {
      type: window.type,
      nullable: window.nullable,
      collation: window.collation,
      strength: window.collation === null ? 'default' : 'implicit',
      evaluate: slotReader(slot, 0),
    };
    this.#bySource.set(key, typed);
    return typed;
  }
}
