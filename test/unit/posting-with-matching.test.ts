import { describe, expect, it } from 'vitest';
import type { GatewayTransaction } from '../../shared/model.ts';
import { indexOpenItems, match } from '../../src-main/matching/index.ts';
import { matchInput, storeProposals } from '../../src-main/posting/index.ts';
import { type Company, company, idOf, invoice, transaction } from '../support/posting-fixture.ts';

async function matched(it: Company, records: readonly GatewayTransaction[]): Promise<void> {
  for (const record of records) it.receive(record, null);
  const { openItems, customers, transactions, context } = matchInput(
    it.store,
    it.clock.now(),
    it.settings.timeZone,
  );
  await storeProposals(it.store, match(indexOpenItems(openItems, { customers }), transactions, context));
}

async function approveAndPost(it: Company, ...ids: string[]): Promise<void> {
  const outcome = await it.posting.approve(
    ids.map((id) => ({ transactionId: idOf(id) })),
    'Dana',
  );
  expect(outcome.skipped).toEqual([]);
  await it.drain();
}

describe('the matching engine’s proposals', () => {
  it('are approved and posted as they are, refunds going where their payment went', async () => {
    const it = company([
      invoice('10423', 12_550),
      invoice('10424', 4_000),
      invoice('C77', -1_000, { kind: 'credit', originalMinor: -1_000 }),
    ]);
    await matched(it, [transaction('ch_1', 12_550, { description: 'Invoice 10423' })]);
    await approveAndPost(it, 'ch_1');
    expect(it.ledger.balanceOf('invoice:10423')).toBe(0);

    const refund = { kind: 'refund', relatedExternalId: 'ch_1' };
    await matched(it, [transaction('re_1', 2_550, refund)]);
    await approveAndPost(it, 're_1');
    await matched(it, [transaction('re_2', 10_000, { ...refund, occurredAt: '2026-03-07T10:00:00Z' })]);
    await approveAndPost(it, 're_2');
    expect(it.ledger.balanceOf('invoice:10423')).toBe(12_550);
    expect(it.store.receipts.standingAllocations()).toEqual([]);
  });

  it('of a payment that used a credit are undone by its refund on both', async () => {
    const it = company([
      invoice('10424', 4_000),
      invoice('C77', -1_000, { kind: 'credit', originalMinor: -1_000 }),
    ]);
    await matched(it, [transaction('ch_1', 3_000, { description: 'Invoice 10424 less credit C77' })]);
    const { allocations } = it.store.proposals.find(idOf('ch_1'))?.proposal ?? { allocations: [] };
    expect(allocations.map(({ number, amountMinor }) => [number, amountMinor]).sort()).toEqual([
      ['10424', 4_000],
      ['C77', -1_000],
    ]);
    await approveAndPost(it, 'ch_1');
    await matched(it, [transaction('re_1', 3_000, { kind: 'refund', relatedExternalId: 'ch_1' })]);
    await approveAndPost(it, 're_1');
    expect([it.ledger.balanceOf('invoice:10424'), it.ledger.balanceOf('credit:C77')]).toEqual([
      4_000, -1_000,
    ]);
  });

  it('leave a person’s own allocation alone', async () => {
    const it = company([invoice('10423', 12_550), invoice('10424', 12_550)]);
    const payment = transaction('ch_1', 12_550, { description: 'Invoice 10423' });
    await matched(it, [payment]);
    const other = invoice('10424', 12_550);
    it.posting.reallocate(
      {
        transactionId: idOf('ch_1'),
        customerNo: null,
        allocations: [{ openItemId: other.id, number: other.number, amountMinor: 12_550 }],
        remainder: { kind: 'none', amountMinor: 0 },
        reason: 'They said so on the telephone',
      },
      'Dana',
    );
    await matched(it, []);
    await approveAndPost(it, 'ch_1');
    expect(it.ledger.balanceOf('invoice:10424')).toBe(0);
  });
});
