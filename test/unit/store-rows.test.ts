import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src-main/store/index.ts';
import {
  addConnections,
  idOf,
  invoice,
  proposal,
  SAGE,
  STRIPE,
  testClock,
  transaction,
} from '../support/posting-fixture.ts';

function opened() {
  const clock = testClock();
  const store = openStore(':memory:', { now: clock.now });
  addConnections(store);
  return { clock, store };
}

describe('connections', () => {
  it('keep their cursor when their settings change', () => {
    const { store } = opened();
    store.connections.setCursor(STRIPE, 'c1');
    const before = store.connections.get(STRIPE);
    store.connections.save({ ...before, title: 'Stripe UK', settings: { host: '127.0.0.1' } });
    expect(store.connections.get(STRIPE)).toMatchObject({
      title: 'Stripe UK',
      cursor: 'c1',
      settings: { host: '127.0.0.1' },
    });
  });

  it('are one ledger at most', () => {
    const { store } = opened();
    const ledger = store.connections.get(SAGE);
    expect(() => store.connections.save({ ...ledger, id: 'sage-2' as typeof SAGE })).toThrow(/UNIQUE/);
    store.connections.setState(SAGE, 'removed');
    expect(store.connections.ledger()).toBeNull();
  });

  it('that do not exist are an error that names them', () => {
    const { store } = opened();
    expect(() => store.connections.get('nobody' as typeof SAGE)).toThrow('There is no connection "nobody"');
  });
});

describe('a local transaction', () => {
  it('takes back only the inner part when the inner part fails and is caught', () => {
    const { store } = opened();
    store.transact(() => {
      store.settings.set('a', 1);
      expect(() =>
        store.transact(() => {
          store.settings.set('b', 2);
          throw new Error('no');
        }),
      ).toThrow('no');
    });
    expect([store.settings.get('a'), store.settings.get('b')]).toEqual([1, undefined]);
  });
});

describe('two programs with the same file', () => {
  it('see each other’s writes, and only one holds a lease', () => {
    const folder = mkdtempSync(join(tmpdir(), 'matchbook-two-'));
    const file = join(folder, 'a.matchbook');
    const clock = testClock();
    const one = openStore(file, { now: clock.now });
    const two = openStore(file, { now: clock.now });
    addConnections(one);
    expect(two.connections.gateways()).toHaveLength(1);
    expect([one.leases.take('x', 'one', 1_000), two.leases.take('x', 'two', 1_000)]).toEqual([true, false]);
    clock.advance(1_001);
    expect([two.leases.take('x', 'two', 1_000), one.leases.take('x', 'one', 1_000)]).toEqual([true, false]);
    two.leases.release('x', 'one');
    expect(one.leases.holder('x')).toBe('two');
    one.close();
    two.close();
    rmSync(folder, { recursive: true });
  });
});

describe('approvals', () => {
  it('are one in force per transaction, and each undo begins another round', () => {
    const { store } = opened();
    store.transactions.upsert(transaction('a', 100));
    const made = (id: string) => ({
      id: id as never,
      transactionId: idOf('a'),
      decision: 'post' as const,
      decidedBy: 'Dana',
      decidedAt: '2026-03-10T15:00:00Z' as never,
      customerNo: null,
      allocations: [],
      remainder: { kind: 'none' as const, amountMinor: 0 },
      reason: null,
      proposal: proposal('a', []),
    });
    store.approvals.add(made('1'), 'open', 0);
    expect(() => store.approvals.add(made('2'), 'open', 0)).toThrow(/UNIQUE/);
    store.approvals.setStatus('1' as never, 'undone');
    store.approvals.add(made('2'), 'open', store.approvals.nextRound(idOf('a')));
    expect(store.approvals.history(idOf('a')).map(({ round }) => round)).toEqual([0, 1]);
  });
});

describe('the copy of the ledger', () => {
  it('has each item once as last read, and still knows the closed ones', () => {
    const { store } = opened();
    store.ledgerCopy.saveItems([invoice('1', 100), invoice('2', 50)], 'r1');
    store.ledgerCopy.saveItems([invoice('1', 100, { balanceMinor: 30 })], 'r2');
    expect(store.ledgerCopy.closeUnseenItems('r2')).toBe(1);
    expect(store.ledgerCopy.openTotals()).toEqual([{ currency: 'USD', count: 1, balanceMinor: 30 }]);
    expect(
      store.ledgerCopy.searchItems({ text: '2', limit: 5 }).map(({ balanceMinor }) => balanceMinor),
    ).toEqual([0]);
    expect(store.ledgerCopy.searchItems({ text: '%', limit: 5 })).toEqual([]);
  });

  it('finds an item by every word of number, order, purchase order, customer and amount, whatever the currency', () => {
    const { store } = opened();
    store.ledgerCopy.saveItems(
      [
        invoice('10423', 125_050, { poNumber: 'PO-77', orderNo: 'SO12' }),
        invoice('10424', 125_050, { customerNo: 'BETA', customerName: 'Beta Metals' }),
        invoice('10425', 1_250, { currency: 'JPY' }),
      ],
      'r1',
    );
    const found = (text: string, more = {}) =>
      store.ledgerCopy.searchItems({ text, limit: 5, ...more }).map(({ number }) => number);
    expect(found('1,250.50')).toEqual(['10423', '10424']);
    expect(found('$1250.50 beta')).toEqual(['10424']);
    expect(found('1250')).toEqual(['10425']);
    expect(found('po-77')).toEqual(['10423']);
    expect(found('so12 acme')).toEqual(['10423']);
    expect(found('', { customerNo: 'BETA', open: true })).toEqual(['10424']);
  });
});
