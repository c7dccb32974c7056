/** What the review screen's search box looks through, folded to plain lower-case letters. */
import type { GatewayTransaction, Proposal } from '../../shared/model.ts';
import { formatMinor } from '../../shared/money.ts';

/** Letters that Unicode does not take apart into a plain one and an accent. */
const STROKED: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
};

/** Lower case without accents, so that "Müller" is found by "muller". */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[łøđðßæœþı]/g, (letter) => STROKED[letter] ?? letter);
}

export function searchTextOf(it: GatewayTransaction): string {
  const parts = [
    it.externalId,
    formatMinor(it.amountMinor, it.currency),
    it.payer.name,
    it.payer.email,
    it.payer.customerRef,
    it.payer.cardLast4,
    it.description,
    it.orderId,
    it.relatedExternalId,
    ...it.references.map((reference) => reference.value),
    ...Object.values(it.metadata),
  ];
  return fold([...new Set(parts.filter((part) => part !== null && part !== ''))].join('\n'));
}

/** `customerNames`: of the customers whose items it names. */
export function proposalTextOf(proposal: Proposal, customerNames: readonly string[]): string {
  const parts = [
    proposal.customerNo ?? '',
    ...customerNames,
    ...proposal.allocations.map(({ number }) => number),
  ];
  return fold(parts.filter((part) => part !== '').join('\n'));
}
