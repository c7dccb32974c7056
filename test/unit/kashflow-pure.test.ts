import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryCodeOf, standardPostcode } from '../../src-main/ledgers/kashflow/customers/address.ts';
import { NOTE_LENGTH, noteFor, readNote, WHOLE } from '../../src-main/ledgers/kashflow/posting/note.ts';
import { markerFor } from '../../src-main/ledgers/marker.ts';

const markers = fc
  .string()
  .map((externalId) =>
    markerFor({ gateway: 'opayo', externalId, purpose: 'receipt', itemNumber: '1', round: 0 }),
  );
const numbers = fc.integer({ min: 1, max: 999_999_999 });
const parts = fc.constantFrom({ part: 1, of: 1 }, { part: 1, of: 2 }, { part: 2, of: 2 });

describe('the note of a payment', () => {
  it('gives back what was put into it, whatever is said behind it', () => {
    fc.assert(
      fc.property(
        markers,
        parts,
        fc.option(numbers),
        fc.option(numbers),
        fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{4}$/),
        fc.array(fc.string()),
        (marker, part, refunded, back, writer, about) => {
          const note = noteFor(marker, { ...part, refunded, back }, writer, ...about);
          expect(note.length).toBeLessThanOrEqual(NOTE_LENGTH);
          expect(readNote(note)).toEqual({ marker, ...part, refunded, back, writer });
        },
      ),
    );
  });

  it('is nobody else’s', () => {
    expect(readNote('Cheque 4711')).toBeNull();
    expect(readNote('MBA 2026')).toBeNull();
    expect(readNote(null)).toBeNull();
    const marker = markerFor({ gateway: 'g', externalId: 'x', purpose: 'receipt', itemNumber: '', round: 0 });
    expect(readNote(`${marker}X ${noteFor(marker, WHOLE, 'AAAA')}`)).toBeNull();
  });
});

describe('addresses as KashFlow has them', () => {
  it.each([
    ['bs14tr', 'BS1 4TR'],
    ['SW1A  1AA', 'SW1A 1AA'],
    ['m11ae', 'M1 1AE'],
    ['75008', '75008'],
    ['K1A 0B1', 'K1A 0B1'],
    ['', ''],
  ])('postcode %s is %s', (written, standard) => {
    expect(standardPostcode(written)).toBe(standard);
  });

  it.each([
    ['United Kingdom', 'GB'],
    ['UK', 'GB'],
    ['england', 'GB'],
    ['Greece', 'EL'],
    ['gr', 'EL'],
    ['US', 'US'],
    ['', null],
    ['Atlantis', null],
  ])('country %s has the code %s', (written, code) => {
    expect(countryCodeOf(written)).toBe(code);
  });
});
