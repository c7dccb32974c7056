import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKER_LENGTH, MARKER_MIN_LENGTH, markerFor } from '../../src-main/ledgers/marker.ts';

const facts = { gateway: 'stripe', externalId: 'ch_1', purpose: 'receipt', itemNumber: '10423', round: 0 };

describe('the marker of a posting', () => {
  it('is the same wherever and whenever it is computed', () => {
    // Written down: rows in real ledgers carry these texts, so the derivation can never change.
    expect(markerFor(facts)).toBe(markerFor({ ...facts, itemNumber: '     10423  ' }));
    expect(markerFor(facts)).toBe('MBT8R994R332AEY120M0');
    expect(markerFor(facts)).toHaveLength(MARKER_LENGTH);
    expect(markerFor(facts)).toMatch(/^MB[0-9A-HJKMNP-TV-Z]{18}$/);
  });

  it.each([
    { gateway: 'paytrace' },
    { externalId: 'ch_2' },
    { purpose: 'refund' },
    { itemNumber: '10424' },
    { round: 1 },
  ])('differs when %o differs, even cut to the narrowest column', (change) => {
    const cut = (text: string): string => text.slice(0, MARKER_MIN_LENGTH);
    expect(cut(markerFor({ ...facts, ...change }))).not.toBe(cut(markerFor(facts)));
  });

  it('does not run neighbouring fields together', () => {
    expect(markerFor({ ...facts, gateway: 'a', externalId: 'bc' })).not.toBe(
      markerFor({ ...facts, gateway: 'ab', externalId: 'c' }),
    );
  });

  it('has no twin among many', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 30 }), {
      minLength: 200,
      maxLength: 400,
    });
    fc.assert(
      fc.property(ids, (list) => {
        const cut = list.map((externalId) => markerFor({ ...facts, externalId }).slice(0, MARKER_MIN_LENGTH));
        expect(new Set(cut).size).toBe(list.length);
      }),
      { numRuns: 20 },
    );
  });
});
