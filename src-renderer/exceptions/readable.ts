/** JSON with a line per field; anything else as it came. */
export function readable(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}

/** What happened, apart from what was kept and what to do. */
export function firstSentence(reason: string): { what: string; rest: string } {
  const end = /[.!?]\s+(?=\p{Lu})/u.exec(reason);
  if (end === null) return { what: reason, rest: '' };
  const from = end.index + 1;
  return { what: reason.slice(0, from), rest: reason.slice(from).trim() };
}
