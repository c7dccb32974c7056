/** One page of a list of what was created in a window. */
import type { Pull } from './pull.ts';
import { createdBetween, type StripeList } from './stripe-api.ts';
import type { Window } from './stripe-cursor.ts';

type StripeCall = Parameters<Pull['tools']['api']['page']>[1];
type Asked = Parameters<StripeCall>[1] & { created: { gte: number; lt: number } };

/** A record from outside the window cannot belong to its lists: the page is asked for again. */
export function inWindow(
  pull: Pull,
  window: Window,
  reading: string,
  list: (stripe: Parameters<StripeCall>[0], asked: Asked) => Promise<unknown>,
): Promise<StripeList> {
  const created = { gte: window.from, lt: window.to };
  return pull.tools.api.page(
    reading,
    (stripe, paging) => list(stripe, { ...paging, created }),
    window.after,
    pull.signal,
    createdBetween(window.from, window.to - 1),
  );
}
