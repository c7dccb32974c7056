/** Which invented cases pass a filter of the Review screen, and in what order. */
import type { CallArguments, ReviewFilter, ReviewGrouping, ReviewTab } from '../../shared/api.ts';
import { formatMinor } from '../../shared/money.ts';
import type { FixtureCase } from './fixture-company.ts';
import type { FixtureState } from './fixture-state.ts';

export function passing(state: FixtureState, filter: ReviewFilter): FixtureCase[] {
  return [...state.cases.values()].filter((one) => tabOf(one) === filter.tab && fits(one, filter));
}

export function groupKeyOf(one: FixtureCase, by: ReviewGrouping): string {
  const { transaction, proposal } = one;
  switch (by) {
    case 'customer':
      return proposal.customerNo ?? '';
    case 'gateway':
      return transaction.gateway;
    case 'payout':
      return transaction.payoutExternalId ?? '';
    case 'date':
      return transaction.occurredAt.slice(0, 10);
  }
}

export function order(sort: CallArguments<'review.list'>['sort'], a: FixtureCase, b: FixtureCase): number {
  switch (sort) {
    case 'date':
      return a.transaction.occurredAt < b.transaction.occurredAt ? -1 : 1;
    case 'amount':
      return a.transaction.amountMinor - b.transaction.amountMinor;
    case 'confidence':
      return a.proposal.confidence - b.proposal.confidence;
    case 'payer':
      return (a.transaction.payer.name ?? '').localeCompare(b.transaction.payer.name ?? '');
  }
}

function tabOf(one: FixtureCase): ReviewTab | null {
  switch (one.state) {
    case 'waiting':
    case 'returned':
      return one.proposal.band;
    case 'approved':
    case 'dead_letter':
      return 'approved';
    case 'posted':
    case 'ignored':
      return one.state;
    case 'not_applicable':
      return null;
  }
}

function fits(one: FixtureCase, filter: ReviewFilter): boolean {
  const { transaction, proposal } = one;
  const { gateway, kind, customerNo, remark, flagged, group } = filter;
  const amount = Number(formatMinor(transaction.amountMinor, transaction.currency));
  const day = transaction.occurredAt.slice(0, 10);
  return (
    (gateway === null || transaction.gateway === gateway) &&
    (kind === null || transaction.kind === kind) &&
    (customerNo === null || proposal.customerNo === customerNo) &&
    (filter.amountFrom === null || amount >= Number(filter.amountFrom)) &&
    (filter.amountTo === null || amount <= Number(filter.amountTo)) &&
    (filter.dateFrom === null || day >= filter.dateFrom) &&
    (filter.dateTo === null || day <= filter.dateTo) &&
    (flagged === null || (one.flag !== null) === flagged) &&
    (group === null || groupKeyOf(one, group.by) === group.key) &&
    hasRemark(one, remark) &&
    hasWords(one, filter.search)
  );
}

function hasRemark({ proposal, differences }: FixtureCase, remark: ReviewFilter['remark']): boolean {
  switch (remark) {
    case null:
      return true;
    case 'any':
      return proposal.flags.length > 0;
    case 'none':
      return proposal.flags.length === 0;
    case 'ledger_differs':
      return differences.length > 0;
    default:
      return proposal.flags.includes(remark);
  }
}

function hasWords({ transaction, customer, proposal }: FixtureCase, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = [
    transaction.payer.name,
    transaction.payer.email,
    transaction.externalId,
    customer?.name,
    formatMinor(transaction.amountMinor, transaction.currency),
    ...proposal.allocations.map((allocation) => allocation.number),
  ].join(' ');
  return words.every((word) => text.toLowerCase().includes(word));
}
