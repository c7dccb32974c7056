/**
 * Books in memory, for the program alone without a server: the same days, hundreds of them in the time that a few take
 * over the wire. Its tables are written out in the ledger's form, so that the same checker reads them.
 */
import { currency, formatMinor } from '../../../shared/money.ts';
import type { ReceiptEntry } from '../../../src-main/ledgers/port.ts';
import { createMemoryLedger, type MemoryLedger } from '../../support/memory-ledger.ts';
import { connectionLost, invoice } from '../../support/posting-fixture.ts';
import type { Chance } from '../chance.ts';
import { BASE_CURRENCY, inBase, type PlannedCompany, type PlannedItem } from '../plan/company.ts';
import type { FaultRates } from '../plan/profile.ts';
import { type Books, count, type LedgerTables, type TableRow, type UserDeed } from './books.ts';

import { ACCOUNTS } from './company-rows.ts';

/** Where a wrapper that does wrong is put in, to see that the checker finds it. */
export type Sabotage = (ledger: MemoryLedger) => MemoryLedger;

export function memoryBooks(
  company: PlannedCompany,
  rates: FaultRates,
  chance: Chance,
  sabotage: Sabotage = (ledger) => ledger,
): Books {
  const ledger = createMemoryLedger({
    items: company.items.map((item) =>
      invoice(item.number, item.totalMinor - item.paidMinor, {
        kind: item.kind,
        customerNo: item.custno,
        currency: item.currency,
        originalMinor: item.totalMinor,
        discount: item.discount,
      }),
    ),
    customers: company.customers.map((it) => ({
      customerNo: it.custno,
      name: it.company,
      email: null,
      phone: null,
      onCreditHold: false,
    })),
    accounts: Object.values(ACCOUNTS).map((number) => ({ number, description: number })),
  });
  const struck = new Map<string, number>();
  const deeds: UserDeed[] = [];
  let calm = true;

  const strike = (kind: keyof FaultRates, outcomeUnknown: boolean): void => {
    if (calm || !chance.rolls(rates[kind])) return;
    count(struck, kind);
    throw connectionLost(outcomeUnknown, kind !== 'loginFailure');
  };
  ledger.faults.beforePost = () => {
    strike('refuseConnection', false);
    strike('loginFailure', false);
    strike('deadlock1205', false);
    strike('lockTimeout1222', false);
    strike('dropBeforeCommit', true);
  };
  ledger.faults.afterCommit = () => strike('dropAfterCommit', true);
  ledger.faults.beforeFind = () => strike('dropMidRow', false);
  ledger.faults.beforeRead = () => strike('dropAnyRequest', false);
  const used = sabotage(ledger);

  return {
    kind: 'memory',
    struck,
    deeds,
    open: async () => {
      let severed = false;
      const alive = async <Result>(work: () => Promise<Result>): Promise<Result> => {
        // Each call takes a moment, so that a kill and another program can come between.
        await new Promise((resolve) => setImmediate(resolve));
        if (severed) throw connectionLost(true);
        return work();
      };
      return {
        ledger: {
          ...used,
          post: (posting) => alive(() => used.post(posting)),
          find: (markers) => alive(() => used.find(markers)),
        },
        sever: () => {
          severed = true;
        },
      };
    },
    cable: async () => {
      throw new Error('Books in memory are in one process alone.');
    },
    userActs: async () => {
      throw new Error('Nobody works in books that are in memory.');
    },
    restartServer: async () => {
      throw new Error('Books in memory have no server.');
    },
    storm: () => {
      calm = false;
    },
    calm: async () => {
      calm = true;
    },
    read: async () => tablesOf(company, ledger),
    close: async () => {},
  };
}

const amount = (minor: number): string => formatMinor(minor, currency(BASE_CURRENCY));

function tablesOf(company: PlannedCompany, ledger: MemoryLedger): LedgerTables {
  const armast = company.items.map((item, at): TableRow => {
    const balance = ledger.balanceOf(`${item.kind}:${item.number}`);
    return { id_col: String(at + 1), ...headerOf(item), ...movingOf(item, balance) };
  });
  const arcash = ledger.rows.flatMap(({ entry, posted }, at): TableRow[] => {
    if (entry.kind === 'journal') return [];
    const reversed =
      entry.kind === 'reversal' ? ledger.rows.find((row) => row.entry.marker === entry.of) : null;
    const source = reversed?.entry ?? entry;
    const sign = reversed ? -1 : 1;
    const taken = source as ReceiptEntry;
    const disMinor = sign * ((taken.discountMinor ?? 0) + (taken.writeOffMinor ?? 0)) || 0;
    return [
      {
        id_col: String(at + 1),
        custno: posted.customerNo,
        invno: posted.itemNumber ?? '',
        refno: entry.marker,
        adduser: 'MBOOK',
        dtepaid: entry.date,
        currency: posted.currency,
        paidamt: amount(posted.amountMinor - disMinor),
        disamt: amount(disMinor),
      },
    ];
  });
  const ardist = ledger.rows.flatMap(({ entry }): TableRow[] => {
    const reversed =
      entry.kind === 'reversal' ? ledger.rows.find((row) => row.entry.marker === entry.of) : null;
    const journal = reversed?.entry ?? entry;
    if (journal.kind !== 'journal') return [];
    const sign = reversed ? -1 : 1;
    return journal.lines.map((line, at) => ({
      id_col: `${entry.marker}/${at}`,
      tranno: '',
      descrip: entry.marker,
      glacnt: line.account,
      amount: amount(sign * line.amountMinor || 0),
    }));
  });
  return new Map([
    ['armast', armast],
    ['arcash', arcash],
    ['ardist', ardist],
  ]);
}

function headerOf(item: PlannedItem): TableRow {
  return {
    invno: item.number,
    custno: item.custno,
    artype: item.kind === 'credit' ? 'C' : '',
    arstat: '',
    currency: item.currency,
    exrat: item.exchangeRate,
    invamt: amount(item.totalMinor),
    binvamt: amount(inBase(item.totalMinor, item.exchangeRate)),
  };
}

function movingOf(item: PlannedItem, balanceMinor: number): TableRow {
  return { balance: amount(balanceMinor), paidamt: amount(item.totalMinor - balanceMinor) };
}
