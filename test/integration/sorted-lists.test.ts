/** What the window lists, asked through the contract of a company's real store: sorted and filtered over all of it, not over a page. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';
import { type App, createApp } from '../../src-main/app.ts';
import { answer } from '../../src-main/hosting/index.ts';
import type { OpenCompany } from '../../src-main/workspace/open-company.ts';

let app: App;
let directory: string;
let opened: OpenCompany;

async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const answered = await answer(name, input, { handlers: app.handlers, onUnexpected: () => {} });
  if (!answered.ok) throw Object.assign(new Error(answered.failure.happened), answered.failure);
  return answered.value as CallOutput<Name>;
}

type Listed<Name extends 'history.list' | 'payouts.list' | 'deadLetters.list'> =
  CallOutput<Name>['rows'][number];

/** Every page, until there is none. */
async function all<Name extends 'history.list' | 'payouts.list' | 'deadLetters.list'>(
  name: Name,
  input: CallInput<Name>,
): Promise<Listed<Name>[]> {
  const rows: Listed<Name>[] = [];
  let cursor: string | null = null;
  do {
    const page: CallOutput<Name> = await ask(name, { ...input, cursor });
    rows.push(...(page.rows as Listed<Name>[]));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}

const ENTRIES = 1_203;
const PEOPLE = ['dana', 'Sam', 'Alex'];
const ACTIONS = ['approval.given', 'journal.approved', 'approvals_rule.saved'];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'matchbook-lists-'));
  app = await createApp({
    directory,
    keychain: 'memory',
    background: false,
    company: 'none',
    demo: { seed: 11, payments: 120 },
  });
  opened = await app.startDemo();
  await opened.runs.run(null, 'test');
  const { store } = opened.company;
  store.transact(() => {
    for (let at = 0; at < ENTRIES; at += 1) {
      store.audit.append({
        actor: PEOPLE[at % 3] ?? '',
        action: ACTIONS[Math.floor(at / 3) % 3] ?? '',
        subjectKind: 'settings',
        subjectId: 'x',
        sentence: at % 100 === 0 ? `Something 100% rare, number ${at}.` : `Done, number ${at}.`,
        detail: {},
      });
    }
    for (let at = 0; at < 25; at += 1) {
      store.deadLetters.add({
        origin: at % 2 === 0 ? 'posting' : 'gateway_record',
        connectionId: store.connections.gateways()[0]?.id ?? null,
        externalId: `broken-${at}`,
        transactionId: null,
        outboxId: null,
        code: at % 5 === 0 ? 'A_CODE' : 'Z_CODE',
        reason: `It could not be used, number ${at}.`,
        rawText: '{}',
        attempts: (at * 7) % 25,
      });
    }
  });
});

afterAll(async () => {
  await app.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the history', () => {
  it('is newest first, every entry once, and its first page says how many there are', async () => {
    const first = await ask('history.list', { limit: 100 });
    const rows = await all('history.list', { limit: 100 });
    expect(first.total).toBe(rows.length);
    expect(rows.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: rows.length }, (_unused, at) => rows.length - at),
    );
    const second = await ask('history.list', { limit: 100, cursor: first.nextCursor });
    expect(second.total).toBeNull();
  });

  it.each([
    ['who', true],
    ['who', false],
    ['kind', true],
    ['kind', false],
  ] as const)(
    'sorted by %s (descending: %s) has every entry once, in that order',
    async (sort, descending) => {
      const rows = await all('history.list', { limit: 97, sort, descending });
      const everything = await all('history.list', { limit: 500 });
      const keyOf = (row: (typeof rows)[number]) => (sort === 'who' ? row.by.toLowerCase() : row.action);
      const sign = descending ? -1 : 1;
      const expected = [...everything].sort(
        (a, b) => sign * (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : a.sequence - b.sequence),
      );
      expect(rows.map(({ sequence }) => sequence)).toEqual(expected.map(({ sequence }) => sequence));
    },
  );

  it('is filtered by person, kind and words, over all of it', async () => {
    const { people, kinds } = await ask('history.choices', {});
    expect(people).toEqual(expect.arrayContaining(PEOPLE));
    expect(kinds).toEqual(expect.arrayContaining(['approval', 'journal', 'approvals_rule']));
    const sams = await ask('history.list', { by: 'Sam', kind: 'approval', limit: 500 });
    expect(sams.total).toBe(sams.rows.length);
    expect(sams.rows.every(({ by, action }) => by === 'Sam' && action.startsWith('approval.'))).toBe(true);
    const rare = await ask('history.list', { search: '100% rare', sort: 'who', descending: false });
    expect(rare.total).toBe(13);
    expect(rare.rows.map(({ by }) => by.toLowerCase())).toEqual(
      rare.rows.map(({ by }) => by.toLowerCase()).sort(),
    );
  });

  it('is filtered by days of the company’s calendar', async () => {
    const [newest] = (await ask('history.list', { limit: 1 })).rows;
    const today = opened.company.dateOf(newest?.at ?? ('' as never));
    const { total } = await ask('history.list', {});
    expect((await ask('history.list', { from: today, to: today })).total).toBe(total);
    expect((await ask('history.list', { to: '2001-01-01' as never })).total).toBe(0);
  });
});

describe('the payouts', () => {
  const KEYS = {
    date: (row: Listed<'payouts.list'>) => row.date,
    gateway: (row: Listed<'payouts.list'>) => row.gateway,
    payments: (row: Listed<'payouts.list'>) => row.grossMinor,
    refunds: (row: Listed<'payouts.list'>) => row.refundsMinor,
    fees: (row: Listed<'payouts.list'>) => -row.feesMinor,
    other: (row: Listed<'payouts.list'>) => row.otherMinor,
    amount: (row: Listed<'payouts.list'>) => row.amountMinor,
    tie_out: (row: Listed<'payouts.list'>) => row.tieOut,
    journal: (row: Listed<'payouts.list'>) => row.journal,
  } as const;

  it.each(Object.keys(KEYS) as (keyof typeof KEYS)[])('sorted by %s, by small pages', async (sort) => {
    const everything = await all('payouts.list', { limit: 500 });
    expect(everything.length).toBeGreaterThan(4);
    for (const descending of [true, false]) {
      const rows = await all('payouts.list', { limit: 3, sort, descending });
      const keys = rows.map((row): string | number => KEYS[sort](row));
      const sign = descending ? -1 : 1;
      expect(keys).toEqual([...keys].sort((a, b) => sign * (a < b ? -1 : a > b ? 1 : 0)));
      expect(new Set(rows.map(({ transactionId }) => transactionId)).size).toBe(everything.length);
    }
  });

  it('are filtered by what became of them', async () => {
    const everything = await all('payouts.list', { limit: 500 });
    const tied = await ask('payouts.list', { tieOut: 'tied_out', journal: 'none' });
    expect(tied.total).toBe(
      everything.filter(({ tieOut, journal }) => tieOut === 'tied_out' && journal === 'none').length,
    );
    const [one] = everything;
    expect((await ask('payouts.list', { search: one?.externalId ?? '?' })).rows).toEqual([one]);
    expect((await ask('payouts.list', { gateway: 'opayo', search: 'no such payout' })).rows).toEqual([]);
  });
});

describe('the exceptions', () => {
  it.each(['seen', 'set_aside', 'stage', 'code', 'attempts'] as const)('sorted by %s', async (sort) => {
    const everything = await all('deadLetters.list', {});
    const rows = await all('deadLetters.list', { limit: 4, sort, descending: false });
    const keyOf = {
      seen: (row: Listed<'deadLetters.list'>) => row.lastSeenAt,
      set_aside: (row: Listed<'deadLetters.list'>) => row.id,
      stage: (row: Listed<'deadLetters.list'>) => row.stage,
      code: (row: Listed<'deadLetters.list'>) => row.code,
      attempts: (row: Listed<'deadLetters.list'>) => row.attempts,
    }[sort];
    expect(new Set(rows.map(({ id }) => id)).size).toBe(everything.length);
    const keys = rows.map((row): string | number => keyOf(row));
    expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  });

  it('are filtered by stage and words', async () => {
    const posting = await ask('deadLetters.list', { stage: 'posting', search: 'number 2' });
    expect(posting.total).toBe(4);
    expect(posting.rows.map(({ reason }) => reason).sort()).toEqual(
      [2, 20, 22, 24].map((at) => `It could not be used, number ${at}.`),
    );
  });
});

describe('how a list is laid out', () => {
  it('is kept per list, replaced and forgotten', async () => {
    const layout = {
      columns: [{ name: 'who', width: 220, hidden: false }],
      sort: { by: 'who', descending: false },
    };
    await ask('lists.saveLayout', { list: 'history', layout });
    await ask('lists.saveLayout', { list: 'payouts', layout: { columns: [], sort: null } });
    expect(await ask('lists.layouts', {})).toMatchObject({ history: layout });
    await ask('lists.saveLayout', { list: 'history', layout: null });
    expect(Object.keys(await ask('lists.layouts', {}))).toEqual(['payouts']);
  });
});
