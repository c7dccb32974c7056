import { describe, expect, it } from 'vitest';
import type { Band } from '../../shared/model.ts';
import { openStore, type ReviewFilter, type ReviewSort, type Store } from '../../src-main/store/index.ts';
import {
  addConnections,
  idOf,
  invoice,
  proposal,
  seededRandom,
  transaction,
} from '../support/posting-fixture.ts';

const BANDS: readonly Band[] = ['ready', 'check', 'exception'];
const now = () => new Date('2026-03-10T15:00:00Z');

function filled(count: number): Store {
  const store = openStore(':memory:', { now });
  addConnections(store);
  const random = seededRandom(7);
  store.transact(() => {
    store.ledgerCopy.saveItems([invoice('INV-77', 5_000, { customerName: 'Müller & Söhne' })], 'run');
    for (let at = 0; at < count; at += 1) {
      const id = `ch_${String(at).padStart(6, '0')}`;
      const amount = 1 + Math.floor(random() * 500);
      const occurredAt = new Date(
        Date.UTC(2026, 0, 1) + Math.floor(random() * 60) * 86_400_000,
      ).toISOString();
      const name = at % 10 === 0 ? 'Zoë Łukasz' : `Payer ${at % 17}`;
      const currency = at % 5 === 0 ? 'EUR' : 'USD';
      const payer = {
        name,
        email: null,
        customerRef: null,
        cardBrand: null,
        cardLast4: null,
        cardFingerprint: null,
      };
      store.transactions.upsert(transaction(id, amount, { occurredAt, payer, currency }));
      const band = BANDS[at % 3] ?? 'check';
      store.proposals.save(
        proposal(id, [[`INV-${at}`, amount]], { band, confidence: Math.floor(random() * 20) / 20 }),
        'matching',
      );
    }
  });
  return store;
}

function allPages(store: Store, filter: ReviewFilter, sort: ReviewSort, limit: number): string[] {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page = store.review.page(filter, sort, after, limit);
    seen.push(...page.rows.map(({ transaction: it }) => it.externalId));
    after = page.next;
  } while (after !== null);
  return seen;
}

describe('the review list', () => {
  const store = filled(400);
  const sorts: ReviewSort[] = (['date', 'amount', 'confidence', 'payer'] as const).flatMap((by) => [
    { by, descending: true },
    { by, descending: false },
  ]);

  it.each(sorts)('shows every row once, in order, page by page (%o)', (sort) => {
    const filter: ReviewFilter = { states: ['waiting', 'returned'] };
    const paged = allPages(store, filter, sort, 37);
    expect(new Set(paged).size).toBe(400);
    expect(paged).toEqual(allPages(store, filter, sort, 1_000));
    const keys = store.review.page(filter, sort, null, 1_000).rows.map((row) => {
      if (sort.by === 'date') return row.transaction.occurredAt;
      if (sort.by === 'amount') return row.transaction.amountMinor;
      if (sort.by === 'payer') return row.transaction.payer.name?.normalize('NFKD').toLowerCase() ?? '';
      return row.proposal?.confidence ?? 0;
    });
    for (const [at, key] of keys.entries()) {
      const before = keys[at - 1];
      if (before !== undefined && sort.by !== 'payer')
        expect(sort.descending ? key <= before : key >= before).toBe(true);
    }
  });

  it('filters by band, gateway and state, and counts what it shows', () => {
    const filter: ReviewFilter = { states: ['waiting'], bands: ['ready'], gateway: 'stripe' };
    const rows = allPages(store, filter, { by: 'date', descending: true }, 50);
    const counts = store.review.counts(filter);
    expect(counts.reduce((sum, it) => sum + it.count, 0)).toBe(rows.length);
    expect(counts.map(({ band }) => band)).toEqual(['ready', 'ready']);
    expect(store.review.ids(filter)).toHaveLength(rows.length);
    expect(
      store.review.page({ ...filter, gateway: 'opayo' }, { by: 'date', descending: true }, null, 10).rows,
    ).toEqual([]);
    const total = counts.reduce((sum, it) => sum + it.amountMinor, 0);
    const shown = store.review.page(filter, { by: 'date', descending: true }, null, 1_000).rows;
    expect(total).toBe(shown.reduce((sum, row) => sum + row.transaction.amountMinor, 0));
  });

  it.each([
    ['part of a name, without its accents', 'lukasz', 40],
    ['an invoice that is proposed', 'inv-399', 1],
    ['the name of the customer whose invoice is proposed', 'muller', 1],
    ['two parts that must both occur', 'zoe ch_000010', 1],
    ['two letters', 'zo', 40],
    ['what looks like search syntax', 'a" OR "b', 0],
    ['nothing that is there', 'nobody at all', 0],
  ])('finds %s', (_, text, count) => {
    const filter: ReviewFilter = { states: ['waiting'], text };
    expect(allPages(store, filter, { by: 'date', descending: true }, 7)).toHaveLength(count);
    expect(store.review.counts(filter).reduce((sum, it) => sum + it.count, 0)).toBe(count);
  });

  it('gives the proposal’s version, which moves only when the proposal does', () => {
    const before = store.proposals.find(idOf('ch_000000'));
    if (!before) throw new Error('There is a proposal.');
    expect(store.proposals.save(before.proposal, 'matching')).toBe(false);
    store.proposals.save({ ...before.proposal, confidence: 0.5 }, 'matching');
    expect(store.proposals.find(idOf('ch_000000'))?.version).toBe(before.version + 1);
  });
});
