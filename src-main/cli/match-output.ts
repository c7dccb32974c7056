/** Proposals as lines: JSON for scripts, a table for people. */
import type { Proposal } from '../../shared/model.ts';
import { type Currency, formatMinor } from '../../shared/money.ts';
import type { MatchableTransaction } from '../matching/index.ts';

export type MatchSummary = {
  readonly transactions: number;
  readonly ready: number;
  readonly check: number;
  readonly exception: number;
  readonly rejected: number;
  readonly elapsedMs: number;
  readonly peakRssMb: number;
};

/**
 * Whatever JSON may write otherwise than it is: quotes, backslashes, control characters, and surrogates, paired or not. Without the flag u,
 * which would have every text read as code points.
 */
const ESCAPED = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

function jsonText(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Written piece by piece: the shape is fixed, and a general serializer takes several times as long. */
export function jsonLine(it: Proposal, { currency }: MatchableTransaction): string {
  let allocations = '';
  for (const { number, amountMinor } of it.allocations) {
    const comma = allocations === '' ? '' : ',';
    allocations += `${comma}{"number":${jsonText(number)},"amount":"${formatMinor(amountMinor, currency)}"}`;
  }
  let flags = '';
  for (const flag of it.flags) flags += flags === '' ? `"${flag}"` : `,"${flag}"`;
  let evidence = '';
  for (const sentence of it.evidence) {
    evidence += evidence === '' ? jsonText(sentence) : `,${jsonText(sentence)}`;
  }
  const { kind, amountMinor } = it.remainder;
  const left = amountMinor === 0 ? zero(currency) : formatMinor(amountMinor, currency);
  return (
    `{"id":${jsonText(it.transactionId)},"band":"${it.band}","confidence":${it.confidence},` +
    `"allocations":[${allocations}],"remainder":{"kind":"${kind}","amount":"${left}"},` +
    `"flags":[${flags}],"evidence":[${evidence}]}`
  );
}

const zeros = new Map<Currency, string>();

/** Most remainders are nothing. */
function zero(currency: Currency): string {
  const known = zeros.get(currency);
  if (known !== undefined) return known;
  const text = formatMinor(0, currency);
  zeros.set(currency, text);
  return text;
}

export function jsonSummary(summary: MatchSummary): string {
  return JSON.stringify({ summary });
}

const WIDTHS = [28, 14, 9, 6, 34];

export function tableHeader(): string {
  const titles = cells(['Transaction', 'Amount', 'Band', 'Sure', 'Applied to'], 'Remainder and flags');
  return `${titles}\n${'-'.repeat(titles.length + 8)}`;
}

export function tableLine(it: Proposal, transaction: MatchableTransaction): string {
  const { currency } = transaction;
  const applied = it.allocations.map((each) => `${each.number}: ${formatMinor(each.amountMinor, currency)}`);
  const remainder =
    it.remainder.amountMinor === 0
      ? []
      : [`${it.remainder.kind} ${formatMinor(it.remainder.amountMinor, currency)}`];
  return cells(
    [
      it.transactionId,
      `${formatMinor(transaction.amountMinor, currency)} ${currency}`,
      it.band,
      `${Math.floor(it.confidence * 100)}%`,
      applied.join(', ') || '-',
    ],
    [...remainder, ...it.flags].join(', '),
  );
}

function cells(texts: readonly string[], last: string): string {
  const fixed = texts.map((text, i) => {
    const width = WIDTHS[i] ?? 10;
    return (text.length > width ? `${text.slice(0, width - 1)}…` : text).padEnd(width);
  });
  return `${fixed.join('  ')}  ${last}`.trimEnd();
}

export function tableSummary(it: MatchSummary): string {
  return (
    `\n${it.transactions} transactions: ${it.ready} ready, ${it.check} to check, ${it.exception} exceptions; ` +
    `${it.rejected} rows left out. ${it.elapsedMs} ms, ${it.peakRssMb} MB.`
  );
}
