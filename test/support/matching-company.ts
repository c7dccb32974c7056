/** An open company with a real store and worker, no connection, and the matching settings' calls over it. */
import type { AppEvent, EditedRule, Handlers, RuleForm } from '../../shared/api.ts';
import { Customer, type OpenItem } from '../../shared/model.ts';
import { openSecretStore } from '../../src-main/credentials/index.ts';
import type { Hand } from '../../src-main/handlers/hand.ts';
import { createHandlers } from '../../src-main/handlers/index.ts';
import type { Ledger } from '../../src-main/ledgers/port.ts';
import { createSignIns } from '../../src-main/signing-in/index.ts';
import { createBackground } from '../../src-main/workspace/background.ts';
import { type OpenCompany, openCompany } from '../../src-main/workspace/open-company.ts';
import { initialSettings } from '../../src-main/workspace/settings.ts';
import { ACCOUNTS, addConnections, testClock } from './posting-fixture.ts';

export interface MatchingCompany extends OpenCompany {
  readonly calls: Handlers;
  readonly faults: unknown[];
  /** Matches what waits, with what was decided since the last time, and waits until that is done. */
  propose(): Promise<void>;
  close(): Promise<void>;
}

export async function matchingCompany(
  items: readonly OpenItem[],
  ledger?: () => Promise<Ledger>,
): Promise<MatchingCompany> {
  const { now } = testClock();
  const secrets = await openSecretStore({ keychain: 'memory' });
  const sleep = async (): Promise<void> => {};
  const emit = (_event: AppEvent): void => {};
  const opened = openCompany(
    { name: 'test', storeFile: ':memory:', secrets, now, sleep, emit },
    initialSettings('Example Trading', {
      timeZone: 'America/New_York',
      baseCurrency: 'USD',
      accounts: ACCOUNTS,
    }),
  );
  const { company, runs } = opened;
  const customers = new Map(items.map(({ customerNo, customerName }) => [customerNo, customerName]));
  addConnections(company.store);
  company.store.ledgerCopy.saveItems(items, 'first-read');
  company.store.ledgerCopy.saveCustomers(
    [...customers].map(([customerNo, name]) =>
      Customer.parse({ customerNo, name, email: null, phone: null, onCreditHold: false }),
    ),
    'first-read',
  );
  const faults: unknown[] = [];
  const onFault = (_where: string, error: unknown): void => void faults.push(error);
  const session = {
    ...opened,
    company: ledger ? { ...company, ledger } : company,
    background: createBackground(company, runs, { now, sleep, onFault, onBattery: () => false }),
  };
  const elsewhere = (): never => {
    throw new Error('These tests open one company and never another.');
  };
  const hand: Hand = {
    version: 'test',
    updates: null,
    noticesFile: null,
    locale: null,
    secrets,
    signIns: createSignIns({}),
    now,
    onFault,
    session: () => session,
    openSession: () => session,
    damaged: () => null,
    open: elsewhere,
    openStored: elsewhere,
    leave: elsewhere,
    emit,
    directory: 'nowhere',
    storeFile: elsewhere,
    backupFolder: elsewhere,
    setBackupFolder: elsewhere,
    openFolder: elsewhere,
    recentLog: () => [],
    tourSeen: () => true,
    setTourSeen: () => undefined,
    newToken: () => 'token',
  };
  return {
    ...opened,
    calls: createHandlers(hand),
    faults,
    propose: async () => void (await runs.proposeAnew()),
    close: async () => {
      await runs.idle();
      await company.close();
    },
  };
}

export function editedOf({ id, kind, enabled, note, fields }: RuleForm): EditedRule {
  return {
    id,
    kind,
    enabled,
    note,
    values: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
  };
}
