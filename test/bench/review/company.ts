/** A company file with as many invented proposals as asked for, in a folder as Matchbook's own, ready to be opened. */
import { mkdirSync } from 'node:fs';
import { ConnectionId, Instant } from '../../../shared/model.ts';
import { profileFile } from '../../../src-main/profile.ts';
import { openStore } from '../../../src-main/store/index.ts';
import { initialSettings, writeSettings } from '../../../src-main/workspace/settings.ts';
import { createCompany } from '../../support/fixture-company.ts';

const BATCH = 2_000;

/** Its ledger and gateway are addresses where nobody answers: what is measured is the window, and nothing is posted. */
export function fillCompany(home: string, proposals: number): void {
  const profile = profileFile(home);
  mkdirSync(profile.companyDirectory('test'), { recursive: true });
  const store = openStore(profile.storeFile('test'), { now: () => new Date() });
  const connection = { environment: 'test', settings: { host: '127.0.0.1', port: 1 } } as const;
  const ledger = ConnectionId.parse('sage');
  const gateway = ConnectionId.parse('stripe-main');
  store.connections.save({
    ...connection,
    id: ledger,
    role: 'ledger',
    connector: 'sage-pro',
    title: 'Sage Pro',
    importFrom: null,
  });
  store.connections.save({
    ...connection,
    id: gateway,
    role: 'gateway',
    connector: 'stripe',
    title: 'Stripe',
    importFrom: Instant.parse('2026-01-01T00:00:00Z'),
  });
  writeSettings(
    store,
    initialSettings('Bench Company', {
      timeZone: 'America/New_York',
      baseCurrency: 'USD',
      accounts: { bank: '1010', fees: '6150', clearing: '1099' },
    }),
  );
  const cases = createCompany(proposals);
  for (let start = 0; start < cases.length; start += BATCH) {
    const batch = cases.slice(start, start + BATCH);
    store.transact(() => {
      store.ledgerCopy.saveCustomers(
        batch.flatMap(({ customer }) => customer ?? []),
        'bench',
      );
      store.ledgerCopy.saveItems(
        batch.flatMap(({ items }) => items),
        'bench',
      );
      for (const { transaction, proposal } of batch) {
        store.transactions.upsert(transaction);
        store.proposals.save(proposal, 'matching');
      }
    });
  }
  store.close();
  profile.setOpenCompany('test');
}
