import type { TieOut } from '../../shared/api.ts';
import { amount } from '../format/index.ts';

/** What the equations come to, as one would say it: one sentence when all is well, one for each currency that is off. */
export function differenceSentences(lines: readonly TieOut[]): string[] {
  const off = lines.filter(({ differenceMinor }) => differenceMinor !== 0);
  if (off.length > 0) return off.map(sentenceOf);
  return [
    lines.every(({ awaitingMinor }) => awaitingMinor === 0)
      ? 'It ties out: nothing is left over, and nothing waits.'
      : 'It ties out: nothing is left over. What still waits is under Awaiting.',
  ];
}

function sentenceOf({ currency, differenceMinor }: TieOut): string {
  const size = amount(Math.abs(differenceMinor), currency);
  return differenceMinor > 0
    ? `It does not tie out: ${size} came in that is neither posted, nor awaiting, nor explained.`
    : `It does not tie out: ${size} more is posted, awaiting or explained than came in.`;
}
