/** What a firm can do differently, each with a sound default; never a secret. */
import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { AccountingDate } from '../../../shared/model.ts';
import { Currency } from '../../../shared/money.ts';
import { BaseUrl } from '../web/index.ts';

const timeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, 'a time zone is a name such as Europe/London');

const account = z.string().trim().max(40).default('');

export const RecordAs = z.enum(['payment', 'journal']);
export type RecordAs = z.infer<typeof RecordAs>;

const WRITER_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const newWriter = (): string =>
  Array.from({ length: 4 }, () => WRITER_LETTERS[randomInt(WRITER_LETTERS.length)]).join('');

export const KashFlowSettings = z.object({
  /** Who signs in; it belongs to one company's books. */
  username: z.string().trim().min(1, 'Type the user name.').max(200),
  baseCurrency: Currency.default(Currency.parse('GBP')),
  timeZone: timeZone.default('Europe/London'),
  /**
   * By code. `clearing` and `writeOff` are bank accounts in KashFlow: payments are recorded in bank accounts only. `refunds` is
   * debited by a refund that is recorded as a journal.
   */
  accounts: z
    .object({ clearing: account, bank: account, fees: account, writeOff: account, refunds: account })
    .prefault({}),
  /** payment: below zero, on the invoice, which is open again. journal: the invoice stays paid. */
  refundsAs: RecordAs.default('payment'),
  chargebacksAs: RecordAs.default('payment'),
  /**
   * Opayo's transaction types (REFUND, VOID, …) whose money out is a journal whatever the two above say, separated by commas. They
   * are known where the firm's mapping fills the field for them.
   */
  journalTypes: z.string().max(200).default('VOID'),
  /** The number of a payment method of KashFlow; null: left to KashFlow. */
  paymentMethod: z.number().int().min(0).nullable().default(null),
  /** Name of the customers' custom tick box that means: on hold. '' for none. */
  holdTickBox: z.string().trim().max(60).default('On hold'),
  /** Who wrote a payment: made up once for each company file, so that two computers can tell theirs apart. */
  writer: z
    .string()
    .regex(/^[0-9A-HJKMNP-TV-Z]{4}$/)
    .default(newWriter),
  /** Days before it are closed here, whatever the bank accounts' own lock dates; null: theirs alone. */
  closedBefore: AccountingDate.nullable().default(null),
  requestsPerMinute: z.number().int().min(10).max(100_000).default(120),
  timeoutMs: z.number().int().min(1_000).max(120_000).default(30_000),
  apiUrl: BaseUrl.default('https://api.kashflow.com/v2'),
});
export type KashFlowSettings = z.infer<typeof KashFlowSettings>;
