/** Sorting by numbers first and by texts only where the numbers are equal: comparing texts costs many times more. */

type Compare = (one: number, other: number) => number;

/** The elements in order of `key` (whole numbers), and of `compare` where keys are equal. */
export function sortedByKey<Element>(
  elements: readonly Element[],
  key: (element: Element) => number,
  compare: (one: Element, other: Element) => number,
): Element[] {
  const keys = new Float64Array(elements.length);
  for (let at = 0; at < keys.length; at++) keys[at] = key(elements[at] as Element);
  const places = sortedPlaces(keys.length, digitsOfNumbers(keys), (a, b) =>
    compare(elements[a] as Element, elements[b] as Element),
  );
  return picked(elements, places);
}

/** The elements at these places, in their order. */
export function picked<Element>(elements: readonly Element[], places: Int32Array): Element[] {
  const those: Element[] = [];
  for (let at = 0; at < places.length; at++) those.push(elements[places[at] as number] as Element);
  return those;
}

/** What elements are sorted by: per digit, the first one first, that of each element by its place. */
export type Digits = readonly Uint16Array[];

/** Digits are below this. */
const BASE = 16_384;

/** The places of `count` elements in order of their digits, and of `compare` where all of those are equal. */
export function sortedPlaces(count: number, digits: Digits, compare: Compare): Int32Array {
  let places: Int32Array = new Int32Array(count);
  for (let place = 0; place < count; place++) places[place] = place;
  let sorted: Int32Array = new Int32Array(count);
  const ends = new Int32Array(BASE);
  for (const digit of digits.toReversed()) {
    if (sortOnce(places, digit, ends, sorted)) [places, sorted] = [sorted, places];
  }
  for (let start = 0; start < count; ) {
    let end = start + 1;
    while (end < count && areEqual(digits, places[start] as number, places[end] as number)) end++;
    if (end - start > 1) sortPart(places, start, end, compare);
    start = end;
  }
  return places;
}

function areEqual(digits: Digits, one: number, other: number): boolean {
  // The last ones tell most elements apart.
  for (let at = digits.length - 1; at >= 0; at--) if (digits[at]?.[one] !== digits[at]?.[other]) return false;
  return true;
}

/** In order of one digit; what has the same one stays in the order it was in. False when all have the same. */
function sortOnce(places: Int32Array, digit: Uint16Array, ends: Int32Array, sorted: Int32Array): boolean {
  const count = places.length;
  ends.fill(0);
  for (let place = 0; place < count; place++) {
    ends[digit[place] as number] = (ends[digit[place] as number] as number) + 1;
  }
  if (count === 0 || ends[digit[0] as number] === count) return false;
  let end = 0;
  for (let value = 0; value < BASE; value++) {
    end += ends[value] as number;
    ends[value] = end;
  }
  for (let at = count - 1; at >= 0; at--) {
    const place = places[at] as number;
    const to = (ends[digit[place] as number] as number) - 1;
    ends[digit[place] as number] = to;
    sorted[to] = place;
  }
  return true;
}

/** The digits of whole numbers whose differences are safe integers, above the least of them. */
export function digitsOfNumbers(numbers: Float64Array): Uint16Array[] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < numbers.length; place++) {
    least = Math.min(least, numbers[place] as number);
    most = Math.max(most, numbers[place] as number);
  }
  const digits: Uint16Array[] = [];
  for (let scale = 1; scale <= most - least; scale *= BASE) {
    const digit = new Uint16Array(numbers.length);
    for (let place = 0; place < numbers.length; place++) {
      digit[place] = (((numbers[place] as number) - least) / scale) & (BASE - 1);
    }
    digits.unshift(digit);
  }
  return digits;
}

/** Characters that texts are sorted by, seven bits and so two in a digit. */
const CHARACTERS = 14;
const BEYOND = 127;

/**
 * The first characters of texts as digits. Those with the same digits must be compared: they may be longer, and from a
 * character beyond ASCII on the rest is left out.
 */
export function digitsOfTexts(texts: readonly string[]): Uint16Array[] {
  const digits: Uint16Array[] = [];
  for (let at = 0; at < CHARACTERS; at += 2) digits.push(new Uint16Array(texts.length));
  for (let place = 0; place < texts.length; place++) {
    const text = texts[place] as string;
    const end = Math.min(text.length, CHARACTERS);
    for (let at = 0; at < end; at++) {
      const code = Math.min(text.charCodeAt(at), BEYOND);
      const digit = digits[at >> 1] as Uint16Array;
      digit[place] = (digit[place] as number) + (at % 2 === 0 ? code * (BEYOND + 1) : code);
      if (code === BEYOND) break;
    }
  }
  return digits;
}

const FEW = 8;

/** Sorts a part of the list. A few are put in order one by one: calling for a sort takes longer than that. */
export function sortPart(places: Int32Array, start: number, end: number, compare: Compare): void {
  if (end - start > FEW) {
    places.subarray(start, end).sort(compare);
    return;
  }
  for (let next = start + 1; next < end; next++) {
    const place = places[next] as number;
    let at = next;
    while (at > start && compare(places[at - 1] as number, place) > 0) {
      places[at] = places[at - 1] as number;
      at--;
    }
    places[at] = place;
  }
}

/** By UTF-16 units, as `<` compares. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
