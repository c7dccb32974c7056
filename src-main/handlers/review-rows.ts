import { DateTime } from 'luxon';
import type { CurrencyTotal, ReviewFilter as Filter, ReviewTab, ReviewRow as Row } from '../../shared/api.ts';
import { type AccountingDate, type Band, Instant, type TransactionState } from '../../shared/model.ts';
import type { ReviewCount, ReviewFilter, ReviewRow as StoredRow } from '../store/index.ts';

/** What waits for a decision: new, sent back by the ledger, or failed for good. */
const UNDECIDED: readonly TransactionState[] = ['waiting', 'returned', 'dead_letter'];

interface TabFilter {
  readonly states: readonly TransactionState[];
  readonly bands?: readonly (Band | null)[] | undefined;
}

/** What has no proposal yet is shown with the exceptions, so that nothing that waits is out of sight. */
const TABS: Readonly<Record<ReviewTab, TabFilter>> = {
  ready: { states: UNDECIDED, bands: ['ready'] },
  check: { states: UNDECIDED, bands: ['check'] },
  exception: { states: UNDECIDED, bands: ['exception', null] },
  approved: { states: ['approved'] },
  posted: { states: ['posted'] },
  ignored: { states: ['ignored'] },
};

/** The states and bands of all tabs together. */
export const EVERY_TAB: TabFilter & { readonly bands: undefined } = {
  states: [...UNDECIDED, 'approved', 'posted', 'ignored'],
  bands: undefined,
};

export function isInTab(tab: ReviewTab, row: Pick<ReviewCount, 'state' | 'band'>): boolean {
  const { states, bands } = TABS[tab];
  return states.includes(row.state) && (bands === undefined || bands.includes(row.band));
}

export const reviewTabs = Object.keys(TABS) as ReviewTab[];

/** The window's filter in the store's terms: days become instants of the company's zone, amounts thousandths. */
export function storeFilter(filter: Filter, timeZone: string): ReviewFilter {
  const { group } = filter;
  const from = [filter.dateFrom, group?.by === 'date' ? group.key : null].filter((day) => day !== null);
  const to = [filter.dateTo, group?.by === 'date' ? group.key : null].filter((day) => day !== null);
  return {
    ...TABS[filter.tab],
    text: filter.search.trim() === '' ? undefined : filter.search,
    gateway: (group?.by === 'gateway' ? group.key : null) ?? filter.gateway ?? undefined,
    kind: filter.kind ?? undefined,
    customerNo: (group?.by === 'customer' ? group.key : null) ?? filter.customerNo ?? undefined,
    payout: group?.by === 'payout' ? group.key : undefined,
    amountFromThousandths: thousandths(filter.amountFrom),
    amountToThousandths: thousandths(filter.amountTo),
    occurredFrom: startOfDay(from.sort().at(-1), 0, timeZone),
    occurredBefore: startOfDay(to.sort()[0], 1, timeZone),
    remark: filter.remark ?? undefined,
    flagged: filter.flagged ?? undefined,
  };
}

function thousandths(amount: string | null): number | undefined {
  if (amount === null) return undefined;
  const [whole = '', fraction = ''] = amount.split('.');
  return Number(`${whole}${fraction.padEnd(3, '0')}`);
}

/** The instant at which the day, or a later one, begins in the zone. */
function startOfDay(day: string | undefined, daysLater: number, timeZone: string): Instant | undefined {
  if (day === undefined) return undefined;
  const start = DateTime.fromISO(day, { zone: timeZone }).plus({ days: daysLater }).startOf('day');
  return Instant.parse(start.toUTC().toISO());
}

/** Sums by currency, in the currency's alphabetical order. */
export function currencyTotals(
  counts: readonly Pick<ReviewCount, 'currency' | 'count' | 'amountMinor'>[],
): CurrencyTotal[] {
  const totals = new Map<string, CurrencyTotal>();
  for (const { currency, count, amountMinor } of counts) {
    const before = totals.get(currency) ?? { currency, amountMinor: 0, count: 0 };
    totals.set(currency, {
      currency,
      amountMinor: before.amountMinor + amountMinor,
      count: before.count + count,
    });
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

export interface RowDeps {
  readonly dateOf: (instant: Instant) => AccountingDate;
  readonly customerName: (customerNo: string) => string | null;
}

export function reviewRow(stored: StoredRow, deps: RowDeps): Row {
  const { transaction, proposal } = stored;
  return {
    transactionId: transaction.id,
    gateway: transaction.gateway,
    externalId: transaction.externalId,
    kind: transaction.kind,
    status: transaction.status,
    state: stored.state,
    occurredAt: transaction.occurredAt,
    date: deps.dateOf(transaction.occurredAt),
    currency: transaction.currency,
    amountMinor: transaction.amountMinor,
    payerName: transaction.payer.name,
    payerEmail: transaction.payer.email,
    band: stored.band,
    confidence: proposal?.confidence ?? null,
    customerNo: proposal?.customerNo ?? null,
    customerName: proposal?.customerNo ? deps.customerName(proposal.customerNo) : null,
    allocations: proposal?.allocations ?? [],
    remainder: proposal?.remainder ?? { kind: 'none', amountMinor: transaction.amountMinor },
    flags: proposal?.flags ?? [],
    headline: stored.stateNote ?? proposal?.evidence[0] ?? 'Not matched yet: it will be with the next sync.',
    flaggedFor: stored.flaggedFor,
    ledgerDiffers: stored.ledgerDiffers,
  };
}
