/** Looking through expressions without entering their subqueries. */
import type { Condition, Expression, FunctionCall, OrderItem } from '../syntax/ast.ts';
import type { Context } from './expression.ts';
import { isAggregate } from './expression.ts';
import { slotKey } from './scope.ts';

type Node = { readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Depth first; stops at subqueries. Returns whether any node satisfies the test. */
export const someExpression = (
  root: Expression | Condition | readonly Expression[] | readonly OrderItem[] | null,
  test: (call: FunctionCall) => boolean,
): boolean => {
  const visit = (value: unknown): boolean => {
    if (!isNode(value)) return false;
    if (Array.isArray(value)) return value.some(visit);
    if (value.kind === 'call' && test(value as unknown as FunctionCall)) return true;
    if (value.body !== undefined && value.with !== undefined) return false;
    return Object.values(value).some(visit);
  };
  return visit(root);
};
export const hasAggregate = (root: Parameters<typeof someExpression>[0]): boolean =>
  someExpression(root, (call) => call.over === null && isAggregate(call.name));
export const hasWindow = (root: Parameters<typeof someExpression>[0]): boolean =>
  someExpression(root, (call) => call.over !== null);

/** A text that is the same for two expressions that mean the same columns and operations. */
export const canonical = (expression: Expression | FunctionCall, context: Context): string =>
  JSON.stringify(expression, (_, value: unknown) => {
    if (!isNode(value) || value.kind !== 'column') return value;
    const parts = value.parts as readonly string[];
    const found = context.scope.candidates(parts);
    const [only] = found;
    return found.length === 1 && only !== undefined ? slotKey(only.binding, only.index) : value;
  });
