/**
 * What was made to happen while the simulator ran, kept in a file and repeated at the next start: a charge that the app
 * has seen does not vanish with the process. One JSON object per line; a line cut off by a crash is dropped.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import type { DemoPayment } from '../company/index.ts';
import type { StripeBooks } from './books.ts';
import { closeDispute, makePayment, openDispute, refundCharge } from './money-in.ts';
import { failPayout, payPayout, runDue } from './payouts.ts';

const Wish = z.object({ name: z.string(), at: z.number().int(), amountMinor: z.number().int() });
const Happening = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('pay'),
    payment: z.custom<DemoPayment>((it) => typeof it === 'object' && it !== null),
  }),
  z.object({ what: z.literal('refund'), charge: z.string(), wish: Wish }),
  z.object({ what: z.literal('openDispute'), charge: z.string(), wish: Wish }),
  z.object({
    what: z.literal('closeDispute'),
    dispute: z.string(),
    outcome: z.enum(['won', 'lost']),
    at: z.number().int(),
  }),
  z.object({ what: z.enum(['payPayout', 'failPayout']), payout: z.string(), at: z.number().int() }),
]);
export type Happening = z.infer<typeof Happening>;

const atOf = (happening: Happening): number => {
  switch (happening.what) {
    case 'pay':
      return happening.payment.at;
    case 'refund':
    case 'openDispute':
      return happening.wish.at;
    default:
      return happening.at;
  }
};

/** Makes it happen. The object that it made or changed comes back. Throws RangeError where Stripe would refuse. */
export function happen(books: StripeBooks, happening: Happening): object {
  switch (happening.what) {
    case 'pay':
      return makePayment(books, happening.payment);
    case 'refund':
      return refundCharge(books, happening.charge, { ...happening.wish, reason: 'requested_by_customer' });
    case 'openDispute':
      return openDispute(books, happening.charge, { ...happening.wish, reason: 'fraudulent' });
    case 'closeDispute':
      return closeDispute(books, happening.dispute, happening.outcome, happening.at);
    case 'payPayout':
      return payPayout(books, happening.payout, happening.at);
    case 'failPayout':
      return failPayout(books, happening.payout, happening.at);
  }
}

export interface Journal {
  keep(happening: Happening): void;
}

export const NO_JOURNAL: Journal = { keep: () => undefined };

function read(file: string): Happening[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  // What follows the last line break was not written whole; the next line must not be appended to it.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) writeFileSync(file, whole);
  const lines = whole.split('\n').filter((line) => line !== '');
  return lines.map((line) => Happening.parse(JSON.parse(line)));
}

/** Repeats what the file holds, then keeps what comes. */
export function openJournal(file: string, books: StripeBooks): Journal {
  for (const happening of read(file)) {
    runDue(books, atOf(happening));
    happen(books, happening);
    books.counter += 1;
  }
  return { keep: (happening) => appendFileSync(file, `${JSON.stringify(happening)}\n`) };
}
