/** Where the next pull goes on: a pass runs over each list from its newest record back to `since`. Unix seconds. */
import * as z from 'zod';
import { cursorUnusable } from '../failures.ts';
import type { Cursor } from '../port.ts';
import { WOOSHPAY } from './wooshpay-api.ts';

const Seconds = z.number().int().min(0);

export const Pass = z.object({
  since: Seconds,
  startedAt: Seconds,
  /** Far enough back to find refunds of old payments. */
  isDeep: z.boolean(),
  list: z.enum(['payments', 'disputes']),
  after: z.string().nullable(),
});
export type Pass = z.infer<typeof Pass>;

export const WooshPayPosition = z.object({
  version: z.literal(1),
  importFrom: Seconds,
  coveredTo: Seconds,
  deepReadAt: Seconds,
  pass: Pass.nullable(),
});
export type WooshPayPosition = z.infer<typeof WooshPayPosition>;

export function startAt(importFrom: string): WooshPayPosition {
  const from = Math.floor(Date.parse(importFrom) / 1000);
  return { version: 1, importFrom: from, coveredTo: from, deepReadAt: 0, pass: null };
}

export function readCursor(cursor: Cursor): WooshPayPosition {
  try {
    return WooshPayPosition.parse(JSON.parse(cursor));
  } catch (cause) {
    throw cursorUnusable(WOOSHPAY, cause);
  }
}

export const writeCursor = (position: WooshPayPosition): Cursor => JSON.stringify(position) as Cursor;
