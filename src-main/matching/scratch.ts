/** Lists that are filled and emptied a hundred thousand times. */

/** Takes all elements out and keeps the room that the list has: setting its length would give that up. */
export function empty(list: unknown[]): void {
  while (list.length > 0) list.pop();
}
