import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDemoWorld, type DemoPayment } from '../../src-main/demo/company/index.ts';
import { secondsOfWallClock } from '../../src-main/demo/company/local-time.ts';
import { type OpayoSimulator, startOpayoSimulator, vpsTxIdOf } from '../../src-main/demo/opayo/index.ts';

const world = createDemoWorld({ seed: 5, payments: 1, today: '2026-05-31', elsewhere: { opayo: 180 } });
const payments = world.payments.filter((it) => it.gateway === 'opayo');
const login = { vendor: 'northgate', user: 'demo-user', password: 'demo-password' };
const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => name === 'transaction' || name === 'batch',
});
let simulator: OpayoSimulator;

interface Row {
  readonly [element: string]: string;
}
interface Answer {
  readonly errorcode: string;
  readonly error?: string;
  readonly transactions: { readonly totalrows: string; readonly transaction?: readonly Row[] };
  readonly batches: { readonly batch: readonly Row[] };
  readonly [element: string]: unknown;
}

/** Signs as the protocol says: MD5 of the elements as sent, followed by the password element. */
async function ask(command: string, parameters: string, password = login.password): Promise<Answer> {
  const elements = `<command>${command}</command><vendor>${login.vendor}</vendor><user>${login.user}</user>${parameters}`;
  const signature = createHash('md5').update(`${elements}<password>${password}</password>`).digest('hex');
  const xml = `<vspaccess>${elements}<signature>${signature}</signature></vspaccess>`;
  const body = new URLSearchParams({ XML: xml });
  const answer = await fetch(`${simulator.url}/access/access.htm`, { method: 'POST', body });
  return (parser.parse(await answer.text()) as { vspaccess: Answer }).vspaccess;
}

const range = '<startdate>01/01/2026 00:00:00</startdate><enddate>31/05/2026 23:59:59</enddate>';

beforeAll(async () => {
  simulator = await startOpayoSimulator({ world, ...login, clock: () => new Date('2026-05-31T12:00:00Z') });
});
afterAll(() => simulator.close());
afterEach(() => simulator.control.faults.clear());

describe('the signature', () => {
  it('is refused when the password is wrong', async () => {
    const answer = await ask('version', '', 'wrong');
    expect(answer.errorcode).not.toBe('0000');
    expect(answer.error).toContain('signature');
  });

  it('is accepted in either case of its hex digits', async () => {
    expect((await ask('version', '')).errorcode).toBe('0000');
  });
});

describe('the list of transactions', () => {
  it('comes fifty rows at a time and holds everything once', async () => {
    const rows: Row[] = [];
    let total = 0;
    do {
      const from = rows.length + 1;
      const answer = await ask(
        'getTransactionList',
        `${range}<startrow>${from}</startrow><endrow>${from + 99}</endrow>`,
      );
      expect(answer.transactions.transaction?.length).toBeLessThanOrEqual(50);
      rows.push(...(answer.transactions.transaction ?? []));
      total = Number(answer.transactions.totalrows);
    } while (rows.length < total);
    const refunds = payments.flatMap((it) => it.refunds).length;
    expect(rows).toHaveLength(180 + refunds);
    expect(new Set(rows.map((row) => row.vpstxid)).size).toBe(rows.length);
    expect(rows.filter((row) => row.transactiontype === 'REFUND')).toHaveLength(refunds);
    expect(rows.some((row) => row.vendortxcode === '')).toBe(true);
  });

  it('needs dates in its own form', async () => {
    const answer = await ask(
      'getTransactionList',
      '<startdate>2026-01-01</startdate><enddate>2026-02-01</enddate>',
    );
    expect(answer.errorcode).not.toBe('0000');
    expect(answer.error).toContain('startdate');
  });

  it('speaks UK local time, summer time included', async () => {
    const inSummer = payments.find((it) => it.at > Date.parse('2026-04-10') / 1000) as DemoPayment;
    const answer = await ask(
      'getTransactionDetail',
      `<vpstxid>${vpsTxIdOf(world.seed, inSummer.key)}</vpstxid>`,
    );
    const [, day, month, year, hour, minute, second] =
      /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d):(\d\d):(\d\d)/.exec(String(answer.started)) ?? [];
    const asUtc = Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
    );
    expect(asUtc / 1000 - inSummer.at).toBe(3600);
  });
});

describe('a payment in detail', () => {
  it('shows card, payer, screening and its refunds', async () => {
    const refunded = payments.find((it) => it.refunds.length > 0) as DemoPayment;
    const id = vpsTxIdOf(world.seed, refunded.key);
    const answer = await ask('getTransactionDetail', `<vpstxid>${id}</vpstxid>`);
    expect(answer).toMatchObject({ errorcode: '0000', last4digits: refunded.card.last4, refunded: 'YES' });
    expect(String(answer.t3maction)).toMatch(/^(OK|HOLD|REJECT)$/);
    const related = await ask('getRelatedTransactions', `<vpstxid>${id}</vpstxid>`);
    expect(related.transactions.transaction?.[0]).toMatchObject({ transactiontype: 'REFUND' });
  });
});

describe('settlement', () => {
  it('lists each settled transaction in one batch', async () => {
    const { batches } = await ask('getBatchList', range);
    const ids: string[] = [];
    for (const batch of batches.batch) {
      const parameters = `<batchid>${batch.batchid}</batchid><authprocessor>Elavon</authprocessor><startrow>1</startrow><endrow>50</endrow>`;
      const detail = await ask('getBatchDetail', parameters);
      ids.push(...(detail.transactions.transaction ?? []).map((row) => row.vpstxid ?? ''));
    }
    expect(new Set(ids).size).toBe(ids.length);
    const settled = [...simulator.control.books.records.values()].filter((it) => it.batch !== null);
    expect(new Set(ids)).toEqual(new Set(settled.map((it) => it.vpsTxId)));
  });
});

describe('an hour that occurs twice when the clocks go back', () => {
  it('is read as the earlier one', () => {
    const clock = { year: 2026, month: 10, day: 25, hour: 1, minute: 30, second: 0 };
    expect(secondsOfWallClock(clock, 'Europe/London')).toBe(Date.parse('2026-10-25T00:30:00Z') / 1000);
  });
});
