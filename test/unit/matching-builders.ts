/** Short ways to write open items and transactions in the tests of matching. */
import type { OpenItem, Proposal } from '../../shared/model.ts';
import {
  indexOpenItems,
  type MatchableTransaction,
  type MatchContext,
  match,
} from '../../src-main/matching/index.ts';
import type { IndexOptions } from '../../src-main/matching/types.ts';

type Loosely<Type> = { -readonly [Key in keyof Type]?: unknown };

/** An invoice of Acme Tools Ltd (C1) dated 5 January 2024 unless said otherwise; a credit when the balance is negative. */
export function item(number: string, balanceMinor: number, over: Loosely<OpenItem> = {}): OpenItem {
  const kind = over.kind ?? (balanceMinor < 0 ? 'credit' : 'invoice');
  return {
    id: `${kind}:${number}`,
    kind,
    number,
    customerNo: 'C1',
    customerName: 'Acme Tools Ltd',
    customerEmail: 'ap@acme-tools.example',
    poNumber: null,
    orderNo: null,
    date: '2024-01-05',
    dueDate: '2024-02-04',
    currency: 'USD',
    originalMinor: balanceMinor,
    balanceMinor,
    discount: null,
    ...over,
  } as unknown as OpenItem;
}

/** Beta Foods Inc (C2). */
export const beta = {
  customerNo: 'C2',
  customerName: 'Beta Foods Inc',
  customerEmail: 'pay@beta-foods.example',
};

/** A payment of 20 January 2024 by nobody known unless said otherwise. */
export function payment(
  id: string,
  amountMinor: number,
  over: Loosely<MatchableTransaction> = {},
): MatchableTransaction {
  return {
    id,
    gateway: 'stripe',
    kind: 'payment',
    status: 'succeeded',
    occurredAt: '2024-01-20T10:00:00Z',
    currency: 'USD',
    amountMinor,
    feeMinor: 0,
    payerName: null,
    payerEmail: null,
    customerRef: null,
    cardFingerprint: null,
    description: null,
    orderId: null,
    relatedId: null,
    payoutId: null,
    metadata: {},
    references: [],
    ...over,
  } as unknown as MatchableTransaction;
}

export const byAcme = { payerEmail: 'ap@acme-tools.example' };
export const byBeta = { payerEmail: 'pay@beta-foods.example' };

export function matchAll(
  items: readonly OpenItem[],
  transactions: readonly MatchableTransaction[],
  context: MatchContext = {},
  options: IndexOptions = {},
): Proposal[] {
  return match(indexOpenItems(items, options), transactions, context);
}

export function matchOne(
  items: readonly OpenItem[],
  transaction: MatchableTransaction,
  options: IndexOptions = {},
): Proposal {
  return matchAll(items, [transaction], {}, options)[0] as Proposal;
}

/** "10423:12550, CN7:-2000" */
export function applied(proposal: Proposal | undefined): string {
  return (proposal?.allocations ?? []).map((it) => `${it.number}:${it.amountMinor}`).join(', ');
}
