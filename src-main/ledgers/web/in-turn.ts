/** One after the other, whichever object asks: two ledgers open on the same business in one process share their turns. */
const last = new Map<string, Promise<unknown>>();

export async function inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
  const before = last.get(key) ?? Promise.resolve();
  const turn = before.then(work, work);
  last.set(key, turn);
  try {
    return await turn;
  } finally {
    if (last.get(key) === turn) last.delete(key);
  }
}
