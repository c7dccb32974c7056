/**
 * What approvals and corrections taught, as plain data that can be listed, edited and undone. Local only: these are
 * pure functions from one value to the next, and whoever calls them keeps the value.
 */
import * as z from 'zod';

/** A count of agreements and disagreements; recent disagreements count most, so a wrong lesson goes quickly. */
export const Lesson = z.object({
  confirmed: z.int().min(0),
  contradicted: z.int().min(0),
  /** Agreements since the last disagreement. */
  streak: z.int().min(0),
});
export type Lesson = z.infer<typeof Lesson>;

export const Learned = z.object({
  version: z.literal(1),
  /** `<how>|<payer>|<customerNo>` → lesson; how: email, name, ref or card. */
  aliases: z.record(z.string(), Lesson),
  /** `<gateway>|<field>` → whether an open item named there was the right one. */
  habits: z.record(z.string(), Lesson),
  /** Evidence kind → whether it stood on the approved side. */
  weights: z.record(z.string(), Lesson),
});
export type Learned = z.infer<typeof Learned>;

export const nothingLearned: Learned = { version: 1, aliases: {}, habits: {}, weights: {} };
