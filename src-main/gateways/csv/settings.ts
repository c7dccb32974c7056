/** The settings of a watched folder: none of them is a secret. */
import { IANAZone } from 'luxon';
import * as z from 'zod';
import type { FormField } from '../../../shared/api/setup.ts';
import { Layout } from './layout.ts';

export const CsvSettings = z.object({
  layouts: z.array(Layout).default([]),
  /** Files are brought in one by one; a folder is watched only where one is given. */
  byHand: z.boolean().default(false),
  /** For layouts that are suggested for this connection. */
  timeZone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'a time zone such as Europe/London')
    .default('America/New_York'),
  /** Read an unknown export by the layout that is suggested for it, when nothing has to be asked. */
  useSuggestions: z.boolean().default(true),
});
export type CsvSettings = z.infer<typeof CsvSettings>;

export const CSV_FORM: readonly FormField[] = [
  {
    name: 'timeZone',
    label: 'Time zone of the exports',
    hint: 'For dates and times without one, such as America/New_York.',
    kind: 'text',
    required: true,
    initial: 'America/New_York',
  },
  {
    name: 'useSuggestions',
    label: 'Read an unknown export when nothing has to be asked',
    hint: 'Otherwise it waits in Exceptions until its columns are confirmed.',
    kind: 'switch',
    required: false,
    initial: 'true',
    advanced: true,
  },
];
