/** The engine's own sorting and tables do what `sort` and a Map of lists would do, only with less work. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumberTable } from '../../src-main/matching/number-table.ts';
import { compareTexts, digitsOfTexts, sortedByKey, sortedPlaces } from '../../src-main/matching/ordering.ts';

const wholeNumber = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -(2 ** 51), max: 2 ** 51 }));
const text = fc.string({
  unit: fc.constantFrom('0', '7', '-', 'A', 'z', '\u007f', 'é', '\uffff'),
  maxLength: 18,
});

test('elements are sorted by number, then as compared', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ number: wholeNumber, text })), (elements) => {
      const compare = (a: { text: string }, b: { text: string }) => compareTexts(a.text, b.text);
      expect(sortedByKey(elements, (it) => it.number, compare)).toEqual(
        elements.toSorted((a, b) => a.number - b.number || compare(a, b)),
      );
    }),
  );
});

test('texts are sorted by their UTF-16 units, whatever stands in them and however long they are', () => {
  fc.assert(
    fc.property(fc.array(text), (texts) => {
      const places = sortedPlaces(texts.length, digitsOfTexts(texts), (a, b) =>
        compareTexts(texts[a] ?? '', texts[b] ?? ''),
      );
      expect(Array.from(places, (place) => texts[place])).toEqual(texts.toSorted(compareTexts));
    }),
  );
});

test('a number table gives the entries of a key last added first, and in order once they are sorted', () => {
  const key = fc.oneof(
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER - 1 }),
  );
  const entry = fc.record({ key, value: fc.integer({ min: 0, max: 9 }) });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 200 }), fc.integer({ min: 0, max: 20 }), (entries, expected) => {
      const table = new NumberTable(expected);
      const lists = new Map<number, { value: number; beside: number }[]>();
      entries.forEach(({ key, value }, beside) => {
        table.add(key, value, beside);
        lists.set(key, [{ value, beside }, ...(lists.get(key) ?? [])]);
      });
      const listOf = (key: number) => {
        const list: { value: number; beside: number }[] = [];
        for (let at = table.first(key); at >= 0; at = table.next(at)) {
          list.push({ value: table.value(at), beside: table.beside(at) });
        }
        return list;
      };
      for (const [key, list] of lists) expect([table.count(key), listOf(key)]).toEqual([list.length, list]);
      expect(table.first(Number.MAX_SAFE_INTEGER)).toBe(-1);
      table.sortEntries((one, other) => one - other);
      for (const [key, list] of lists)
        expect(listOf(key)).toEqual(list.toSorted((a, b) => a.value - b.value));
    }),
  );
});
