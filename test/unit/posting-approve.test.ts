import { describe, expect, it } from 'vitest';
import { company, idOf, invoice, proposal, transaction } from '../support/posting-fixture.ts';

describe('a payment that is approved', () => {
  it('becomes one receipt in the ledger, read back, with the invoice paid', async () => {
    const it = company([invoice('10423', 12_550)]);
    it.receive(transaction('ch_1', 12_550), proposal('ch_1', [['10423', 12_550]]));

    const outcome = await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana');
    expect(outcome).toEqual({ decided: [idOf('ch_1')], skipped: [] });
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('approved');

    const report = await it.drain();
    expect(report).toMatchObject({ posted: 1, refused: 0, dead: 0, nextDueAt: null });
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('posted');
    expect(it.ledger.balanceOf('invoice:10423')).toBe(0);
    expect(it.ledger.rows).toHaveLength(1);
    const [receipt] = it.store.receipts.standingOf(idOf('ch_1'));
    expect(receipt).toMatchObject({
      kind: 'receipt',
      itemNumber: '10423',
      customerNo: 'ACME',
      amountMinor: 12_550,
      cashMinor: 12_550,
      paidOn: '2026-03-05',
      balanceAfterMinor: 0,
    });
    expect(receipt?.marker).toBe(it.ledger.rows[0]?.entry.marker);
    expect(it.store.audit.verify()).toMatchObject({ ok: true, firstBroken: null });
    const history = it.store.audit.ofSubject('transaction', idOf('ch_1')).map(({ action }) => action);
    expect(history).toEqual(['approval.given', 'posting.approval_posted']);
  });

  it('is posted once however often the outbox is drained', async () => {
    const it = company([invoice('1', 100)]);
    it.receive(transaction('ch_1', 100), proposal('ch_1', [['1', 100]]));
    await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana');
    await it.drain();
    await it.drain();
    expect(it.ledger.calls.posts).toBe(1);
  });

  it('cannot be approved a second time', async () => {
    const it = company([invoice('1', 100)]);
    it.receive(transaction('ch_1', 100), proposal('ch_1', [['1', 100]]));
    await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana');
    const again = await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Sam');
    expect(again.decided).toEqual([]);
    expect(again.skipped[0]?.reason).toContain('approved already');
    expect(it.store.outbox.pendingCount()).toBe(1);
  });
});
