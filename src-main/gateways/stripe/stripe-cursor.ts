/**
 * Where the next pull goes on. Time is walked in windows, oldest first; inside a window each list is read page by
 * page, newest first, because that is how Stripe lists. All times are Unix seconds by Stripe's clock.
 */
import * as z from 'zod';
import { cursorUnusable } from '../failures.ts';
import type { Cursor } from '../port.ts';

/**
 * The lists of one window, in this order: what a payout carried is known before the balance is read, and charges are
 * read with their payer before the balance names them.
 */
export const PHASES = ['payouts', 'parts', 'charges', 'balance', 'intents', 'refunds', 'disputes'] as const;
export type Phase = (typeof PHASES)[number];

const Seconds = z.number().int().min(0);
const Ids = z.array(z.string()).max(5_000);

const Window = z.object({
  from: Seconds,
  to: Seconds,
  phase: z.enum(PHASES),
  /** The last record of the page before; null at the list's beginning. */
  after: z.string().nullable(),
  /** Payouts whose parts are still to be read. */
  payouts: z.array(z.string()),
  /** Payouts whose parts were given in this window. */
  told: z.array(z.string()),
  /** Records seen, from which the next window's length follows. */
  seen: z.number().int().min(0),
});
export type Window = z.infer<typeof Window>;

export const Position = z.object({
  version: z.literal(1),
  importFrom: Seconds,
  /** Everything created before this second has been read. */
  coveredTo: Seconds,
  window: Window.nullable(),
  windowDays: z.number().min(0.25).max(120),
  lastEventId: z.string().nullable(),
  /** When the balance was last read to the end; 0: never. */
  polledAt: Seconds,
  /** When the last days were read again, for records that appeared late. */
  deepReadAt: Seconds,
  /** Known, and not in their final state: looked at again at each poll. */
  open: z.object({ charges: Ids, intents: Ids, refunds: Ids, disputes: Ids, payouts: Ids }),
});
export type Position = z.infer<typeof Position>;
export type OpenKind = keyof Position['open'];

const FIRST_WINDOW_DAYS = 14;

export function startAt(importFrom: string): Position {
  const from = Math.floor(Date.parse(importFrom) / 1000);
  return {
    version: 1,
    importFrom: from,
    coveredTo: from,
    window: null,
    windowDays: FIRST_WINDOW_DAYS,
    lastEventId: null,
    polledAt: 0,
    deepReadAt: 0,
    open: { charges: [], intents: [], refunds: [], disputes: [], payouts: [] },
  };
}

/** Throws ConnectionError GATEWAY_CURSOR_UNUSABLE for a text that this connector did not write. */
export function readCursor(cursor: Cursor): Position {
  try {
    return Position.parse(JSON.parse(cursor));
  } catch (cause) {
    throw cursorUnusable('Stripe', cause);
  }
}

export function writeCursor(position: Position): Cursor {
  return JSON.stringify(position) as Cursor;
}

/** Puts an id in or out of the open ones. */
export function keepOpen(position: Position, kind: OpenKind, id: string, isOpen: boolean): void {
  const others = position.open[kind].filter((it) => it !== id);
  position.open[kind] = isOpen ? [...others, id] : others;
}
