/** Sorting by a number first and by texts only where the numbers are equal: comparing texts costs many times more. */

/** The elements in order of `key` (whole numbers), and of `compare` where keys are equal. */
export function sortedByKey<Element>(
  elements: readonly Element[],
  key: (element: Element) => number,
  compare: (one: Element, other: Element) => number,
): Element[] {
  const count = elements.length;
  const keys = new Float64Array(count);
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) {
    const own = key(elements[at] as Element);
    keys[at] = own;
    least = Math.min(least, own);
    most = Math.max(most, own);
  }
  const room = 2 ** Math.ceil(Math.log2(count + 1));
  if (!((most - least + 1) * room <= Number.MAX_SAFE_INTEGER)) {
    return [...elements].sort((a, b) => key(a) - key(b) || compare(a, b));
  }
  for (let at = 0; at < count; at++) keys[at] = ((keys[at] as number) - least) * room + at;
  keys.sort();
  const sorted: Element[] = [];
  for (let at = 0; at < count; at++) sorted.push(elements[(keys[at] as number) % room] as Element);
  for (let start = 0; start < count; ) {
    const shared = Math.floor((keys[start] as number) / room);
    let end = start + 1;
    while (end < count && Math.floor((keys[end] as number) / room) === shared) end++;
    if (end - start > 1) {
      const equal = sorted.slice(start, end).sort(compare);
      for (let i = 0; i < equal.length; i++) sorted[start + i] = equal[i] as Element;
    }
    start = end;
  }
  return sorted;
}

/** By UTF-16 units, as `<` compares. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
