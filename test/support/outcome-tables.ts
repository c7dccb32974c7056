/** An outcome as the tables of docs/ledger-effects.md. */
import type { Outcome } from './ledger-outcomes.ts';

const HEADS = {
  armast: ['armast', 'invno', 'invamt', 'paidamt', 'balance', 'bbal', 'dtepaid'],
  arcash: ['arcash', 'invno', 'dtepaid', 'paidamt', 'disamt', 'bpaid'],
  ardist: ['ardist', 'glacnt', 'amount'],
} as const;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((it) => (it === '' ? '(blank)' : it)).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Markdown: heading, sentences, and a table for each table of the ledger that is concerned. */
export function outcomeSection(outcome: Outcome): string {
  const { title, what, armastBefore, armast, arcash, ardist, balance } = outcome;
  const parts = [`### ${title}`, what];
  if (armast.length > 0) {
    const rows = [
      ...armastBefore.map((cells) => ['before', ...cells]),
      ...armast.map((cells) => ['after', ...cells]),
    ];
    parts.push(table(HEADS.armast, rows));
  }
  if (arcash.length > 0)
    parts.push(
      table(
        HEADS.arcash,
        arcash.map((cells) => ['new', ...cells]),
      ),
    );
  if (ardist.length > 0)
    parts.push(
      table(
        HEADS.ardist,
        ardist.map((cells) => ['new', ...cells]),
      ),
    );
  parts.push(`arcust.balance: 1000.00 before, ${balance} after.`);
  return parts.join('\n\n');
}
