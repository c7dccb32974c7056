import { MatchbookError } from '../../shared/errors.ts';

/** A command-line number; throws MatchbookError for anything else than a whole number in the range. */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new MatchbookError('BAD_OPTION', {
    happened: `${name} takes a whole number from ${least} to ${most}, not "${text}".`,
    kept: 'Nothing was done.',
    todo: 'Call it again with such a number.',
  });
}
