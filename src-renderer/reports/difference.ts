import type { TieOut } from '../../shared/api.ts';
import { amount } from '../format/index.ts';

/** What the equation comes to, as one would say it. */
export function differenceSentence({ currency, differenceMinor, awaitingMinor }: TieOut): string {
  if (differenceMinor !== 0) {
    const size = amount(Math.abs(differenceMinor), currency);
    return differenceMinor > 0
      ? `${size} came in that is neither posted, nor awaiting, nor explained.`
      : `${size} more is posted, awaiting or explained than came in.`;
  }
  return awaitingMinor === 0
    ? 'It ties out: nothing is left over, and nothing waits.'
    : `It ties out: nothing is left over. ${amount(awaitingMinor, currency)} still waits.`;
}
