/** Amounts as people and programs write them: 1,234.56 · 1.234,56 · 1 234,56 · (12.00) · 12.00- · $12 · 12.00 GBP. */
import { type Currency, exponentOf, type Minor, MoneyError, parseMinor } from '../../../shared/money.ts';

export type DecimalMark = '.' | ',';

const SPACES = /[\s\u00a0\u202f'’]/g;

interface Written {
  readonly isNegative: boolean;
  /** Digits, points and commas. */
  readonly digits: string;
}

function strip(text: string): Written | null {
  const trimmed = text.trim();
  const inBrackets = /^\((.*)\)$/.exec(trimmed);
  const bare = (inBrackets?.[1] ?? trimmed).replace(SPACES, '').replace(/[−–]/g, '-');
  const match =
    /^([+-]?)(?:[A-Z]{3}|\p{Sc}|[A-Z]{1,2}\p{Sc})?([+-]?)([\d.,]*\d[\d.,]*)(?:[A-Z]{3}|\p{Sc}|CR|DR)?([+-]?)$/u.exec(
      bare,
    );
  if (!match?.[3]) return null;
  const signs = [match[1], match[2], match[4]];
  return { isNegative: inBrackets !== null || signs.includes('-'), digits: match[3] };
}

/**
 * Which sign divides the decimals in a column. Null when every value could be read both ways ("1,234" alone): then
 * somebody has to be asked.
 */
export function decimalMarkOf(values: readonly string[]): DecimalMark | null {
  const votes = { '.': 0, ',': 0 };
  let isDoubtful = false;
  for (const value of values) {
    const written = strip(value)?.digits;
    if (!written) continue;
    const mark = written.lastIndexOf('.') > written.lastIndexOf(',') ? '.' : ',';
    const other = mark === '.' ? ',' : '.';
    const last = written.lastIndexOf(mark);
    if (last < 0) continue;
    // Twice in one amount: it divides thousands, so the other one divides the decimals.
    if (written.indexOf(mark) !== last) votes[other] += 1;
    else if (written.includes(other) || written.length - last - 1 !== 3) votes[mark] += 1;
    else isDoubtful = true;
  }
  if (votes['.'] === 0 && votes[','] === 0) return isDoubtful ? null : '.';
  return votes['.'] >= votes[','] ? '.' : ',';
}

/** Throws MoneyError, whose message names the value, for anything that is no amount of the currency. */
export function parseWritten(text: string, mark: DecimalMark, unit: Currency): Minor {
  const written = strip(text);
  const grouping = mark === '.' ? ',' : '.';
  if (!written) throw new MoneyError(`"${text.trim()}" is not an amount.`);
  const [whole = '', fraction, ...more] = written.digits.split(mark);
  const groups = whole.split(grouping);
  const isGrouped =
    groups.length === 1 ||
    (groups.slice(1).every((it) => /^\d{3}$/.test(it)) && /^\d{1,3}$/.test(groups[0] ?? ''));
  if (more.length > 0 || !isGrouped || fraction?.includes(grouping)) {
    throw new MoneyError(`"${text.trim()}" is not an amount with "${mark}" before the decimals.`);
  }
  const exponent = exponentOf(unit);
  const decimals = fraction === undefined || fraction === '' ? '' : `.${fraction}`;
  if (exponent === 0 && /[1-9]/.test(fraction ?? ''))
    throw new MoneyError(`"${text.trim()}" has decimals, which ${unit} does not have.`);
  const minor = parseMinor(`${groups.join('') || '0'}${decimals}`, unit);
  return written.isNegative && minor !== 0 ? -minor : minor;
}
