/** Cursor pagination: https://docs.stripe.com/api/pagination. Newest first, `limit` 1 to 100, 10 when it is not given. */
import { invalid, missing } from './errors.ts';
import { type Parameters, wholeNumber } from './query.ts';
import type { Shelf, StripeObject } from './shelf.ts';

export const PAGING = ['limit', 'starting_after', 'ending_before', 'expand'] as const;

export interface StripeList<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly url: string;
}

function limitOf(parameters: Parameters): number {
  const text = parameters.text('limit');
  if (text === undefined) return 10;
  const limit = wholeNumber(text, 'limit');
  if (limit < 1)
    throw invalid('This value must be greater than or equal to 1.', 'limit', 'parameter_invalid_integer');
  if (limit > 100) {
    throw invalid('This value must be less than or equal to 100.', 'limit', 'parameter_invalid_integer');
  }
  return limit;
}

function take<T>(
  objects: Iterable<T>,
  fits: (object: T) => boolean,
  limit: number,
): { page: T[]; more: boolean } {
  const page: T[] = [];
  for (const object of objects) {
    if (!fits(object)) continue;
    if (page.length === limit) return { page, more: true };
    page.push(object);
  }
  return { page, more: false };
}

/** `kind` is the name that Stripe gives the object in a message: "charge", "balance_transaction", … */
export function listPage<T extends StripeObject>(
  shelf: Shelf<T>,
  kind: string,
  parameters: Parameters,
  fits: (object: T) => boolean,
): { readonly page: readonly T[]; readonly more: boolean; readonly further: boolean } {
  const limit = limitOf(parameters);
  const after = parameters.text('starting_after');
  const before = parameters.text('ending_before');
  if (after !== undefined && before !== undefined) {
    throw invalid(
      'You may only specify one of these parameters: starting_after, ending_before.',
      'ending_before',
    );
  }
  for (const [param, id] of [
    ['starting_after', after],
    ['ending_before', before],
  ] as const) {
    if (id !== undefined && !shelf.get(id)) throw missing(kind, id, param, 400);
  }
  if (before !== undefined) {
    const { page, more } = take(shelf.newer(before), fits, limit);
    return { page: page.reverse(), more, further: true };
  }
  const { page, more } = take(shelf.older(after ?? null), fits, limit);
  return { page, more, further: after !== undefined };
}
