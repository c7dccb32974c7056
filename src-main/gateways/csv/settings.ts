/** The settings of a watched folder: none of them is a secret. */
import { IANAZone } from 'luxon';
import * as z from 'zod';
import { Layout } from './layout.ts';

export const CsvSettings = z.object({
  layouts: z.array(Layout).default([]),
  /** For layouts that are suggested for this connection. */
  timeZone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'a time zone such as Europe/London')
    .default('America/New_York'),
  /** Read an unknown export by the layout that is suggested for it, when nothing has to be asked. */
  useSuggestions: z.boolean().default(true),
});
export type CsvSettings = z.infer<typeof CsvSettings>;
