import type { Handlers } from '../../shared/api.ts';
import type { Hand } from './hand.ts';

type TourHandlers = Pick<Handlers, Extract<keyof Handlers, `tour.${string}`>>;

export function tourHandlers(hand: Hand): TourHandlers {
  return {
    'tour.state': async () => ({ seen: hand.tourSeen() }),
    'tour.finish': async () => {
      hand.setTourSeen();
      return { seen: true };
    },
  };
}
