/**
 * The change token: what lets the next read cost only what changed. A site's own rowversion column tells every change.
 * Without one, new rows are told by the identity, and payments by their dates; what neither tells (a void, a corrected
 * amount) is found by the first read of each day, which goes over all rows.
 */
import * as z from 'zod';
import type { ChangeToken } from '../../port.ts';

const Token = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rowversion'), above: z.string().regex(/^\d{1,20}$/) }),
  z.object({ kind: z.literal('window'), above: z.string().regex(/^-?\d{1,38}$/), day: z.iso.date() }),
]);
export type SageToken = z.infer<typeof Token>;

/** Null for what is not one of our tokens: everything is read then. */
export function parseToken(token: ChangeToken | null): SageToken | null {
  if (token === null) return null;
  try {
    const parsed = Token.safeParse(JSON.parse(token));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function writeToken(token: SageToken | null): ChangeToken | null {
  return token === null ? null : (JSON.stringify(token) as ChangeToken);
}
