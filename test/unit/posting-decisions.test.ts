import { describe, expect, it } from 'vitest';
import { storeProposals } from '../../src-main/posting/index.ts';
import {
  type Company,
  company,
  day,
  idOf,
  invoice,
  proposal,
  settled,
  transaction,
} from '../support/posting-fixture.ts';

async function approve(it: Company, externalId: string) {
  return it.posting.approve([{ transactionId: idOf(externalId) }], 'Dana');
}

describe('an accounting date', () => {
  it.each([
    ['is the local day of the company', '2026-03-06T03:30:00Z', null, '2026-03-05'],
    ['in a closed period becomes the first open day', '2026-03-05T18:00:00Z', '2026-03-31', '2026-04-01'],
  ])('%s', async (_, occurredAt, closedThrough, expected) => {
    const it = company([invoice('1', 100)]);
    it.settings = { ...it.settings, closedThrough: closedThrough === null ? null : day(closedThrough) };
    it.receive(transaction('ch_1', 100, { occurredAt }), proposal('ch_1', [['1', 100]]));
    await approve(it, 'ch_1');
    await it.drain();
    expect(it.ledger.rows[0]?.entry.date).toBe(expected);
  });

  it('in a closed period stops the approval when the firm wants to see it', async () => {
    const it = company([invoice('1', 100)]);
    it.settings = { ...it.settings, closedThrough: day('2026-03-31'), closedPeriod: 'review' };
    it.receive(transaction('ch_1', 100), proposal('ch_1', [['1', 100]]));
    expect((await approve(it, 'ch_1')).skipped[0]?.reason).toContain('closed period');
  });
});

describe('a payment in a foreign currency', () => {
  const inEuro = (settlement: unknown) => {
    const it = company([invoice('1', 10_000, { currency: 'EUR' })]);
    it.receive(
      transaction('ch_1', 10_000, { currency: 'EUR', settlement }),
      proposal('ch_1', [['1', 10_000]]),
    );
    return it;
  };

  it('carries the gateway’s rate to the base currency', async () => {
    const it = inEuro({ ...settled(10_843, 300), exchangeRate: '1.0843' });
    await approve(it, 'ch_1');
    await it.drain();
    expect(it.ledger.rows[0]?.entry.exchangeRate).toBe('1.0843');
  });

  it('waits until the gateway has given a rate', async () => {
    const it = inEuro(null);
    expect((await approve(it, 'ch_1')).skipped[0]?.reason).toContain('no rate to USD');
  });
});

describe('decisions that post nothing', () => {
  it('ignoring keeps the reason, and can be undone', async () => {
    const it = company([invoice('1', 100)]);
    it.receive(transaction('ch_1', 100), proposal('ch_1', [['1', 100]]));
    await it.posting.ignore([idOf('ch_1')], 'Posted by hand in March', 'Dana');
    expect(it.store.transactions.get(idOf('ch_1'))).toMatchObject({
      state: 'ignored',
      stateNote: 'Posted by hand in March',
    });
    await it.posting.undo([idOf('ch_1')], 'Dana');
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('waiting');
    expect((await approve(it, 'ch_1')).decided).toHaveLength(1);
  });

  it('rejecting takes the proposal away, and it is not made again', async () => {
    const it = company([invoice('1', 100)]);
    const wrong = proposal('ch_1', [['1', 100]]);
    it.receive(transaction('ch_1', 100), wrong);
    it.posting.reject(idOf('ch_1'), 'Another Acme', 'Dana');
    await storeProposals(it.store, [wrong]);
    const now = it.store.proposals.find(idOf('ch_1'))?.proposal;
    expect(now).toMatchObject({
      band: 'exception',
      allocations: [],
      remainder: { kind: 'none', amountMinor: 100 },
    });
    expect(now?.runnerUp?.allocations).toEqual(wrong.allocations);
    await storeProposals(it.store, [
      { ...wrong, allocations: [], remainder: { kind: 'on_account', amountMinor: 100 } },
    ]);
    expect(it.store.proposals.find(idOf('ch_1'))?.proposal.remainder.kind).toBe('on_account');
  });

  it('approving all asks again when the list is not the one that was confirmed', async () => {
    const it = company([invoice('1', 100), invoice('2', 100)]);
    it.receive(transaction('ch_1', 100), proposal('ch_1', [['1', 100]]));
    const filter = { states: ['waiting' as const], bands: ['ready' as const] };
    const confirmed = [{ currency: 'USD', count: 1, amountMinor: 100 }];
    it.receive(transaction('ch_2', 100), proposal('ch_2', [['2', 100]]));
    await expect(it.posting.approveAll(filter, 'Dana', confirmed)).rejects.toThrow('list has changed');
    const again = [{ currency: 'USD', count: 2, amountMinor: 200 }];
    expect((await it.posting.approveAll(filter, 'Dana', again)).decided).toHaveLength(2);
  });
});
