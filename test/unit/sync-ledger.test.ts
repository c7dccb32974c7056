import { describe, expect, it } from 'vitest';
import { openStore } from '../../src-main/store/index.ts';
import { type SyncDeps, syncLedger } from '../../src-main/sync/index.ts';
import { createMemoryLedger, type MemoryLedgerContents } from '../support/memory-ledger.ts';
import {
  addConnections,
  connectionLost,
  countingIds,
  invoice,
  SAGE,
  seededRandom,
  testClock,
} from '../support/posting-fixture.ts';

function reading(contents: MemoryLedgerContents) {
  const clock = testClock();
  const store = openStore(':memory:', { now: clock.now });
  addConnections(store);
  const ledger = createMemoryLedger(contents);
  const deps: SyncDeps = {
    store,
    now: clock.now,
    newId: countingIds('run'),
    random: seededRandom(1),
    holder: 'here',
    sleep: async (ms) => clock.advance(ms),
    onProgress: () => {},
    onAlert: () => {},
  };
  const read = async (full = false) => {
    clock.advance(1_000);
    const request = { connectionId: SAGE, startedBy: 'Dana', signal: AbortSignal.timeout(60_000) };
    return syncLedger(deps, ledger, request, { full });
  };
  const open = () => store.ledgerCopy.openItems().map(({ number, balanceMinor }) => [number, balanceMinor]);
  return { clock, store, ledger, read, open };
}

const customer = (customerNo: string) => ({
  customerNo,
  name: customerNo,
  email: null,
  phone: null,
  onCreditHold: false,
});

describe('a ledger without change tokens', () => {
  it('is read whole each time, and what it does not show any more is closed here', async () => {
    const it = reading({ items: ['1', '2', '3'].map((number) => invoice(number, 100)), pageSize: 2 });
    const outcome = await it.read();
    expect(outcome.started && outcome.run).toMatchObject({ state: 'succeeded', changed: 3 });
    it.ledger.removeItem('invoice:2');
    it.ledger.setBalance('invoice:3', 40);
    await it.read();
    expect(it.open()).toEqual([
      ['1', 100],
      ['3', 40],
    ]);
    expect(it.store.ledgerCopy.item(invoice('2', 1).id)?.balanceMinor).toBe(0);
  });

  it('that breaks off in the middle closes nothing, and the next try reads it whole', async () => {
    const it = reading({ items: ['1', '2', '3'].map((number) => invoice(number, 100)), pageSize: 1 });
    await it.read();
    let failures = 1;
    it.ledger.faults.beforeRead = (page) => {
      if (page === 2 && failures > 0) {
        failures -= 1;
        throw connectionLost(false);
      }
    };
    const outcome = await it.read();
    expect(outcome.started && outcome.run.state).toBe('succeeded');
    expect(it.open()).toHaveLength(3);
    failures = Number.POSITIVE_INFINITY;
    it.ledger.removeItem('invoice:1');
    it.ledger.addItem(invoice('4', 70));
    const failed = await it.read();
    expect(failed.started && failed.run.state).toBe('failed');
    expect(it.store.ledgerCopy.item(invoice('1', 1).id)?.balanceMinor).toBe(100);
  });
});

describe('a ledger that tells what changed', () => {
  it('is asked only for that, unless a full read is wanted', async () => {
    const it = reading({ items: ['1', '2'].map((number) => invoice(number, 100)), incremental: true });
    await it.read();
    it.ledger.setBalance('invoice:2', 0);
    it.ledger.addItem(invoice('3', 50));
    const outcome = await it.read();
    expect(outcome.started && outcome.run.changed).toBe(2);
    expect(it.open()).toEqual([
      ['1', 100],
      ['3', 50],
    ]);
    it.ledger.removeItem('invoice:1');
    await it.read();
    expect(it.open()).toHaveLength(2);
    await it.read(true);
    expect(it.open()).toEqual([['3', 50]]);
  });
});

describe('customers and accounts', () => {
  it('follow the ledger', async () => {
    const customers = [customer('ACME'), customer('BOLT')];
    const accounts = [{ number: '1010', description: 'Bank' }];
    const it = reading({ items: [], customers, accounts });
    await it.read();
    customers.pop();
    accounts.push({ number: '1099', description: 'Clearing' });
    await it.read();
    expect(it.store.ledgerCopy.customers().map(({ customerNo }) => customerNo)).toEqual(['ACME']);
    expect(it.store.ledgerCopy.accounts()).toEqual(accounts);
  });
});
