/**
 * One function per call of the contract, by screen. May use services, the store and the open company; called by hosts through
 * hosting/answer.ts, which has checked the input.
 */
import type { Handlers } from '../../shared/api.ts';
import { csvHandlers } from './csv.ts';
import { customerHandlers } from './customers.ts';
import { flowHandlers } from './flows.ts';
import type { Hand } from './hand.ts';
import { mappingHandlers } from './mapping.ts';
import { matchingHandlers } from './matching.ts';
import { orderHandlers } from './orders.ts';
import { reportHandlers } from './reports.ts';
import { reviewHandlers } from './review.ts';
import { setupHandlers } from './setup.ts';
import { tourHandlers } from './tour.ts';
import { type UpdateService, updateHandlers } from './updates.ts';
import { watchHandlers } from './watch.ts';

export type { UpdateService };

export function createHandlers(hand: Hand): Handlers {
  return {
    ...setupHandlers(hand),
    ...reviewHandlers(hand),
    ...watchHandlers(hand),
    ...matchingHandlers(hand),
    ...reportHandlers(hand),
    ...csvHandlers(hand),
    ...flowHandlers(hand),
    ...mappingHandlers(hand),
    ...customerHandlers(hand),
    ...tourHandlers(hand),
    ...orderHandlers(hand),
    ...updateHandlers(hand),
  };
}
