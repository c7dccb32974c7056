import type { Handlers } from '../../shared/api.ts';

/** Seen already, unless a test is about the tour itself: it lies over the window. */
export function createTourHandlers(
  unseen: boolean,
): Pick<Handlers, Extract<keyof Handlers, `tour.${string}`>> {
  let seen = !unseen;
  return {
    'tour.state': async () => ({ seen }),
    'tour.finish': async () => {
      seen = true;
      return { seen };
    },
  };
}
