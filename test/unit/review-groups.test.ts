import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReviewFilter } from '../../shared/api.ts';
import type { Band } from '../../shared/model.ts';
import { storeFilter } from '../../src-main/handlers/review-rows.ts';
import { openStore, type ReviewGrouping, type Store } from '../../src-main/store/index.ts';
import { localDays } from '../../src-main/store/local-day.ts';
import { addConnections, proposal, STRIPE, seededRandom, transaction } from '../support/posting-fixture.ts';

const NEW_YORK = 'America/New_York';
const BANDS: readonly Band[] = ['ready', 'ready', 'check'];
const now = () => new Date('2026-03-10T15:00:00Z');
const newest = { by: 'date', descending: true } as const;

function filled(count: number): Store {
  const store = openStore(':memory:', { now });
  addConnections(store);
  const random = seededRandom(11);
  store.transact(() => {
    for (let at = 0; at < count; at += 1) {
      const id = `ch_${String(at).padStart(4, '0')}`;
      store.transactions.upsert(
        transaction(id, 100 + Math.floor(random() * 9_900), {
          occurredAt: new Date(Date.UTC(2026, 2, 1) + Math.floor(random() * 20 * 86_400_000)).toISOString(),
          currency: ['USD', 'EUR', 'JPY'][at % 3],
          kind: at % 10 === 0 ? 'refund' : 'payment',
          gateway: at % 4 === 0 ? 'opayo' : 'stripe',
          payoutExternalId: at % 5 === 0 ? null : `po_${at % 7}`,
        }),
      );
      store.proposals.save(
        proposal(id, [[`INV-${at}`, 100]], {
          band: BANDS[at % 3] ?? 'check',
          customerNo: at % 6 === 0 ? null : `C${at % 11}`,
          flags: at % 8 === 0 ? ['duplicate', 'short_paid'] : at % 9 === 0 ? ['short_paid'] : [],
        }),
        'matching',
      );
    }
  });
  return store;
}

const filterOf = (filter: Partial<ReviewFilter>) =>
  storeFilter(ReviewFilter.parse({ tab: 'ready', ...filter }), NEW_YORK);

describe('the review list in groups', () => {
  const store = filled(300);

  it.each(['customer', 'gateway', 'payout', 'date'] as const)(
    'by %s: every row is in one group, and each group counts and adds up what it shows',
    (by: ReviewGrouping) => {
      const groups = store.review.groups(filterOf({}), by, NEW_YORK);
      const keys = [...new Set(groups.map(({ key }) => key))];
      const seen = new Set<string>();
      for (const key of keys) {
        const rows = store.review.rowsAt(filterOf({ group: { by, key } }), newest, 0, 1_000);
        for (const { transaction: it } of rows) seen.add(it.id);
        for (const group of groups.filter((it) => it.key === key)) {
          const inCurrency = rows.filter(({ transaction: it }) => it.currency === group.currency);
          expect(inCurrency).toHaveLength(group.count);
          expect(inCurrency.reduce((sum, row) => sum + row.transaction.amountMinor, 0)).toBe(
            group.amountMinor,
          );
        }
      }
      expect(seen.size).toBe(groups.reduce((sum, { count }) => sum + count, 0));
      expect(seen.size).toBe(store.review.ids(filterOf({})).length);
    },
  );

  it('gives a group’s rows from any place on, as a whole read would', () => {
    const filter = filterOf({ group: { by: 'gateway', key: 'stripe' } });
    const all = store.review.rowsAt(filter, newest, 0, 1_000).map(({ transaction: it }) => it.id);
    expect(store.review.rowsAt(filter, newest, 40, 25).map(({ transaction: it }) => it.id)).toEqual(
      all.slice(40, 65),
    );
    expect(store.review.rowsAt(filter, newest, all.length, 25)).toEqual([]);
  });

  it('groups what passes the filter, not the whole list', () => {
    const filter = filterOf({ kind: 'refund', search: 'ch_00' });
    const counted = store.review.groups(filter, 'customer', NEW_YORK).reduce((sum, it) => sum + it.count, 0);
    expect(counted).toBe(store.review.ids(filter).length);
    expect(counted).toBeLessThan(store.review.ids(filterOf({ kind: 'refund' })).length);
  });
});

describe('the filters of the review list', () => {
  const store = filled(300);
  const shown = (filter: Partial<ReviewFilter>) =>
    store.review.page(filterOf(filter), { by: 'payer', descending: false }, null, 1_000).rows;

  it('by remark: any, none, one by its whole name', () => {
    const all = shown({}).length;
    expect(shown({ remark: 'any' }).length + shown({ remark: 'none' }).length).toBe(all);
    for (const { proposal: it } of shown({ remark: 'duplicate' })) expect(it?.flags).toContain('duplicate');
    expect(shown({ remark: 'short_paid' }).length).toBeGreaterThan(shown({ remark: 'duplicate' }).length);
  });

  it('by amount as it is written, whatever the currency’s decimals', () => {
    const rows = shown({ amountFrom: '20.5', amountTo: '60' });
    const expected = shown({}).filter(({ transaction: it }) => {
      const units = it.currency === 'JPY' ? it.amountMinor : it.amountMinor / 100;
      return units >= 20.5 && units <= 60;
    });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows).toHaveLength(expected.length);
  });

  it('by days of the company’s zone, the last one whole, over a change of the clocks', () => {
    const days = localDays();
    const rows = shown({ dateFrom: '2026-03-08', dateTo: '2026-03-09' } as Partial<ReviewFilter>);
    const expected = shown({}).filter(({ transaction: it }) =>
      ['2026-03-08', '2026-03-09'].includes(days(it.occurredAt, NEW_YORK)),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows).toHaveLength(expected.length);
  });

  it('together, and the counts say what the list shows', () => {
    const filter = { gateway: 'stripe', customerNo: 'C1', kind: 'payment' } as const;
    const counts = store.review.counts(filterOf(filter)).reduce((sum, { count }) => sum + count, 0);
    expect(counts).toBe(shown(filter).length);
    expect(counts).toBeGreaterThan(0);
  });
});

describe('the local day of an instant', () => {
  it('is the one that the zone’s rules give, on every day and in every quarter of an hour', () => {
    const days = localDays();
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
        fc.constantFrom(NEW_YORK, 'Europe/London', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'),
        (at, zone) => {
          const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
          expect(days(new Date(at).toISOString(), zone)).toBe(parts.format(at));
        },
      ),
    );
  });
});

it('keeps a payout’s parts together by the connection as well', () => {
  const store = filled(20);
  const keys = store.review.groups(filterOf({}), 'payout', NEW_YORK).map(({ key }) => key);
  expect(keys).toContain('');
  expect(keys.filter((key) => key !== '').every((key) => key.startsWith(`${STRIPE}:po_`))).toBe(true);
});
