/** The first-run tour: shown once on this computer, whichever company is open, in whichever window. */
import * as z from 'zod';
import { call } from './call.ts';

const TourState = z.object({ seen: z.boolean() });

export const tourCalls = {
  'tour.state': call(z.object({}), TourState),
  /** Shown, to its end or not: never again by itself. */
  'tour.finish': call(z.object({}), TourState),
};
