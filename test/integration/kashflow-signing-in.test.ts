import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import type { Ledger } from '../../src-main/ledgers/port.ts';
import { type KashFlowCompany, startKashFlowCompany } from '../support/kashflow-company.ts';
import { receipt } from '../support/ledger-entries.ts';

let now: Date;
let company: KashFlowCompany;
let ledger: Ledger;
beforeEach(async () => {
  now = new Date('2026-03-10T09:00:00Z');
  company = await startKashFlowCompany({ clock: () => now });
  ledger = company.ledger();
});
afterEach(() => company.close());

const never = new AbortController().signal;
const later = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const sessions = () => company.simulator.control.sessions;
const faults = () => company.simulator.control.faults;
/** Requests to sign in, of either step. */
function countSignIns(): { post: number; put: number } {
  const counts = { post: 0, put: 0 };
  company.simulator.control.onRequest = ({ path, method }) => {
    if (path !== '/v2/sessiontoken') return;
    if (method === 'POST') counts.post += 1;
    else counts.put += 1;
  };
  return counts;
}
async function failure(work: Promise<unknown>): Promise<ConnectionError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ConnectionError) return error;
    throw error;
  }
  throw new Error('expected it to fail');
}
const withWord = (memorableWord: string): Ledger =>
  company.ledger({}, { ...company.credentials, memorableWord });

describe('signing in', () => {
  it('gives the characters that are asked for, other ones each time, in either case', async () => {
    const asked = new Set<string>();
    company.simulator.control.onRequest = ({ path, method, body }) => {
      if (path !== '/v2/sessiontoken' || method !== 'PUT') return;
      const { MemorableWordList } = JSON.parse(body) as { MemorableWordList: { Position: number }[] };
      asked.add(MemorableWordList.map(({ Position }) => Position).join(' '));
    };
    const word = company.credentials.memorableWord ?? '';
    for (const written of [word, word.toUpperCase(), word.toLowerCase(), word, word]) {
      const preflight = await withWord(written).preflight(never);
      expect(preflight.server.database).toBe('Harbour Supplies');
    }
    expect(asked.size).toBeGreaterThan(1);
  });

  it('sends neither the password nor the word with anything but the sign-in', async () => {
    const sent: string[] = [];
    company.simulator.control.onRequest = ({ path, query, headers, body }) => {
      sent.push(
        path === '/v2/sessiontoken'
          ? body.replace(company.credentials.password ?? '', '')
          : JSON.stringify([query, headers, body]),
      );
    };
    await ledger.preflight(never);
    expect(sent.join()).not.toContain(company.credentials.password);
    expect(sent.join().toLowerCase()).not.toContain(company.credentials.memorableWord?.toLowerCase());
  });

  it('is done once for all that asks at the same moment', async () => {
    const counts = countSignIns();
    await Promise.all([
      ledger.accounts(never),
      ledger.preflight(never),
      ledger.find([]),
      ledger.accounts(never),
    ]);
    expect(counts).toEqual({ post: 1, put: 1 });
    expect(sessions().mostAtOnce).toBe(1);
  });

  it('is renewed when the session has ended, once, whoever notices', async () => {
    await ledger.preflight(never);
    const counts = countSignIns();
    later(61);
    await Promise.all([ledger.accounts(never), ledger.find([]), ledger.accounts(never)]);
    expect(counts).toEqual({ post: 1, put: 1 });
  });

  it('is renewed in the middle of a posting, which is written once', async () => {
    const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 });
    let ended = false;
    company.simulator.control.onRequest = ({ method, path }) => {
      if (ended || method !== 'POST' || !path.endsWith('/payments')) return;
      ended = true;
      sessions().endAll();
    };
    expect((await ledger.post({ entries: [entry] })).kind).toBe('posted');
    expect(ended).toBe(true);
    expect(company.books.invoices.get(10423)?.payments).toHaveLength(1);
  });

  it('says so when new sessions end at once, and tries again by itself', async () => {
    company.simulator.control.onRequest = ({ path }) => {
      if (path !== '/v2/sessiontoken') sessions().endAll();
    };
    expect(await failure(ledger.accounts(never))).toMatchObject({
      code: 'KASHFLOW_SESSION_REFUSED',
      transient: true,
    });
  });
});

describe('a sign-in that is refused', () => {
  it('for the password: one sentence, and no second try that could lock the user', async () => {
    const counts = countSignIns();
    const wrong = company.ledger({}, { ...company.credentials, password: 'nonsense' });
    for (let tries = 0; tries < 8; tries += 1) {
      expect(await failure(wrong.preflight(never))).toMatchObject({
        code: 'KASHFLOW_PASSWORD_WRONG',
        transient: false,
      });
    }
    expect(counts.post).toBe(1);
    expect(sessions().locked).toBe(false);
  });

  it('for the memorable word: another sentence, remembered by every ledger that is opened with it', async () => {
    const counts = countSignIns();
    const code = 'KASHFLOW_MEMORABLE_WORD_WRONG';
    expect(await failure(withWord('bananabread').preflight(never))).toMatchObject({ code });
    expect(await failure(withWord('bananabread').accounts(never))).toMatchObject({ code });
    expect(counts).toEqual({ post: 1, put: 1 });
    // Typed anew, it is tried at once; the same again, when it may have been changed in KashFlow.
    expect((await ledger.preflight(never)).canRead).toBe(true);
    later(11);
    expect(await failure(withWord('bananabread').preflight(never))).toMatchObject({ code });
    expect(counts.put).toBe(3);
  });

  it('for a word that is too short: without asking KashFlow', async () => {
    const counts = countSignIns();
    expect(await failure(withWord('a').preflight(never))).toMatchObject({
      code: 'KASHFLOW_MEMORABLE_WORD_WRONG',
    });
    expect(counts.put).toBe(0);
  });

  it('because the user is locked', async () => {
    sessions().locked = true;
    const error = await failure(ledger.preflight(never));
    expect(error).toMatchObject({ code: 'KASHFLOW_ACCOUNT_LOCKED', transient: false });
    // Unlocked by somebody, it works again.
    sessions().unlock();
    expect((await ledger.preflight(never)).canRead).toBe(true);
  });

  it('because API access is switched off, also in the middle of a session', async () => {
    await ledger.preflight(never);
    sessions().apiOn = false;
    expect(await failure(ledger.accounts(never))).toMatchObject({ code: 'KASHFLOW_API_OFF' });
    expect(await failure(company.ledger().preflight(never))).toMatchObject({ code: 'KASHFLOW_API_OFF' });
  });

  it('because the user may not write: nothing was written', async () => {
    await ledger.preflight(never);
    company.simulator.control.rights = 'read';
    const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 });
    expect(await failure(ledger.post({ entries: [entry] }))).toMatchObject({
      code: 'LEDGER_PERMISSION_DENIED',
    });
    expect(company.books.invoices.get(10423)?.payments).toEqual([]);
  });
});

describe('a site that does not answer as it should', () => {
  it.each([
    ['a busy one', { kind: 'status', status: 429, retryAfterSeconds: 900 }, 'LEDGER_BUSY'],
    ['a fault of its own', { kind: 'status', status: 500 }, 'LEDGER_SITE_FAILED'],
    ['a page of a proxy', { kind: 'html' }, 'LEDGER_SITE_UNREADABLE'],
    ['a page of a proxy that says 404', { kind: 'html', status: 404 }, 'LEDGER_SITE_UNREADABLE'],
    ['half an answer', { kind: 'truncated' }, 'LEDGER_CONNECTION_LOST'],
    ['no answer', { kind: 'dropped' }, 'LEDGER_CONNECTION_LOST'],
  ] as const)('%s: one sentence, tried again by itself', async (_what, misbehaviour, code) => {
    await ledger.preflight(never);
    faults().next(misbehaviour, 10, ({ path }) => path.startsWith('/v2/invoices/'));
    const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550 });
    expect(await failure(ledger.post({ entries: [entry] }))).toMatchObject({ code, transient: true });
    faults().clear();
    expect((await ledger.post({ entries: [entry] })).kind).toBe('posted');
  });
});
