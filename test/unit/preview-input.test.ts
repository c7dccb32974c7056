import { describe, expect, it } from 'vitest';
import { defaultRules, previewRules } from '../../src-main/matching/index.ts';
import { previewInput } from '../../src-main/workspace/preview-input.ts';
import { type Company, company, idOf, invoice, proposal, transaction } from '../support/posting-fixture.ts';

const input = (it: Company) =>
  previewInput(it.store, it.clock.now(), it.settings.timeZone, { version: 1, rules: [] });
async function post(it: Company, id: string): Promise<void> {
  const outcome = await it.posting.approve([{ transactionId: idOf(id) }], 'Dana');
  expect(outcome.skipped).toEqual([]);
  await it.drain();
}

describe('the last 90 days for a preview', () => {
  it('give back to the invoices what was posted to them', async () => {
    const it = company([invoice('10423', 12_550)]);
    it.receive(
      transaction('ch_1', 12_550, { description: 'Invoice 10423' }),
      proposal('ch_1', [['10423', 12_550]]),
    );
    await post(it, 'ch_1');
    expect(it.store.ledgerCopy.openItems()).toEqual([]);

    const { openItems, transactions, context } = input(it);
    expect(openItems.map(({ number, balanceMinor }) => [number, balanceMinor])).toEqual([['10423', 12_550]]);
    expect(transactions.map(({ id }) => id)).toEqual([idOf('ch_1')]);
    expect([context?.decided, context?.posted]).toEqual([[], []]);
    const { bands } = previewRules(input(it));
    expect(bands).toEqual({
      before: { ready: 1, check: 0, exception: 0 },
      after: { ready: 0, check: 1, exception: 0 },
    });
    expect(input(it).current).toEqual(defaultRules);
  });

  it('hold what is older as evidence alone, and leave out a posted refund of it', async () => {
    const it = company([invoice('10423', 12_550, { date: '2025-09-01' })]);
    const old = { description: 'Invoice 10423', occurredAt: '2025-09-05T18:30:00Z' };
    it.receive(transaction('ch_1', 12_550, old), proposal('ch_1', [['10423', 12_550]]));
    await post(it, 'ch_1');
    const refund = transaction('re_1', 2_550, { kind: 'refund', relatedExternalId: 'ch_1' });
    it.receive(refund, proposal('re_1', [['10423', 2_550]]));
    await post(it, 're_1');
    it.receive(transaction('re_2', 1_000, { kind: 'refund', relatedExternalId: 'ch_1' }), null);

    const { openItems, transactions, context } = input(it);
    expect(openItems[0]?.balanceMinor).toBe(2_550);
    expect(transactions.map(({ id }) => id)).toEqual([idOf('re_2')]);
    expect(context?.decided?.map(({ id }) => id)).toEqual([idOf('ch_1'), idOf('re_1')]);
    expect(context?.posted?.map(({ amountMinor }) => amountMinor)).toEqual([10_000]);
  });
});
