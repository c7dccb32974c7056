import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { journalAmounts } from '../../src-main/posting/journal.ts';
import { tieOutPayout } from '../../src-main/posting/tie-out.ts';
import { ACCOUNTS, company, connectionLost, idOf, settled, transaction } from '../support/posting-fixture.ts';

const inPayout = { payoutExternalId: 'po_1' };

function payout(leftMinor: number, more = {}) {
  return transaction('po_1', Math.abs(leftMinor), {
    kind: 'payout',
    settlement: settled(-leftMinor, 0),
    occurredAt: '2026-03-09T12:00:00Z',
    ...more,
  });
}

function paidOut() {
  const it = company([]);
  it.receive(transaction('ch_1', 10_000, { ...inPayout, settlement: settled(10_000, 320) }), null);
  it.receive(transaction('ch_2', 5_000, { ...inPayout, settlement: settled(5_000, 175) }), null);
  it.receive(
    transaction('re_1', 2_000, {
      ...inPayout,
      kind: 'refund',
      relatedExternalId: 'ch_1',
      settlement: settled(-2_000, 0),
    }),
    null,
  );
  it.receive(
    transaction('dp_1', 1_000, {
      ...inPayout,
      kind: 'dispute',
      relatedExternalId: 'ch_2',
      settlement: settled(-1_000, 1_500),
    }),
    null,
  );
  it.receive(transaction('fee_1', 250, { ...inPayout, kind: 'fee', settlement: settled(-250, 0) }), null);
  it.receive(payout(9_755), null);
  it.posting.evaluatePayouts('all');
  return it;
}

describe('a payout whose parts add up', () => {
  it('ties out and becomes one journal: bank and fees against clearing', async () => {
    const it = paidOut();
    expect(it.store.payouts.get(idOf('po_1'))).toMatchObject({
      tieOut: 'tied_out',
      differenceMinor: 0,
      partCount: 5,
    });
    it.posting.postJournal(idOf('po_1'), 'Dana');
    expect(() => it.posting.postJournal(idOf('po_1'), 'Dana')).toThrow('on its way');
    await it.drain();
    const [row] = it.ledger.rows;
    expect(
      row?.entry.kind === 'journal' && row.entry.lines.map((line) => [line.account, line.amountMinor]),
    ).toEqual([
      [ACCOUNTS.bank, 9_755],
      [ACCOUNTS.fees, 2_245],
      [ACCOUNTS.clearing, -12_000],
    ]);
    expect(() => it.posting.postJournal(idOf('po_1'), 'Dana')).toThrow('in the ledger already');
    expect(it.store.payouts.get(idOf('po_1'))).toMatchObject({
      journalState: 'posted',
      journalMarker: row?.entry.marker,
    });
  });

  it('puts what disputes cost into an account of its own where one is chosen', async () => {
    const it = paidOut();
    it.settings = { ...it.settings, accounts: { ...ACCOUNTS, disputeFees: ACCOUNTS.bank } };
    it.posting.postJournal(idOf('po_1'), 'Dana');
    await it.drain();
    const [row] = it.ledger.rows;
    expect(
      row?.entry.kind === 'journal' && row.entry.lines.map((line) => [line.account, line.amountMinor]),
    ).toEqual([
      [ACCOUNTS.bank, 9_755],
      [ACCOUNTS.fees, 745],
      [ACCOUNTS.bank, 1_500],
      [ACCOUNTS.clearing, -12_000],
    ]);
  });

  it('has one journal although the answer of the ledger is lost', async () => {
    const it = paidOut();
    it.posting.postJournal(idOf('po_1'), 'Dana');
    it.ledger.faults.afterCommit = () => {
      throw connectionLost(true);
    };
    await it.drain();
    it.clock.advance(60_000);
    await it.drain();
    expect(it.ledger.rows).toHaveLength(1);
    expect(it.store.payouts.get(idOf('po_1')).journalState).toBe('posted');
  });

  it('comes back when an account is missing in the ledger, and can be posted again', async () => {
    const it = paidOut();
    const { settings } = it;
    it.settings = { ...settings, accounts: { ...ACCOUNTS, fees: '9999', disputeFees: '' } };
    it.posting.postJournal(idOf('po_1'), 'Dana');
    await it.drain();
    expect(it.store.payouts.get(idOf('po_1'))).toMatchObject({
      journalState: 'returned',
      journalNote: 'There is no account 9999.',
    });
    it.settings = settings;
    it.posting.postJournal(idOf('po_1'), 'Dana');
    await it.drain();
    expect(it.ledger.rows).toHaveLength(1);
  });

  it('that failed after all has its journal reversed, and may have another', async () => {
    const it = paidOut();
    it.posting.postJournal(idOf('po_1'), 'Dana');
    await it.drain();
    it.posting.undoJournal(idOf('po_1'), 'Dana');
    await it.drain();
    expect(it.store.payouts.get(idOf('po_1')).journalState).toBe('none');
    it.posting.postJournal(idOf('po_1'), 'Dana');
    await it.drain();
    expect(it.ledger.rows.map(({ entry }) => entry.kind)).toEqual(['journal', 'reversal', 'journal']);
    expect(new Set(it.ledger.rows.map(({ entry }) => entry.marker)).size).toBe(3);
  });
});

describe('a payout that does not add up', () => {
  it('says by how much, and which loose transaction would explain it', () => {
    const it = company([]);
    it.receive(transaction('ch_1', 10_000, { ...inPayout, settlement: settled(10_000, 320) }), null);
    it.receive(transaction('ch_2', 5_000, { settlement: settled(5_000, 175) }), null);
    it.receive(transaction('ch_3', 700, { settlement: settled(700, 50) }), null);
    it.receive(payout(14_505), null);
    it.posting.evaluatePayouts([idOf('po_1')]);
    const found = it.store.payouts.get(idOf('po_1'));
    expect(found).toMatchObject({ tieOut: 'difference', differenceMinor: -4_825 });
    expect(found.summary.candidates).toEqual([idOf('ch_2')]);
    expect(found.summary.explanation).toContain('48.25 USD less than');
    expect(() => it.posting.postJournal(idOf('po_1'), 'Dana')).toThrow('48.25 USD less than');
    expect(it.store.outbox.pendingCount()).toBe(0);
  });

  it('is looked at again when a part comes in, although nobody says so', () => {
    const it = company([]);
    it.receive(transaction('ch_1', 10_000, { ...inPayout, settlement: settled(10_000, 320) }), null);
    it.receive(payout(14_505), null);
    it.clock.advance(1_000);
    expect(it.posting.evaluatePayouts([])).toEqual([idOf('po_1')]);
    it.clock.advance(1_000);
    expect(it.store.payouts.toEvaluate()).toEqual([]);
    it.receive(transaction('ch_2', 5_000, { ...inPayout, settlement: settled(5_000, 175) }), null);
    expect(it.posting.evaluatePayouts([])).toEqual([idOf('po_1')]);
    expect(it.store.payouts.get(idOf('po_1')).tieOut).toBe('tied_out');
  });

  it.each([
    ['has no parts yet', [], payout(100)],
    ['has parts that are not settled', [transaction('ch_1', 100, inPayout)], payout(100)],
    [
      'is still on its way',
      [transaction('ch_1', 100, { ...inPayout, settlement: settled(100, 0) })],
      payout(100, { status: 'pending' }),
    ],
  ])('is incomplete when it %s', (_, parts, it) => {
    expect(tieOutPayout(it, parts, []).tieOut).toBe('incomplete');
  });
});

describe('any payout that ties out', () => {
  const part = fc.record({
    kind: fc.constantFrom('payment', 'refund', 'dispute', 'fee', 'adjustment'),
    gross: fc.integer({ min: 0, max: 5_000_000 }),
    fee: fc.integer({ min: -500, max: 50_000 }),
  });

  it('has a journal that balances, and a penny more or less does not tie out', () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 500 }),
        (list, payoutFee) => {
          const parts = list.map(({ kind, gross, fee }, at) => {
            const relatedExternalId = kind === 'refund' || kind === 'dispute' ? 'ch' : null;
            const signed = kind === 'payment' ? gross : -gross;
            return transaction(`x_${at}`, gross, {
              kind,
              relatedExternalId,
              settlement: settled(signed, fee),
              ...inPayout,
            });
          });
          const net = parts.reduce((sum, it) => sum + (it.settlement?.netMinor ?? 0), 0);
          const left = { kind: 'payout', settlement: settled(-(net - payoutFee), payoutFee) };
          const whole = transaction('po_1', 1, left);
          const off = transaction('po_1', 1, {
            ...left,
            settlement: settled(-(net - payoutFee) - 1, payoutFee),
          });
          expect(tieOutPayout(whole, parts, []).tieOut).toBe('tied_out');
          const { bankMinor, feesMinor, clearingMinor } = journalAmounts(whole, parts);
          expect(bankMinor + feesMinor + clearingMinor).toBe(0);
          expect(bankMinor).toBe(net - payoutFee);
          expect(tieOutPayout(off, parts, [])).toMatchObject({ tieOut: 'difference', differenceMinor: -1 });
          expect(() => journalAmounts(off, parts)).toThrow('do not add up');
        },
      ),
    );
  });
});
