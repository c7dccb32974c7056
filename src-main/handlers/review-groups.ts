/** The review list in groups: what each holds, what it is called, and its rows. */
import type { Handlers, ReviewGroup, ReviewGrouping } from '../../shared/api.ts';
import type { TransactionId } from '../../shared/model.ts';
import type { ReviewGroupCount } from '../store/index.ts';
import type { Company } from '../workspace/company.ts';
import type { Hand } from './hand.ts';
import { rowDeps, zoneOf } from './review-people.ts';
import { currencyTotals, reviewRow, storeFilter } from './review-rows.ts';

export type GroupName = 'review.groups' | 'review.groupRows' | 'review.customers';

export function groupHandlers(hand: Hand): Pick<Handlers, GroupName> {
  return {
    'review.groups': async ({ by, descending, ...filter }) => {
      const { company } = hand.session();
      const zone = zoneOf(company);
      const counts = company.store.review.groups(storeFilter({ ...filter, group: null }, zone), by, zone);
      return inOrder(groupsOf(counts, company, by), by, descending);
    },
    'review.groupRows': async ({ by, sort, descending, parts, ...filter }) => {
      const { company } = hand.session();
      const deps = rowDeps(company);
      return parts.map(({ key, offset, limit }) => {
        const wanted = storeFilter({ ...filter, group: { by, key } }, zoneOf(company));
        const rows = company.store.review.rowsAt(wanted, { by: sort, descending }, offset, limit);
        return { key, offset, rows: rows.map((row) => reviewRow(row, deps)) };
      });
    },
    'review.customers': async ({ search, limit }) =>
      hand
        .session()
        .company.store.ledgerCopy.searchCustomers(search, limit)
        .map(({ customerNo, name }) => ({ customerNo, name })),
  };
}

interface Sortable {
  readonly group: ReviewGroup;
  /** What groups are ordered by; '' for what has none, which comes last. */
  readonly rank: string;
}

function groupsOf(counts: readonly ReviewGroupCount[], company: Company, by: ReviewGrouping): Sortable[] {
  const byKey = new Map<string, ReviewGroupCount[]>();
  for (const count of counts) {
    const parts = byKey.get(count.key);
    if (parts === undefined) byKey.set(count.key, [count]);
    else parts.push(count);
  }
  // One read of them all: a long list has thousands of groups.
  const customers = new Map(
    by === 'customer' ? company.store.ledgerCopy.customers().map((it) => [it.customerNo, it.name]) : [],
  );
  return [...byKey].map(([key, parts]) => {
    const totals = currencyTotals(parts);
    const { title, note, rank } = nameOf(key, company, by, customers);
    return {
      rank,
      group: {
        key,
        title,
        note,
        count: totals.reduce((sum, { count }) => sum + count, 0),
        totals,
        flagged: parts.reduce((sum, { flagged }) => sum + flagged, 0),
      },
    };
  });
}

/** A gateway's and a day's own words are the window's: it knows the region. */
function nameOf(key: string, company: Company, by: ReviewGrouping, customers: ReadonlyMap<string, string>) {
  switch (by) {
    case 'customer': {
      if (key === '') return { title: 'No customer known', note: null, rank: '' };
      const title = customers.get(key) ?? key;
      return { title, note: customers.has(key) ? key : null, rank: `${title.toLowerCase()} ${key}` };
    }
    case 'payout': {
      if (key === '') return { title: 'In no payout yet', note: null, rank: '' };
      const payout = company.store.transactions.find(key as TransactionId)?.transaction;
      const id = key.slice(key.indexOf(':') + 1);
      // A payout that has not come in itself yet is known by its id alone.
      if (!payout) return { title: id, note: null, rank: `0 ${id}` };
      return { title: company.dateOf(payout.occurredAt), note: id, rank: `1 ${payout.occurredAt} ${id}` };
    }
    case 'gateway':
    case 'date':
      return { title: key, note: null, rank: key };
  }
}

/** Days and payouts as the list is sorted, newest first or last; names from A to Z; what has none at the end. */
function inOrder(groups: Sortable[], by: ReviewGrouping, descending: boolean): ReviewGroup[] {
  const sign = (by === 'date' || by === 'payout') && descending ? -1 : 1;
  return groups
    .sort((a, b) => {
      if ((a.rank === '') !== (b.rank === '')) return a.rank === '' ? 1 : -1;
      return a.rank === b.rank ? 0 : (a.rank < b.rank ? -1 : 1) * sign;
    })
    .map(({ group }) => group);
}
