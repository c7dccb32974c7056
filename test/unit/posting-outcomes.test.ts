import { describe, expect, it } from 'vitest';
import type { Remainder } from '../../shared/model.ts';
import { type Company, company, idOf, invoice, proposal, transaction } from '../support/posting-fixture.ts';

async function approve(it: Company, externalId: string) {
  return it.posting.approve([{ transactionId: idOf(externalId) }], 'Dana');
}

const rest = (kind: Remainder['kind'], amountMinor: number) => ({ remainder: { kind, amountMinor } });

describe('one payment for several invoices and a credit', () => {
  it('gives each its own entry, all or none, and the cash is the payment', async () => {
    const it = company([
      invoice('1', 10_000),
      invoice('2', 5_000),
      invoice('C9', -2_000, { kind: 'credit', originalMinor: -2_000 }),
    ]);
    it.receive(
      transaction('ch_1', 13_000),
      proposal('ch_1', [
        ['1', 10_000],
        ['2', 5_000],
        ['C9', -2_000, 'credit'],
      ]),
    );
    await approve(it, 'ch_1');
    await it.drain();
    expect(it.ledger.rows).toHaveLength(3);
    expect(['invoice:1', 'invoice:2', 'credit:C9'].map((id) => it.ledger.balanceOf(id))).toEqual([0, 0, 0]);
    const cash = it.store.receipts.standingOf(idOf('ch_1')).reduce((sum, it) => sum + it.cashMinor, 0);
    expect(cash).toBe(13_000);
  });
});

describe('a payment short of the invoice', () => {
  it('by the early-payment discount closes it: cash and discount in one entry', async () => {
    const it = company([
      invoice('1', 10_000, { discount: { until: '2026-03-31', amountMinor: 200 } }),
      invoice('2', 90_000),
    ]);
    it.receive(
      transaction('ch_1', 99_800),
      proposal(
        'ch_1',
        [
          ['1', 10_000],
          ['2', 90_000],
        ],
        rest('discount', -200),
      ),
    );
    await approve(it, 'ch_1');
    await it.drain();
    const receipts = it.store.receipts.standingOf(idOf('ch_1'));
    expect(receipts.map((it) => [it.itemNumber, it.cashMinor, it.discountMinor])).toEqual([
      ['1', 9_800, 200],
      ['2', 90_000, 0],
    ]);
    expect(it.ledger.balanceOf('invoice:1')).toBe(0);
  });

  it('by a cent or two is written off within the limit, and not beyond it', async () => {
    const it = company([invoice('1', 10_000), invoice('2', 10_000)]);
    it.receive(transaction('ch_1', 9_998), proposal('ch_1', [['1', 10_000]], rest('write_off', -2)));
    it.receive(transaction('ch_2', 9_000), proposal('ch_2', [['2', 10_000]], rest('write_off', -1_000)));
    expect((await approve(it, 'ch_1')).decided).toHaveLength(1);
    expect((await approve(it, 'ch_2')).skipped[0]?.reason).toContain('above the limit of 5.00 USD');
    await it.drain();
    expect(it.store.receipts.standingOf(idOf('ch_1'))[0]).toMatchObject({
      cashMinor: 9_998,
      writeOffMinor: 2,
    });
  });

  it('is a partial payment when nothing is said about the rest of the invoice', async () => {
    const it = company([invoice('1', 10_000)]);
    it.receive(transaction('ch_1', 4_000), proposal('ch_1', [['1', 4_000]]));
    await approve(it, 'ch_1');
    await it.drain();
    expect(it.ledger.balanceOf('invoice:1')).toBe(6_000);
    expect(it.store.ledgerCopy.item(invoice('1', 1).id)?.balanceMinor).toBe(6_000);
  });
});

describe('a payment larger than the invoice', () => {
  const overpaid = () => {
    const it = company([invoice('1', 10_000)]);
    it.receive(transaction('ch_1', 12_000), proposal('ch_1', [['1', 10_000]], rest('overpayment', 2_000)));
    return it;
  };

  it('waits for a decision by default', async () => {
    const it = overpaid();
    expect((await approve(it, 'ch_1')).skipped[0]?.reason).toContain('20.00 USD too much');
    expect(it.store.outbox.pendingCount()).toBe(0);
  });

  it('puts the rest on account when a person says so', async () => {
    const it = overpaid();
    const { allocations } = proposal('ch_1', [['1', 10_000]]);
    const outcome = await it.posting.approveAs(
      {
        transactionId: idOf('ch_1'),
        customerNo: null,
        allocations,
        remainder: { kind: 'on_account', amountMinor: 2_000 },
        reason: 'They will order again',
      },
      'Dana',
    );
    expect(outcome.decided).toHaveLength(1);
    await it.drain();
    expect(it.ledger.rows.map(({ entry }) => entry.kind)).toEqual(['receipt', 'on_account']);
    expect(it.store.receipts.standingOf(idOf('ch_1')).reduce((sum, it) => sum + it.cashMinor, 0)).toBe(
      12_000,
    );
  });

  it('puts the rest on account by itself when the setting says so', async () => {
    const it = overpaid();
    it.settings = { ...it.settings, overpayment: 'on_account' };
    expect((await approve(it, 'ch_1')).decided).toHaveLength(1);
  });

  it('is never posted when the setting says so, whatever the rest is called', async () => {
    const it = overpaid();
    it.settings = { ...it.settings, overpayment: 'nothing' };
    expect((await approve(it, 'ch_1')).decided).toEqual([]);
  });
});

describe('a refund of a posted payment', () => {
  it('re-opens the invoice by what was given back, and no more than was paid', async () => {
    const it = company([invoice('1', 10_000)]);
    it.receive(transaction('ch_1', 10_000), proposal('ch_1', [['1', 10_000]]));
    await approve(it, 'ch_1');
    await it.drain();
    const refund = { kind: 'refund', relatedExternalId: 'ch_1', occurredAt: '2026-03-08T10:00:00Z' };
    it.receive(transaction('re_1', 3_000, refund), proposal('re_1', [['1', 3_000]]));
    it.receive(transaction('re_2', 8_000, refund), proposal('re_2', [['1', 8_000]]));
    await approve(it, 're_1');
    expect((await approve(it, 're_2')).skipped[0]?.reason).toContain('Only 70.00 USD was paid');
    await it.drain();
    expect(it.ledger.balanceOf('invoice:1')).toBe(3_000);
    expect(it.store.receipts.standingOf(idOf('re_1'))[0]).toMatchObject({
      kind: 'refund',
      cashMinor: -3_000,
    });
  });

  it('a chargeback re-opens it, and winning it closes it again', async () => {
    const it = company([invoice('1', 10_000)]);
    it.receive(transaction('ch_1', 10_000), proposal('ch_1', [['1', 10_000]]));
    await approve(it, 'ch_1');
    await it.drain();
    it.receive(
      transaction('dp_1', 10_000, { kind: 'dispute', relatedExternalId: 'ch_1' }),
      proposal('dp_1', [['1', 10_000]]),
    );
    await approve(it, 'dp_1');
    await it.drain();
    expect(it.ledger.balanceOf('invoice:1')).toBe(10_000);
    it.receive(
      transaction('dp_1_won', 10_000, { kind: 'dispute_reversal', relatedExternalId: 'ch_1' }),
      proposal('dp_1_won', [['1', 10_000]]),
    );
    await approve(it, 'dp_1_won');
    await it.drain();
    expect(it.ledger.balanceOf('invoice:1')).toBe(0);
    expect(it.ledger.rows.map(({ entry }) => entry.kind)).toEqual(['receipt', 'chargeback', 'receipt']);
  });
});

describe('what cannot be approved', () => {
  it.each([
    ['a payment that failed', { status: 'failed' }, 'nothing to post'],
    ['a payment that is pending', { status: 'pending' }, 'not completed it yet'],
    ['a payout', { kind: 'payout' }, 'nothing to post'],
    ['a payment in another currency than the invoice', { currency: 'EUR' }, 'in USD, the payment in EUR'],
  ])('%s', async (_, more, reason) => {
    const it = company([invoice('1', 100)]);
    it.receive(transaction('ch_1', 100, more), proposal('ch_1', [['1', 100]]));
    const outcome = await approve(it, 'ch_1');
    expect(outcome.skipped[0]?.reason).toContain(reason);
    expect(it.store.outbox.pendingCount()).toBe(0);
  });

  it('more than two payments together leave of one invoice', async () => {
    const it = company([invoice('1', 10_000)]);
    it.receive(transaction('ch_1', 6_000), proposal('ch_1', [['1', 6_000]]));
    it.receive(transaction('ch_2', 6_000), proposal('ch_2', [['1', 6_000]]));
    await approve(it, 'ch_1');
    expect((await approve(it, 'ch_2')).skipped[0]?.reason).toContain('has 40.00 USD left');
  });

  it('a proposal that is not the one that was on the screen', async () => {
    const it = company([invoice('1', 100), invoice('2', 100)]);
    it.receive(transaction('ch_1', 100), proposal('ch_1', [['1', 100]]));
    it.store.proposals.save(proposal('ch_1', [['2', 100]]), 'matching');
    const outcome = await it.posting.approve([{ transactionId: idOf('ch_1'), proposalVersion: 1 }], 'Dana');
    expect(outcome.skipped[0]?.reason).toContain('has changed since it was shown');
  });
});

describe('two payments of one invoice, approved one after the other', () => {
  it('are posted in that order, each reckoning with the one before', async () => {
    const it = company([invoice('1', 10_000)]);
    it.receive(transaction('ch_1', 6_000), proposal('ch_1', [['1', 6_000]]));
    it.receive(transaction('ch_2', 4_000), proposal('ch_2', [['1', 4_000]]));
    await approve(it, 'ch_1');
    await approve(it, 'ch_2');
    expect(await it.drain()).toMatchObject({ posted: 2, refused: 0 });
    expect(it.ledger.balanceOf('invoice:1')).toBe(0);
  });
});
