/** The words for items, lists, amounts and payers that all sentences share. */
import type { OpenItem, Proposal } from '../../shared/model.ts';
import { type Currency, formatMinor, type Minor } from '../../shared/money.ts';
import type { MatchableTransaction } from './types.ts';

const MOST_LISTED = 6;
const NOUN = { invoice: 'Invoice', credit: 'Credit', on_account: 'On-account receipt' } as const;
/** With the space before the number: what is put together for most payments is put together of few texts. */
const SINGULAR = { invoice: 'Invoice ', credit: 'Credit ', on_account: 'On-account receipt ' } as const;

export function money(amount: Minor, currency: Currency): string {
  return `${formatMinor(amount, currency)} ${currency}`;
}

export function nameOf(item: OpenItem): string {
  return `${SINGULAR[item.kind]}${item.number}`;
}

/** "Invoice 1", "Invoices 1 and 2", "Invoices 1, 2, 3, 4, 5, 6 and 9 more". */
export function nameOfAll(items: readonly OpenItem[]): string {
  const [first] = items;
  if (!first) return 'No open item';
  if (items.length === 1) return nameOf(first);
  const alike = items.every((it) => it.kind === first.kind);
  const numbers = items.slice(0, MOST_LISTED).map((it) => (alike ? it.number : nameOf(it).toLowerCase()));
  const more = items.length - MOST_LISTED;
  return `${alike ? `${NOUN[first.kind]}s` : 'Items'} ${list(more > 0 ? [...numbers, `${more} more`] : numbers)}`;
}

export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export function customerName(name: string, customerNo: string): string {
  return name === '' ? `customer ${customerNo}` : `${name} (${customerNo})`;
}

/** Texts that have none of the signs that `quoted` takes out. */
const PRINTABLE = /^[\x20-\x7e]*$/;

/** A payer's own words, cut short, without signs that turn the direction of a line or break it. */
export function quoted(text: string): string {
  const plain = (PRINTABLE.test(text) ? text : text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')).trim();
  return `“${plain.length > 60 ? `${plain.slice(0, 60)}…` : plain}”`;
}

export function when(it: MatchableTransaction): string {
  return `${it.occurredAt.slice(0, 10)} ${it.occurredAt.slice(11, 16)} UTC`;
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A whole proposal in sentences: its evidence, the runner-up and why it lost, what would settle it. */
export function explainProposal(it: Proposal): string[] {
  const sentences = it.evidence.map((sentence) => `${sentence}.`);
  if (it.runnerUp) {
    const numbers = list(it.runnerUp.allocations.map((each) => each.number));
    sentences.push(`Runner-up: ${numbers}. ${it.runnerUp.reason}`);
  }
  if (it.wouldSettle !== null) sentences.push(`What would settle it: ${lowerFirst(it.wouldSettle)}`);
  return sentences;
}
