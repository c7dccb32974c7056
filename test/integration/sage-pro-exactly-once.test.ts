import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionError } from '../../shared/errors.ts';
import type { SqlMessage } from '../../src-main/demo/sql-server/session.ts';
import type { Ledger, LedgerEntry, PostOutcome } from '../../src-main/ledgers/port.ts';
import { startContractCompany } from '../support/contract-company.ts';
import { receipt } from '../support/ledger-entries.ts';
import type { SageCompany } from '../support/sage-company.ts';

let company: Awaited<ReturnType<typeof startContractCompany>>;
let sage: SageCompany;
let ledger: Ledger;
/** Fails the next statements of a kind with an error of the server. */
let failing: { kind: RegExp; times: number; number: number } | null = null;
/** Every statement that a posting ran, by kind. */
let seen: string[] = [];

const message = (number: number): SqlMessage => ({
  number,
  class: number === 1205 ? 13 : 16,
  state: 1,
  message: `error ${number}`,
  procedure: '',
  line: 1,
});

beforeEach(async () => {
  failing = null;
  company = await startContractCompany({
    engine: {
      onStatement: ({ kind, session, text }) => {
        // The driver's pool asks SELECT 1 of an idle connection, and dials anew when that fails.
        if (session.applicationName !== 'Matchbook' || text === 'SELECT 1;') return undefined;
        seen.push(kind);
        if (!failing || failing.times < 1 || !failing.kind.test(kind)) return undefined;
        failing.times -= 1;
        return message(failing.number);
      },
    },
  });
  ({ sage, ledger } = company);
  // The schema is read once; what follows is about postings.
  await ledger.preflight(new AbortController().signal);
  seen = [];
});
afterEach(() => company.close());

const entry = receipt({ itemNumber: '10423', expectedBalanceMinor: 12_550, amountMinor: 5_000 });
const post = (on: Ledger = ledger, ...entries: LedgerEntry[]): Promise<PostOutcome> =>
  on.post({ entries: entries.length > 0 ? entries : [entry] });

async function failure(work: Promise<unknown>): Promise<ConnectionError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ConnectionError) return error;
    throw error;
  }
  throw new Error('expected it to fail');
}

async function books(): Promise<{ receipts: unknown; balance: unknown; lines: unknown; customer: unknown }> {
  const one = async (sql: string) => Object.values((await sage.rows(sql))[0] ?? {})[0];
  return {
    receipts: await one("SELECT COUNT(*) FROM dbo.arcash WHERE refno LIKE 'MB%'"),
    balance: await one("SELECT balance FROM dbo.armast WHERE LTRIM(invno) = '10423'"),
    lines: await one('SELECT COUNT(*) FROM dbo.ardist'),
    customer: await one("SELECT balance FROM dbo.arcust WHERE custno = 'BLUE01'"),
  };
}
const untouched = { receipts: 0, balance: '125.50', lines: 0, customer: '1000.00' };
const postedOnce = { receipts: 1, balance: '75.50', lines: 2, customer: '950.00' };

describe('a connection that breaks', () => {
  it('before COMMIT arrives: the outcome is unknown, nothing is kept, posting again posts it', async () => {
    sage.faults.dropBeforeCommit = 1;
    const error = await failure(post());
    expect([error.transient, error.outcomeUnknown]).toEqual([true, true]);
    expect(await ledger.find([entry.marker])).toEqual(new Map());
    expect(await books()).toEqual(untouched);
    expect((await post()).kind).toBe('posted');
    expect(await books()).toEqual(postedOnce);
  });

  it('after the commit, before its acknowledgement: the outcome is unknown, and posting again finds it', async () => {
    sage.faults.dropAfterCommit = 1;
    const error = await failure(post());
    expect([error.code, error.outcomeUnknown]).toEqual(['LEDGER_CONNECTION_LOST', true]);
    expect((await ledger.find([entry.marker])).get(entry.marker)?.amountMinor).toBe(5_000);
    expect((await post()).kind).toBe('already_posted');
    expect(await books()).toEqual(postedOnce);
  });

  it('at any request in between: nothing is kept or all of it, and posting again makes it once', async () => {
    await post();
    const requests = seen.length;
    expect(requests).toBeGreaterThan(8);
    for (let at = 1; at <= requests + 2; at += 1) {
      const other = receipt({
        of: `ch_at_${at}`,
        itemNumber: '10424',
        expectedBalanceMinor: 20_000 - (at - 1) * 100,
        amountMinor: 100,
      });
      sage.faults.dropAfterNStatements = at;
      await post(ledger, other).catch((error: unknown) => expect(error).toBeInstanceOf(ConnectionError));
      delete sage.faults.dropAfterNStatements;
      expect((await post(ledger, other)).kind).toMatch(/posted$/);
      expect(await sage.rows(`SELECT COUNT(*) AS n FROM dbo.arcash WHERE refno = '${other.marker}'`)).toEqual(
        [{ n: 1 }],
      );
    }
    expect(await sage.rows('SELECT COUNT(*) AS n FROM dbo.armast WHERE balance <> invamt - paidamt')).toEqual(
      [{ n: 0 }],
    );
  });

  it('a server restarted at night: the next posting dials anew', async () => {
    await sage.tds.dropAll();
    expect((await post()).kind).toBe('posted');
  });
});

describe('an error of the server inside the transaction', () => {
  it.each([
    ['a deadlock', 1205, 'posted'],
    ['a deadlock that goes on', 1205, 'LEDGER_DEADLOCK'],
    ['a row that a Sage user holds', 1222, 'LEDGER_LOCKED'],
    ['a full disk', 1105, 'LEDGER_DISK_FULL'],
    ['a full log', 9002, 'LEDGER_LOG_FULL'],
    ['a value that the database refuses', 547, 'LEDGER_VALUE_REFUSED'],
    ['a missing permission', 229, 'LEDGER_PERMISSION_DENIED'],
  ])('%s (%i) comes to %s and keeps nothing by halves', async (what, number, result) => {
    for (const kind of [/^update$/, /^insert$/, /^select$/]) {
      failing = { kind, times: what.includes('goes on') ? 99 : 1, number };
      const outcome = await post().then(
        ({ kind: posted }) => posted,
        (error: unknown) => (error instanceof ConnectionError && !error.outcomeUnknown ? error.code : error),
      );
      failing = null;
      if (result === 'posted') expect(['posted', 'already_posted']).toContain(outcome);
      else expect(outcome).toBe(result);
      expect(await books()).toEqual(result === 'posted' ? postedOnce : untouched);
    }
    expect(['posted', 'already_posted']).toContain((await post()).kind);
    expect(await books()).toEqual(postedOnce);
  });

  it('at COMMIT keeps nothing, and is not an unknown outcome', async () => {
    failing = { kind: /^commit/, times: 1, number: 9002 };
    const error = await failure(post());
    expect([error.code, error.outcomeUnknown]).toEqual(['LEDGER_LOG_FULL', false]);
    await sage.tds.dropAll();
    expect(await books()).toEqual(untouched);
  });
});

describe('two PCs at once', () => {
  it('post the same day’s work: each receipt is there once', async () => {
    const work = Array.from({ length: 12 }, (_, at) =>
      receipt({
        of: `ch_${at}`,
        itemNumber: at % 2 === 0 ? '10423' : '10424',
        expectedBalanceMinor: 0,
        amountMinor: 500,
      }),
    );
    const run = async (on: Ledger, entries: readonly LedgerEntry[]): Promise<void> => {
      for (const it of entries) {
        if (it.kind !== 'receipt') continue;
        for (let again = true; again; ) {
          const balance = await sage.rows(
            `SELECT balance FROM dbo.armast WHERE LTRIM(invno) = '${it.itemNumber}'`,
          );
          const expectedBalanceMinor = Math.round(Number(balance[0]?.balance) * 100);
          const outcome = await on.post({ entries: [{ ...it, expectedBalanceMinor }] });
          again = outcome.kind === 'refused' && outcome.code === 'BALANCE_MOVED';
          if (!again) expect(outcome.kind).toMatch(/posted$/);
        }
      }
    };
    await Promise.all([run(ledger, work), run(company.second(), [...work].reverse())]);
    expect(
      await sage.rows(
        "SELECT COUNT(*) AS n, COUNT(DISTINCT refno) AS d FROM dbo.arcash WHERE refno LIKE 'MB%'",
      ),
    ).toEqual([{ n: 12, d: 12 }]);
    expect(await sage.rows('SELECT COUNT(*) AS n FROM dbo.armast WHERE balance <> invamt - paidamt')).toEqual(
      [{ n: 0 }],
    );
    expect((await books()).customer).toBe('940.00');
  });
});

describe('a Sage user at the same invoice', () => {
  it('who changes it between the approval and the posting makes it return to review', async () => {
    await sage.run(
      "UPDATE dbo.armast SET paidamt = 20.00, balance = 105.50, bbal = 105.50 WHERE LTRIM(invno) = '10423'",
    );
    expect(await post()).toMatchObject({ kind: 'refused', code: 'BALANCE_MOVED' });
  });

  it('who voids it, or moves it to history, does so as well', async () => {
    await sage.run("UPDATE dbo.armast SET arstat = 'V' WHERE LTRIM(invno) = '10423'");
    expect(await post()).toMatchObject({ kind: 'refused', code: 'ITEM_VOID' });
  });
});
