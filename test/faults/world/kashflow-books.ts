/**
 * Books at KashFlow's simulator, opened by the real connector over HTTP. Each life of a program has a cable of its own, so that
 * a kill ends it between any two requests of a posting. What is judged is read from the simulator's own books, written out in the
 * tables that the checker knows; the connector has no part in it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { currency } from '../../../shared/money.ts';
import {
  addCustomer,
  addInvoice,
  addNominals,
  createPayment,
  type KashFlowBooks,
  startKashFlow,
} from '../../../src-main/demo/kashflow/index.ts';
import { kashFlow } from '../../../src-main/ledgers/kashflow/index.ts';
import type { Chance } from '../chance.ts';
import type { UserAct } from '../plan/acts.ts';
import { BASE_CURRENCY, type PlannedCompany } from '../plan/company.ts';
import type { FaultRates, Shape } from '../plan/profile.ts';
import { type Books, count, type UserDeed } from './books.ts';
import { layCable } from './cable.ts';
import { ACCOUNTS } from './company-rows.ts';
import { HTTP_FAULTS } from './http-faults.ts';
import { GIVEN_UP, tablesOf } from './kashflow-tables.ts';

const base = currency(BASE_CURRENCY);

export async function kashFlowBooks(
  company: PlannedCompany,
  rates: FaultRates,
  shape: Shape,
  chance: Chance,
  now: () => Date,
): Promise<Books> {
  const struck = new Map<string, number>();
  const deeds: UserDeed[] = [];
  let calm = true;
  const strikes = (kind: keyof FaultRates): boolean => {
    if (calm || !chance.rolls(rates[kind])) return false;
    count(struck, kind);
    return true;
  };
  // A clock of its own, as a server in the cloud has it: this computer's is set forward and back during the day.
  const simulator = await startKashFlow({
    clock: () => new Date(),
    currency: base,
    companyName: 'Fault Works',
  });
  const { faults, sessions, books } = simulator.control;
  fill(books, company);
  const isSignIn = (path: string): boolean => path === '/v2/sessiontoken';
  for (const [kind, which, misbehaviour] of HTTP_FAULTS) {
    faults.next(
      misbehaviour,
      Number.MAX_SAFE_INTEGER,
      ({ path, method }) => (which === 'any' || (method !== 'GET' && !isSignIn(path))) && strikes(kind),
    );
  }
  simulator.control.onRequest = ({ path }) => {
    if (!isSignIn(path) && strikes('loginFailure')) sessions.endAll();
  };

  return {
    kind: 'web',
    struck,
    deeds,
    open: async (life) => {
      const cable = await layCable(() => simulator.port);
      const { userName: username, password, memorableWord } = sessions.login;
      const settings = {
        username,
        // As in the company file: two computers have one each.
        writer: shape === 'two computers' && life.startsWith('B') ? 'BBBB' : 'AAAA',
        baseCurrency: BASE_CURRENCY,
        timeZone: 'UTC',
        accounts: {
          clearing: ACCOUNTS.clearing,
          bank: ACCOUNTS.bank,
          fees: ACCOUNTS.fees,
          writeOff: GIVEN_UP,
        },
        requestsPerMinute: 100_000,
        timeoutMs: 2_000,
        apiUrl: `http://127.0.0.1:${cable.port}/v2`,
      };
      const ledger = kashFlow.open(
        settings,
        { password, memorableWord },
        {
          now,
          sleep: async (_ms, signal) => {
            await wait(1, undefined, { signal });
          },
          keep: async () => {},
          kept: async () => null,
        },
      );
      return {
        ledger: {
          preflight: (signal) => ledger.preflight(signal),
          openItems: (since, signal) => ledger.openItems(since, signal),
          customers: (signal) => ledger.customers(signal),
          accounts: (signal) => ledger.accounts(signal),
          find: (wanted) => ledger.find(wanted),
          post: (posting) => ledger.post(posting),
          close: async () => {
            await ledger.close();
            cable.pull();
          },
        },
        sever: () => {
          cable.pull();
          // What the dead left open in this process; nothing of it can get through any more.
          ledger.close().catch(() => undefined);
        },
      };
    },
    cable: async () => {
      throw new Error('The simulator is reached from this process alone.');
    },
    userActs: async (act) => {
      const outcome = userDoes(books, act) ? 'done' : 'not done';
      deeds.push({ act, outcome });
      const expected = act.does === 'user locks' ? 'not done' : 'done';
      count(struck, outcome === expected ? act.does : `${act.does} (${outcome})`);
    },
    // Its counterpart on the web: every session ends.
    restartServer: async () => {
      count(struck, 'all sessions ended');
      sessions.endAll();
    },
    storm: () => {
      calm = false;
    },
    calm: async () => {
      calm = true;
    },
    read: async () => tablesOf(books, company),
    close: () => simulator.close(),
  };
}

/** Somebody at work in the same books, in KashFlow's own pages. */
function userDoes(books: KashFlowBooks, act: UserAct): boolean {
  const invoice = books.invoices.get(Number(act.number));
  if (!invoice || act.does === 'user locks') return false;
  if (act.does === 'user edits') {
    invoice.reference = `SU-${act.id}`;
    return true;
  }
  if (invoice.archived) return false;
  if (act.does === 'user voids') {
    if (invoice.payments.length > 0) return false;
    invoice.archived = true;
    return true;
  }
  if (act.kind === 'credit' || books.dueMinor(invoice) < act.amountMinor || act.amountMinor <= 0)
    return false;
  const AccountId = [...books.bankAccounts.values()].find(({ code }) => String(code) === ACCOUNTS.bank)?.id;
  const Amount = books.asNumber(act.amountMinor);
  createPayment(books, invoice.number, { Date: '2026-03-10', Amount, AccountId, Note: `SU-${act.id}` });
  return true;
}

function fill(books: KashFlowBooks, company: PlannedCompany): void {
  const names = Object.fromEntries(Object.entries(ACCOUNTS).map(([name, number]) => [Number(number), name]));
  addNominals(books, names, [Number(ACCOUNTS.clearing), Number(ACCOUNTS.bank), Number(GIVEN_UP)]);
  const AccountId = [...books.bankAccounts.values()].find(({ code }) => String(code) === ACCOUNTS.bank)?.id;
  for (const { custno, company: name } of company.customers) addCustomer(books, custno, name, '');
  for (const item of company.items) {
    const number = Number(item.number);
    addInvoice(books, {
      number,
      customerCode: item.custno,
      grossMinor: item.totalMinor,
      date: item.date,
      currency: currency(item.currency),
      exchangeRate: Number(item.exchangeRate),
    });
    if (item.paidMinor === 0) continue;
    const Amount = books.asNumber(item.paidMinor);
    createPayment(books, number, { Date: '2026-02-28', Amount, AccountId, Note: 'CK 1001' });
  }
}
