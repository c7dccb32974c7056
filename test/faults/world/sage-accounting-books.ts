/**
 * Books at Sage Accounting's simulator, opened by the real connector over HTTP. Each life of a program has a cable of its own,
 * so that a kill ends it between any two requests of a posting. What is judged is read from the simulator's own books, written
 * out in the tables that the checker knows; the connector has no part in it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { currency, formatMinor } from '../../../shared/money.ts';
import {
  addAccounts,
  addContact,
  addInvoice,
  createPayment,
  type SageBooks,
  startSageAccounting,
  voidArtefact,
} from '../../../src-main/demo/sage-accounting/index.ts';
import type { Ledger, Posting } from '../../../src-main/ledgers/port.ts';
import { sageAccounting } from '../../../src-main/ledgers/sage-accounting/index.ts';
import { signInTo } from '../../support/sage-accounting-company.ts';
import type { Chance } from '../chance.ts';
import type { UserAct } from '../plan/acts.ts';
import { BASE_CURRENCY, type PlannedCompany } from '../plan/company.ts';
import type { FaultRates } from '../plan/profile.ts';
import { type Books, count, type UserDeed } from './books.ts';
import { layCable } from './cable.ts';
import { ACCOUNTS } from './company-rows.ts';
import { HTTP_FAULTS } from './http-faults.ts';
import { tablesOf } from './sage-accounting-tables.ts';

const BUSINESS = 'b0000000000000000000000000000009';
const base = currency(BASE_CURRENCY);

export async function sageAccountingBooks(
  company: PlannedCompany,
  rates: FaultRates,
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
  const simulator = await startSageAccounting({
    businesses: [
      { id: BUSINESS, name: 'Fault Works', country: 'US', baseCurrency: base, multiCurrency: true },
    ],
    clock: () => new Date(),
  });
  const { control } = simulator;
  control.oauth.country = 'us';
  const books = control.books.get(BUSINESS);
  if (!books) throw new Error('The simulator has no such business.');
  fill(books, company);
  for (const [kind, which, misbehaviour] of HTTP_FAULTS) {
    control.faults.next(
      misbehaviour,
      Number.MAX_SAFE_INTEGER,
      ({ path, method }) =>
        path.startsWith('/v3.1/') && (which === 'any' || method !== 'GET') && strikes(kind),
    );
  }
  control.onRequest = ({ path }) => {
    if (path.startsWith('/v3.1/') && strikes('loginFailure')) control.oauth.expireAccess();
  };
  /** Markers as they were sent, by what a short reference keeps of them. */
  const markers = new Map<string, string>();
  /** Entries of postings whose outcome named something that is left to a person. */
  const told = new Set<string>();

  return {
    kind: 'web',
    struck,
    deeds,
    open: async () => {
      const cable = await layCable(() => simulator.port);
      const kept = new Map([
        ['clientId', simulator.client.id],
        ['clientSecret', simulator.client.secret],
        ['refreshToken', await signInTo(simulator)],
      ]);
      const at = `http://127.0.0.1:${cable.port}`;
      const settings = {
        country: 'us',
        business: BUSINESS,
        baseCurrency: BASE_CURRENCY,
        accounts: { clearing: ACCOUNTS.clearing, bank: ACCOUNTS.bank, fees: ACCOUNTS.fees },
        requestsPerMinute: 100_000,
        timeoutMs: 2_000,
        apiUrl: `${at}/v3.1`,
        tokenUrl: `${at}/token`,
      };
      const ledger = sageAccounting.open(settings, Object.fromEntries(kept), {
        now,
        sleep: async (_ms, signal) => {
          await wait(1, undefined, { signal });
        },
        keep: async (name, value) => void kept.set(name, value),
        kept: async (name) => kept.get(name) ?? null,
      });
      const noted: Ledger = {
        preflight: (signal) => ledger.preflight(signal),
        openItems: (since, signal) => ledger.openItems(since, signal),
        customers: (signal) => ledger.customers(signal),
        accounts: (signal) => ledger.accounts(signal),
        find: (wanted) => ledger.find(wanted),
        post: async (posting: Posting) => {
          for (const { marker } of posting.entries) markers.set(marker.slice(0, 12), marker);
          const outcome = await ledger.post(posting);
          if (outcome.kind !== 'refused' && outcome.differences) {
            count(struck, 'left to a person');
            for (const { marker } of posting.entries) told.add(marker);
          }
          return outcome;
        },
        close: async () => {
          await ledger.close();
          cable.pull();
        },
      };
      return {
        ledger: noted,
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
    // Its counterpart on the web: every token that was given so far is worthless, and has to be renewed.
    restartServer: async () => {
      count(struck, 'all access tokens ended');
      control.oauth.expireAccess();
    },
    storm: () => {
      calm = false;
    },
    calm: async () => {
      calm = true;
    },
    read: async () => tablesOf(books, company, markers, told),
    close: () => simulator.close(),
  };
}

/** A Sage user at work in the same books, in Sage's own pages. */
function userDoes(books: SageBooks, act: UserAct): boolean {
  const kind = act.kind === 'credit' ? 'sales_credit_note' : 'sales_invoice';
  const item = [...books.artefacts.values()].find((it) => it.kind === kind && it.number === act.number);
  if (!item || act.does === 'user locks') return false;
  if (act.does === 'user edits') {
    item.reference = `SU-${act.id}`;
    item.updatedAt = books.now();
    return true;
  }
  if (item.voidReason !== null) return false;
  if (act.does === 'user voids') {
    if (books.settledMinor(item.id) !== 0) return false;
    voidArtefact(books, item, 'Entered twice');
    return true;
  }
  if (act.kind === 'credit' || books.outstandingMinor(item) < act.amountMinor || act.amountMinor <= 0)
    return false;
  const amount = Number(formatMinor(act.amountMinor, item.currency));
  const bank = [...books.accounts.values()].find(({ nominalCode }) => String(nominalCode) === ACCOUNTS.bank);
  createPayment(books, {
    transaction_type_id: 'CUSTOMER_RECEIPT',
    contact_id: item.contactId,
    bank_account_id: bank?.bankAccountId,
    date: '2026-03-10',
    total_amount: amount,
    currency_id: item.currency,
    reference: `SU-${act.id}`,
    allocated_artefacts: [{ artefact_id: item.id, amount }],
  });
  return true;
}

function fill(books: SageBooks, company: PlannedCompany): void {
  const names = Object.fromEntries(Object.entries(ACCOUNTS).map(([name, number]) => [Number(number), name]));
  addAccounts(books, names, [Number(ACCOUNTS.clearing), Number(ACCOUNTS.bank)]);
  const bank = [...books.accounts.values()].find(({ nominalCode }) => String(nominalCode) === ACCOUNTS.bank);
  const contacts = new Map(
    company.customers.map((it) => [it.custno, addContact(books, it.custno, it.company, null)]),
  );
  for (const item of company.items) {
    const contactId = contacts.get(item.custno) ?? '';
    const code = currency(item.currency);
    const { id } = addInvoice(books, {
      number: item.number,
      contactId,
      totalMinor: Math.abs(item.totalMinor),
      date: item.date,
      currency: code,
      credit: item.kind === 'credit',
    });
    if (item.paidMinor === 0) continue;
    const amount = Number(formatMinor(Math.abs(item.paidMinor), code));
    createPayment(books, {
      transaction_type_id: item.kind === 'credit' ? 'CUSTOMER_REFUND' : 'CUSTOMER_RECEIPT',
      contact_id: contactId,
      bank_account_id: bank?.bankAccountId,
      date: '2026-02-28',
      total_amount: amount,
      currency_id: code,
      reference: 'CK 1001',
      allocated_artefacts: [{ artefact_id: id, amount }],
    });
  }
}
