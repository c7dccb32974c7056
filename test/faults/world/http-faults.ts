/** The faults of a profile as an HTTP API shows them. */
import type { Misbehaviour } from '../../../src-main/demo/http/index.ts';
import type { FaultRates } from '../plan/profile.ts';

/** What each kind of fault is on the wire of an HTTP API, and which requests it can strike. */
export const HTTP_FAULTS: readonly [keyof FaultRates, 'any' | 'writes', Misbehaviour][] = [
  ['refuseConnection', 'any', { kind: 'dropped' }],
  ['dropAnyRequest', 'any', { kind: 'answer_lost' }],
  ['dropBeforeCommit', 'writes', { kind: 'dropped' }],
  ['dropAfterCommit', 'writes', { kind: 'answer_lost' }],
  ['dropMidRow', 'any', { kind: 'truncated' }],
  ['deadlock1205', 'any', { kind: 'status', status: 500 }],
  ['lockTimeout1222', 'any', { kind: 'status', status: 503, retryAfterSeconds: 1 }],
  ['logFull9002', 'any', { kind: 'status', status: 429, retryAfterSeconds: 1 }],
  ['diskFull1105', 'any', { kind: 'html' }],
];
