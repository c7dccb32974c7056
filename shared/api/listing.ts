/** What every list of the contract takes and gives: a page of an order of everything that passes its filters. */
import * as z from 'zod';

export const page = {
  /** The `nextCursor` of the page before, asked with the same order and filters; null for the first. */
  cursor: z.string().max(2000).nullable().default(null),
  limit: z.number().int().min(1).max(500).default(100),
};

/** The first of `keys` is the order of a list that was not sorted otherwise: its newest rows first. */
export function sorting<const Keys extends readonly [string, ...string[]]>(keys: Keys) {
  return {
    sort: z.enum(keys).default(keys[0] as Keys[number] as never),
    descending: z.boolean().default(true),
  };
}

export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({
    rows: z.array(row),
    nextCursor: z.string().nullable(),
    /** How many pass the filters, on whichever page; told with the first page, null with the others. */
    total: z.number().int().min(0).nullable(),
  });
}
