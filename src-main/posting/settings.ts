/** What the firm decides about posting. Stored by the app under a setting of its own; every field has a sound default. */
import * as z from 'zod';
import { AccountingDate } from '../../shared/model.ts';
import { Currency } from '../../shared/money.ts';

export const PostingSettings = z.object({
  /** IANA name; accounting dates are local dates there. */
  timeZone: z.string().min(1),
  baseCurrency: Currency,
  /** The last day of the last closed period; null when none is closed. */
  closedThrough: AccountingDate.nullable().default(null),
  /** A payment dated in a closed period is posted on the first open day, or goes back to review. */
  closedPeriod: z.enum(['first_open_day', 'review']).default('first_open_day'),
  /**
   * Money beyond what the invoices ask for. review: a person must say "on account". on_account: kept on the customer's
   * account as part of the approval. nothing: such a payment is not posted at all.
   */
  overpayment: z.enum(['review', 'on_account', 'nothing']).default('review'),
  /** Largest write-off that an approval may contain, in minor units of the transaction's currency. */
  writeOffLimitMinor: z.number().int().min(0).default(500),
  /** Account numbers for payout journals; null until they are chosen. disputeFees '': with the other fees. */
  accounts: z
    .object({
      bank: z.string().min(1),
      fees: z.string().min(1),
      clearing: z.string().min(1),
      disputeFees: z.string().default(''),
    })
    .nullable()
    .default(null),
});
export type PostingSettings = z.infer<typeof PostingSettings>;
