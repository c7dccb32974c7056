/** Calls about newer versions of Matchbook, and about what it is made of. */
import * as z from 'zod';
import { Instant } from '../model.ts';
import { call } from './call.ts';

export const UpdateState = z.object({
  /** The version that runs. */
  version: z.string(),
  /** Looked for at each start and once a day. */
  automatic: z.boolean(),
  /** unknown: not looked for yet. restarting: was asked to, and waits for the posting at hand. */
  phase: z.enum(['unknown', 'checking', 'current', 'downloading', 'ready', 'restarting', 'failed']),
  /** The newer version, once one is known. */
  available: z.string().nullable(),
  /** 0 to 1, of the download. */
  progress: z.number().min(0).max(1).nullable(),
  checkedAt: Instant.nullable(),
  /** Why the last look failed, in a sentence. */
  problem: z.string().nullable(),
});
export type UpdateState = z.infer<typeof UpdateState>;

/** A package of others that Matchbook is made of, with its licence. */
export const ThirdPartyNotice = z.object({
  name: z.string(),
  version: z.string(),
  licence: z.string(),
  /** The licence's own words, with its copyright lines. */
  text: z.string(),
});
export type ThirdPartyNotice = z.infer<typeof ThirdPartyNotice>;

/** Null where this host has no updates of its own: the browser, a checkout, the portable program. */
const offered = UpdateState.nullable();

export const updateCalls = {
  'updates.state': call(z.object({}), offered),
  /** Looks now; what it finds is downloaded. */
  'updates.check': call(z.object({}), offered),
  /** Restarts into the version that is ready, when the posting at hand is over. */
  'updates.install': call(z.object({}), offered),
  'updates.setAutomatic': call(z.object({ automatic: z.boolean() }), offered),
  'about.notices': call(z.object({}), z.array(ThirdPartyNotice)),
};
