/** The sentences of expected and missing payouts: when, counted from what, and what to do. */
import { DateTime } from 'luxon';
import type { AccountingDate } from '../../shared/model.ts';
import type { Minor } from '../../shared/money.ts';
import type { PayoutSource, UnpaidReason } from './expected-payouts.ts';
import type { Rhythm } from './payout-rhythm.ts';

export interface DueFacts {
  readonly source: PayoutSource;
  readonly dueOn: AccountingDate;
  /** The last day on which it is not missing yet. */
  readonly missingAfter: AccountingDate;
  readonly marginDays: number;
  readonly rhythm: Rhythm;
  readonly netMinor: Minor;
}

const day = (date: AccountingDate): string => DateTime.fromISO(date).setLocale('en').toFormat('d MMM yyyy');
const days = (count: number): string => (count === 1 ? '1 working day' : `${count} working days`);

export function expected({ source, missingAfter, rhythm, marginDays }: DueFacts): string {
  const why =
    source.rule.by === 'availability'
      ? 'The gateway says from when it is available.'
      : rhythm.delayDays === null
        ? 'No batch was seen yet; this is the gateway’s usual day.'
        : `Payouts of ${source.title} usually come ${days(rhythm.delayDays)} after the payment.`;
  return `${why} It counts as missing after ${day(missingAfter)}, ${days(marginDays)} later.`;
}

export function overdue({ source, dueOn, marginDays }: DueFacts): string {
  const until = source.readOn === null ? '' : ` by ${day(source.readOn)}`;
  return `Due on ${day(dueOn)} and in no payout${until}, more than ${days(marginDays)} later. Look at ${source.title} whether it was paid out. If it was, sync again; if not, ask the gateway.`;
}

export function takenFromNext({ netMinor }: DueFacts): string {
  return netMinor <= 0
    ? 'More was taken back than came in: it is taken from the next payout.'
    : 'What was taken back since is more than this, so nothing is left to pay out.';
}

export function failed({ title }: PayoutSource): string {
  return `The bank did not take it. Check the bank account at ${title}; the money is back in the balance there and comes with a later payout.`;
}

export function underWay({ title }: PayoutSource, arrivesOn: AccountingDate, marginDays: number): string {
  return `It was to be at the bank on ${day(arrivesOn)}, and ${title} still says that it is under way, more than ${days(marginDays)} later. Look at the bank statement, then ask the gateway.`;
}

export function undated(reason: UnpaidReason, { title, rule }: PayoutSource): string {
  switch (reason) {
    case 'statement':
      return rule.by === 'statement' ? rule.reason : '';
    case 'not_settled':
      return `${title} has not settled it yet, so its fees and its day are not known.`;
    case 'no_rhythm':
      return `No payout of ${title} was seen yet, so the day of the next one cannot be told.`;
    case 'lapsed':
      return 'Approved a month ago and in no batch since: an authorisation that was not captured lapses. Look at the gateway whether it was voided.';
    case 'named_payout':
      return `It is in a payout that ${title} has named but not given yet. The next sync usually brings it.`;
    case 'untold_parts':
      return `${title} has made payouts since without saying what they carried, as with payouts made by hand. It may be in one of them.`;
  }
}
