import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markerFor } from '../../src-main/ledgers/marker.ts';
import type { ChangeToken } from '../../src-main/ledgers/port.ts';
import {
  keyOf,
  REFERENCE_LENGTH,
  readReference,
  referenceFor,
} from '../../src-main/ledgers/sage-accounting/posting/references.ts';
import { readToken, writeToken } from '../../src-main/ledgers/sage-accounting/reading/change-token.ts';
import { createThrottle } from '../../src-main/ledgers/web/throttle.ts';

const marker = fc
  .record({
    gateway: fc.string(),
    externalId: fc.string(),
    purpose: fc.string(),
    itemNumber: fc.string(),
    round: fc.nat(),
  })
  .map(markerFor);

describe('the reference of a payment in Sage', () => {
  it('never needs more room than Sage gives, and leads back to its marker', () => {
    fc.assert(
      fc.property(
        marker,
        fc.string(),
        fc.constantFrom('invoice' as const, 'credit' as const),
        fc.boolean(),
        (mark, number, kind, reopens) => {
          const reference = referenceFor(mark, reopens ? { kind, number } : null);
          expect(reference.length).toBeLessThanOrEqual(REFERENCE_LENGTH);
          const read = readReference(reference);
          expect(read?.key).toBe(keyOf(mark));
          expect(mark.startsWith(read?.part ?? 'none')).toBe(true);
          expect(read?.reopened === null).toBe(!reopens);
          if (reopens && /^\S{1,12}$/.test(number)) expect(read?.reopened).toEqual({ kind, number });
        },
      ),
    );
  });

  it('is found with what a user wrote behind it, and nothing else is taken for one', () => {
    expect(readReference('MB0123456789ABCDEFGH checked by Ann')?.part).toBe('MB0123456789ABCDEFGH');
    for (const other of ['', null, 'CK 4711', 'MB12', 'XMB0123456789AB', 'MBilO123456789']) {
      expect(readReference(other)).toBeNull();
    }
  });
});

describe('the token of a read', () => {
  it('goes on ten minutes before the read began, of the same business only', () => {
    const token = writeToken('b1', new Date('2026-03-10T09:00:00Z'));
    expect(readToken(token, 'b1')).toBe('2026-03-10T08:50:00.000Z');
    expect(readToken(token, 'b2')).toBeNull();
    for (const broken of ['', 'x', '{}', '{"v":1,"business":"b1","at":"yesterday"}']) {
      expect(readToken(broken as ChangeToken, 'b1')).toBeNull();
    }
  });
});

describe('so many requests a minute', () => {
  it('are never more, in any minute, however they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 10, max: 200 }),
        fc.array(fc.nat({ max: 3_000 }), { maxLength: 400 }),
        async (perMinute, pauses) => {
          let now = 0;
          const throttle = createThrottle(perMinute, {
            now: () => new Date(now),
            sleep: async (ms) => {
              now += ms;
            },
          });
          const sent: number[] = [];
          for (const pause of pauses) {
            now += pause;
            await throttle.take(new AbortController().signal);
            sent.push(now);
          }
          for (const [at, time] of sent.entries()) {
            const within = sent.slice(at).filter((other) => other < time + 60_000).length;
            expect(within).toBeLessThanOrEqual(perMinute + 1);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
