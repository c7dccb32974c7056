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
  const places = sortedPlaces([keys], (a, b) => compare(elements[a] as Element, elements[b] as Element));
  return picked(elements, places);
}

/** The elements at these places, in their order. */
export function picked<Element>(elements: readonly Element[], places: Int32Array): Element[] {
  const those: Element[] = [];
  for (let at = 0; at < places.length; at++) those.push(elements[places[at] as number] as Element);
  return those;
}

/**
 * The places of elements in order of their first keys, of their second where those are equal, and so on, and of
 * `compare` where all are equal. Keys are whole numbers by place, their differences safe integers.
 */
export function sortedPlaces(keys: readonly [Float64Array, ...Float64Array[]], compare: Compare): Int32Array {
  const [first] = keys;
  let places: Int32Array = new Int32Array(first.length);
  for (let place = 0; place < places.length; place++) places[place] = place;
  for (const key of keys.toReversed()) places = sortedOnce(places, key);
  for (let start = 0; start < places.length; ) {
    const place = places[start] as number;
    let end = start + 1;
    while (end < places.length && areEqual(keys, place, places[end] as number)) end++;
    if (end - start > 1) sortPart(places, start, end, compare);
    start = end;
  }
  return places;
}

function areEqual(keys: readonly Float64Array[], one: number, other: number): boolean {
  // The last ones tell most elements apart.
  for (let at = keys.length - 1; at >= 0; at--) if (keys[at]?.[one] !== keys[at]?.[other]) return false;
  return true;
}

/** In order of one key; what has the same key stays in the order it was in. By its digits, the last ones first. */
function sortedOnce(given: Int32Array, key: Float64Array): Int32Array {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < key.length; place++) {
    least = Math.min(least, key[place] as number);
    most = Math.max(most, key[place] as number);
  }
  let places = given;
  let sorted: Int32Array = new Int32Array(given.length);
  const ends = new Int32Array(DIGITS);
  for (let scale = 1; scale <= most - least; scale *= DIGITS) {
    ends.fill(0);
    for (let place = 0; place < key.length; place++) {
      const digit = (((key[place] as number) - least) / scale) & (DIGITS - 1);
      ends[digit] = (ends[digit] as number) + 1;
    }
    for (let digit = 1; digit < DIGITS; digit++) {
      ends[digit] = (ends[digit] as number) + (ends[digit - 1] as number);
    }
    for (let at = places.length - 1; at >= 0; at--) {
      const place = places[at] as number;
      const digit = (((key[place] as number) - least) / scale) & (DIGITS - 1);
      const to = (ends[digit] as number) - 1;
      ends[digit] = to;
      sorted[to] = place;
    }
    [places, sorted] = [sorted, places];
  }
  return places;
}
/** Base of the digits: their counts stay in the processor's nearest memory. */
const DIGITS = 8_192;

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

/** Characters that a whole number holds, of seven bits each. */
const CHARACTERS = 7;
const BEYOND = 127;

/**
 * The first fourteen characters of each text as two numbers, to order texts by. Those with the same numbers must be
 * compared: they may be longer, and from a character beyond ASCII on the rest is left out.
 */
export function textKeys(texts: readonly string[]): [Float64Array, Float64Array] {
  const firsts = new Float64Array(texts.length);
  const seconds = new Float64Array(texts.length);
  for (let place = 0; place < texts.length; place++) {
    const text = texts[place] as string;
    let end = text.length;
    let value = 0;
    for (let at = 0; at < 2 * CHARACTERS; at++) {
      if (at === CHARACTERS) {
        firsts[place] = value;
        value = 0;
      }
      let code = at < end ? text.charCodeAt(at) : 0;
      if (code >= BEYOND) {
        code = BEYOND;
        end = at;
      }
      value = value * (BEYOND + 1) + code;
    }
    seconds[place] = value;
  }
  return [firsts, seconds];
}

/** By UTF-16 units, as `<` compares. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
