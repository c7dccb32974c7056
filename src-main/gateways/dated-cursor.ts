/** Where a gateway that is read day by day goes on: days of the gateway's own time zone. */
import * as z from 'zod';
import { cursorUnusable } from './failures.ts';
import type { Cursor } from './port.ts';

const Day = z.iso.date();

export const DatedPosition = z.object({
  version: z.literal(1),
  importFrom: Day,
  /** Every day before this one has been read. */
  nextDay: Day,
  /** Days read at once: fewer where there is much, more where there is little. */
  chunkDays: z.number().int().min(1).max(62),
});
export type DatedPosition = z.infer<typeof DatedPosition>;

const FIRST_CHUNK_DAYS = 7;

export function startOnDay(day: string): DatedPosition {
  return { version: 1, importFrom: day, nextDay: day, chunkDays: FIRST_CHUNK_DAYS };
}

export function readDatedCursor(gateway: string, cursor: Cursor): DatedPosition {
  try {
    return DatedPosition.parse(JSON.parse(cursor));
  } catch (cause) {
    throw cursorUnusable(gateway, cause);
  }
}

export function writeDatedCursor(position: DatedPosition): Cursor {
  return JSON.stringify(position) as Cursor;
}
