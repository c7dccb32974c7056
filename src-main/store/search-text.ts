/** What the review screen's search box looks through, folded to plain lower-case letters. */
import type { GatewayTransaction, Proposal } from '../../shared/model.ts';

/** Lower case without accents, so that "Müller" is found by "muller". */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

export function searchTextOf(it: GatewayTransaction): string {
  const parts = [
    it.externalId,
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

export function proposalTextOf(proposal: Proposal): string {
  const parts = [proposal.customerNo ?? '', ...proposal.allocations.map(({ number }) => number)];
  return fold(parts.filter((part) => part !== '').join('\n'));
}
