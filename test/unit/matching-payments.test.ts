import { describe, expect, it } from 'vitest';
import { applied, beta, byAcme, byBeta, item, matchAll, matchOne, payment } from './matching-builders.ts';

describe('a payment that names an invoice and pays its balance', () => {
  it('is ready, whoever pays', () => {
    const proposal = matchOne(
      [item('10423', 12_550)],
      payment('t', 12_550, { description: 'Invoice 10423' }),
    );
    expect(proposal).toMatchObject({ band: 'ready', customerNo: 'C1', flags: [] });
    expect(proposal.evidence[0]).toBe('Invoice 10423 is named in the description');
  });
  it('is checked when the payer is known to be another customer', () => {
    const items = [item('10423', 12_550), item('10777', 4_000, beta)];
    const proposal = matchOne(items, payment('t', 12_550, { description: 'Invoice 10423', ...byBeta }));
    expect(proposal).toMatchObject({ band: 'check', flags: ['reference_conflict'] });
  });
  it('is checked when a slip would make it one of many invoices of the same amount', () => {
    const others = Array.from({ length: 9 }, (_, i) =>
      item(`1042${i}`, 9_900, { ...beta, customerNo: `B${i}` }),
    );
    const items = [...others.filter((it) => it.number !== '10423'), item('10423', 9_900)];
    expect(matchOne(items, payment('t', 9_900, { description: 'Invoice 10423' })).band).toBe('check');
    expect(matchOne(items, payment('t', 9_900, { description: 'Invoice 10423', ...byAcme })).band).toBe(
      'ready',
    );
  });
});

describe('a payment smaller than the invoice', () => {
  it('is applied in part', () => {
    const proposal = matchOne([item('10423', 12_550)], payment('t', 8_000, { description: 'Invoice 10423' }));
    expect(applied(proposal)).toBe('10423:8000');
    expect(proposal).toMatchObject({ band: 'check', flags: ['short_paid'], remainder: { amountMinor: 0 } });
  });
  it('closes it by write-off within the tolerance', () => {
    const proposal = matchOne(
      [item('10423', 12_550)],
      payment('t', 12_545, { description: 'Invoice 10423' }),
    );
    expect(applied(proposal)).toBe('10423:12550');
    expect(proposal).toMatchObject({
      flags: ['short_paid'],
      remainder: { kind: 'write_off', amountMinor: -5 },
      band: 'check',
    });
  });
  it('closes it by the discount of its terms while that lasts', () => {
    const discount = { until: '2024-01-22', amountMinor: 251 };
    const paid = { description: 'Invoice 10423' };
    const inTime = matchOne([item('10423', 12_550, { discount })], payment('t', 12_299, paid));
    expect(inTime.remainder).toEqual({ kind: 'discount', amountMinor: -251 });
    const late = payment('t', 12_299, { ...paid, occurredAt: '2024-03-22T08:00:00Z' });
    expect(matchOne([item('10423', 12_550, { discount })], late).remainder.kind).toBe('none');
  });
  it('recognises the gateway’s fee', () => {
    const proposal = matchOne(
      [item('10423', 12_550)],
      payment('t', 12_156, { description: 'Invoice 10423', feeMinor: 394 }),
    );
    expect(proposal.remainder).toEqual({ kind: 'write_off', amountMinor: -394 });
  });
});

describe('a payment larger than the invoice', () => {
  it('leaves an overpayment', () => {
    const proposal = matchOne(
      [item('10423', 12_550)],
      payment('t', 13_000, { description: 'Invoice 10423' }),
    );
    expect(applied(proposal)).toBe('10423:12550');
    expect(proposal).toMatchObject({
      flags: ['over_paid'],
      remainder: { kind: 'overpayment', amountMinor: 450 },
      band: 'check',
    });
  });
});

describe('several invoices in one payment', () => {
  const items = [item('10423', 12_550), item('10424', 20_000), item('10425', 333), item('CN77', -2_000)];
  it('are all closed when they are named', () => {
    const proposal = matchOne(items, payment('t', 32_550, { description: 'inv 10423, 10424' }));
    expect(applied(proposal)).toBe('10423:12550, 10424:20000');
    expect(proposal.band).toBe('ready');
  });
  it('net a credit that is named', () => {
    const proposal = matchOne(items, payment('t', 30_550, { description: '10423 + 10424 less CN77' }));
    expect(applied(proposal)).toBe('10423:12550, 10424:20000, CN77:-2000');
  });
  it('net a credit that is not named when it is exactly the difference', () => {
    const proposal = matchOne(items, payment('t', 18_000, { description: 'Invoice 10424', ...byAcme }));
    expect(applied(proposal)).toBe('10424:20000, CN77:-2000');
  });
  it('are found by their sum when the payer is known', () => {
    const proposal = matchOne(items, payment('t', 32_883, byAcme));
    expect(applied(proposal)).toBe('10423:12550, 10424:20000, 10425:333');
  });
});

describe('two open invoices of the same amount', () => {
  const items = [item('10424', 9_900, { date: '2024-01-06' }), item('10423', 9_900)];
  it('are ambiguous: the oldest is proposed, the other is the runner-up', () => {
    const proposal = matchOne(items, payment('t', 9_900, byAcme));
    expect(applied(proposal)).toBe('10423:9900');
    expect(proposal).toMatchObject({ band: 'check', flags: ['ambiguous'] });
    expect(proposal.runnerUp?.allocations[0]?.number).toBe('10424');
    expect(proposal.wouldSettle).toContain('10424');
  });
  it('are both paid by two payments, each once', () => {
    const proposals = matchAll(items, [
      payment('a', 9_900, byAcme),
      payment('b', 9_900, { ...byAcme, occurredAt: '2024-03-01T10:00:00Z' }),
    ]);
    expect(proposals.map(applied).sort()).toEqual(['10423:9900', '10424:9900']);
  });
  it('leave the named one to the payment that names it', () => {
    const proposals = matchAll(items, [
      payment('a', 9_900, byAcme),
      payment('b', 9_900, { description: 'Invoice 10423', ...byAcme, occurredAt: '2024-03-01T10:00:00Z' }),
    ]);
    expect(proposals.map(applied)).toEqual(['10424:9900', '10423:9900']);
  });
});

describe('an invoice that an earlier payment fits exactly, and a later one names', () => {
  it('goes to the one that names it, after a look: the earlier one may have been for it', () => {
    const [before, after] = matchAll(
      [item('10423', 9_900)],
      [
        payment('a', 9_900, byAcme),
        payment('b', 9_900, { description: 'Invoice 10423', ...byAcme, occurredAt: '2024-03-01T10:00:00Z' }),
      ],
    );
    expect(applied(before)).toBe('');
    expect(applied(after)).toBe('10423:9900');
    expect(after?.band).toBe('check');
  });
});

describe('what is paid already', () => {
  const named = { description: 'Invoice 10423' };
  it('is said of an invoice that is closed in the ledger', () => {
    const items = [item('10423', 0, { originalMinor: 12_550 })];
    const proposal = matchOne(items, payment('t', 12_550, named));
    expect(proposal).toMatchObject({ band: 'exception', flags: ['already_paid'], allocations: [] });
    expect(proposal.remainder).toEqual({ kind: 'on_account', amountMinor: 12_550 });
  });
  it('is said of an invoice that an earlier payment of the run closes', () => {
    const later = { ...named, occurredAt: '2024-03-20T10:00:00Z' };
    const [first, second] = matchAll(
      [item('10423', 12_550)],
      [payment('a', 12_550, named), payment('b', 12_550, later)],
    );
    expect(first?.band).toBe('ready');
    expect(second).toMatchObject({ band: 'exception', flags: ['already_paid'] });
  });
});

describe('instalments of one invoice', () => {
  it('use up its balance in date order, and the last one closes it', () => {
    const named = { description: 'Invoice 10423' };
    const proposals = matchAll(
      [item('10423', 10_000)],
      [
        payment('c', 3_000, { ...named, occurredAt: '2024-03-20T10:00:00Z' }),
        payment('a', 4_000, named),
        payment('b', 3_000, { ...named, occurredAt: '2024-02-20T10:00:00Z' }),
      ],
    );
    expect(proposals.map(applied)).toEqual(['10423:3000', '10423:4000', '10423:3000']);
    expect(proposals[0]).toMatchObject({ band: 'ready', flags: [] });
  });
});

describe('what can’t be decided', () => {
  it('an unknown payer without a reference is an exception', () => {
    const proposal = matchOne([item('10423', 12_550)], payment('t', 4_321, { payerName: 'Nobody Known' }));
    expect(proposal).toMatchObject({ band: 'exception', flags: ['unknown_payer'], allocations: [] });
  });
  it('an amount that happens to be someone’s is never ready', () => {
    const proposal = matchOne([item('10423', 12_550)], payment('t', 12_550));
    expect(proposal.band).toBe('check');
    expect(proposal.confidence).toBeLessThanOrEqual(0.6);
  });
  it('a known payer without a fitting item goes on account', () => {
    const items = [item('1', 12_550), item('2', 777)];
    const proposal = matchOne(items, payment('t', 40_000, byAcme));
    expect(proposal).toMatchObject({ band: 'check', customerNo: 'C1', remainder: { kind: 'on_account' } });
  });
  it('an invoice in another currency needs a rate', () => {
    const items = [item('10423', 10_000, { currency: 'EUR' })];
    const paid = payment('t', 10_870, { description: 'Invoice 10423' });
    expect(matchOne(items, paid)).toMatchObject({ flags: ['currency_mismatch'], allocations: [] });
    const rate = { kind: 'exchange', from: 'USD', to: 'EUR', rate: '0.92', toleranceBasisPoints: 50 };
    const rules = { version: 1, rules: [{ id: 'usd', enabled: true, note: '', ...rate }] } as never;
    const proposal = matchOne(items, paid, { rules });
    expect(applied(proposal)).toBe('10423:10870');
    expect(proposal.band).toBe('check');
  });
  it.each(['failed', 'pending'])('a %s payment is an exception and takes nothing', (status) => {
    const proposal = matchOne([item('1', 500)], payment('t', 500, { status, description: 'Invoice 1' }));
    expect(proposal).toMatchObject({ band: 'exception', flags: [status], remainder: { amountMinor: 500 } });
  });
  it('a payout is for a journal, not for an open item', () => {
    const proposal = matchOne([item('1', 500)], payment('t', 500, { kind: 'payout' }));
    expect(proposal).toMatchObject({ band: 'check', allocations: [], flags: [] });
  });
});

describe('refunds and disputes', () => {
  const items = [item('10423', 6_000), item('10424', 4_000)];
  const paid = payment('p', 10_000, { description: 'inv 10423 and 10424' });
  const refund = (amount: number, over = {}) =>
    payment('r', amount, { kind: 'refund', relatedId: 'p', occurredAt: '2024-01-25T10:00:00Z', ...over });
  it('take all back from the items of their payment', () => {
    const [, returned] = matchAll(items, [paid, refund(10_000)]);
    expect(applied(returned)).toBe('10423:6000, 10424:4000');
    expect(returned?.band).toBe('ready');
  });
  it('take one item back when that is the amount', () => {
    expect(applied(matchAll(items, [paid, refund(4_000)])[1])).toBe('10424:4000');
  });
  it('are not guessed when the amount does not say which item', () => {
    expect(matchAll(items, [paid, refund(1_500)])[1]).toMatchObject({ band: 'check', flags: ['ambiguous'] });
  });
  it('follow what was posted earlier', () => {
    const posted = [{ transactionId: 'p', openItemId: 'invoice:9', number: '9', amountMinor: 700 }] as never;
    const [returned] = matchAll(items, [refund(700, { kind: 'dispute' })], { posted });
    expect(applied(returned)).toBe('9:700');
    expect(returned?.band).toBe('ready');
  });
  it('are exceptions when their payment is not known', () => {
    expect(matchAll(items, [refund(700)])[0]).toMatchObject({ band: 'exception', allocations: [] });
  });
});
