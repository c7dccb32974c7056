/** Where the next read goes on: the moment, by Sage's clock, at which this one began. */
import * as z from 'zod';
import type { ChangeToken } from '../../port.ts';

const Stored = z.object({ v: z.literal(1), business: z.string(), at: z.iso.datetime() });

/** Changes still on their way to the lists when they were read; reading a record twice does no harm. */
const OVERLAP_MS = 10 * 60_000;

export function writeToken(business: string, at: Date): ChangeToken {
  return JSON.stringify({ v: 1, business, at: at.toISOString() }) as ChangeToken;
}

/** Since when to read; null for everything: a token of another business, or one that cannot be read. */
export function readToken(token: ChangeToken | null, business: string): string | null {
  if (token === null) return null;
  try {
    const stored = Stored.safeParse(JSON.parse(token));
    if (!stored.success || stored.data.business !== business) return null;
    return new Date(Date.parse(stored.data.at) - OVERLAP_MS).toISOString();
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
