/** The checker is checked: whatever is spoilt in books that were right, it says so. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../faults/check/case.ts';
import { check } from '../faults/check/index.ts';
import type { StoreEvidence } from '../faults/check/store-evidence.ts';
import { onSqlServer } from '../faults/open-books.ts';
import { live, planCalmDay } from '../faults/run-one.ts';
import type { TableRow } from '../faults/world/books.ts';

const ruleOf = (it: Case): string[] => [...new Set(check(it).map(({ rule }) => rule))];

type Edit = (rows: TableRow[]) => TableRow[];
const edited = (it: Case, table: string, edit: Edit): Case => ({
  ...it,
  after: new Map(
    [...it.after].map(([name, rows]) => [name, name.endsWith(`.${table}`) ? edit([...rows]) : rows]),
  ),
});
const changeOne =
  (fits: (row: TableRow) => boolean, change: (row: TableRow) => TableRow): Edit =>
  (rows) => {
    const at = rows.findIndex(fits);
    if (at < 0) throw new Error('There is no such row to spoil.');
    return rows.map((row, index) => (index === at ? change(row) : row));
  };
const withStore = (it: Case, change: (store: StoreEvidence) => StoreEvidence): Case => ({
  ...it,
  stores: it.stores.map(change),
});
const isOurs = (row: TableRow): boolean => (row.refno ?? '').startsWith('MB');
const isOurLine = (row: TableRow): boolean => (row.descrip ?? '').startsWith('MB');
const more = (text: string | null | undefined): string => (Number(text) + 0.01).toFixed(2);

describe('books that are right', () => {
  let right: Case;
  beforeAll(async () => {
    right = (await live(planCalmDay(34, true), onSqlServer)).case;
  });

  it('are found right', () => {
    expect(check(right)).toEqual([]);
    expect(right.stores[0]?.receipts.length).toBeGreaterThan(5);
    expect(right.stores[0]?.approvals.map(({ status }) => status)).toContain('undone');
  });

  const spoilt: readonly (readonly [what: string, rule: string, spoil: (it: Case) => Case])[] = [
    [
      'a receipt is there twice',
      'no receipt twice',
      (it) => edited(it, 'arcash', (rows) => [...rows, { ...(rows.find(isOurs) ?? {}), id_col: '9999' }]),
    ],
    [
      'a receipt is lost',
      'each approved allocation has exactly one receipt',
      (it) => edited(it, 'arcash', (rows) => rows.filter((row) => row !== rows.find(isOurs))),
    ],
    [
      'a receipt has another amount',
      'each approved allocation has exactly one receipt',
      (it) =>
        edited(
          it,
          'arcash',
          changeOne(isOurs, (row) => ({ ...row, paidamt: more(row.paidamt) })),
        ),
    ],
    [
      'a receipt is on another invoice',
      'each approved allocation has exactly one receipt',
      (it) =>
        edited(
          it,
          'arcash',
          changeOne(isOurs, (row) => ({ ...row, invno: '         7' })),
        ),
    ],
    [
      'a receipt is there that nobody approved',
      'no receipt without an approval',
      (it) =>
        edited(it, 'arcash', (rows) => [
          ...rows,
          { ...(rows.find(isOurs) ?? {}), refno: 'MB00000000000000000X', id_col: '9999' },
        ]),
    ],
    [
      'a balance was forgotten',
      'balance = invamt − paidamt',
      (it) =>
        edited(
          it,
          'armast',
          changeOne(
            () => true,
            (row) => ({ ...row, balance: more(row.balance) }),
          ),
        ),
    ],
    [
      'bbal was forgotten',
      'bbal in step',
      (it) =>
        edited(
          it,
          'armast',
          changeOne(
            () => true,
            (row) => ({ ...row, bbal: more(row.bbal) }),
          ),
        ),
    ],
    [
      'paidamt moved without a receipt',
      'paidamt moves by its receipts',
      (it) =>
        edited(
          it,
          'armast',
          changeOne(
            () => true,
            (row) => ({ ...row, paidamt: more(row.paidamt) }),
          ),
        ),
    ],
    [
      'the customer’s balance was forgotten',
      'the customer owes what the invoices say',
      (it) =>
        edited(
          it,
          'arcust',
          changeOne(
            () => true,
            (row) => ({ ...row, balance: more(row.balance) }),
          ),
        ),
    ],
    [
      'a general-ledger line is missing',
      'each entry balances',
      (it) => edited(it, 'ardist', (rows) => rows.filter((row) => row !== rows.find(isOurLine))),
    ],
    [
      'a receipt has no general-ledger lines',
      'receipts and general-ledger lines agree',
      (it) =>
        edited(it, 'ardist', (rows) => {
          const entry = rows
            .find((row) => isOurLine(row) && (row.tranno ?? '').trim().match(/^\d+$/))
            ?.descrip?.slice(0, 20);
          return rows.filter((row) => !row.descrip?.startsWith(entry ?? '-'));
        }),
    ],
    [
      'a journal is there twice',
      'one journal per payout',
      (it) => {
        const marker =
          it.stores[0]?.outbox.find(({ kind, state }) => kind === 'journal' && state === 'done')
            ?.markers[0] ?? '-';
        return edited(it, 'ardist', (rows) => [
          ...rows,
          ...rows
            .filter((row) => row.descrip?.startsWith(marker))
            .map((row, at) => ({ ...row, id_col: `999${at}` })),
        ]);
      },
    ],
    [
      'another column of an invoice changed',
      'nothing else is touched',
      (it) =>
        edited(
          it,
          'armast',
          changeOne(
            () => true,
            (row) => ({ ...row, salesmn: 'XX' }),
          ),
        ),
    ],
    [
      'a row of another table is gone',
      'nothing else is touched',
      (it) => edited(it, 'artran', (rows) => rows.slice(1)),
    ],
    [
      'an old receipt was changed',
      'nothing else is touched',
      (it) =>
        edited(
          it,
          'arcash',
          changeOne(
            (row) => row.refno?.startsWith('CK') === true,
            (row) => ({ ...row, paidamt: '0.01' }),
          ),
        ),
    ],
    [
      'an audit event was changed',
      'the audit chain is whole',
      (it) =>
        withStore(it, (store) => ({
          ...store,
          audit: store.audit.map((event, at) => (at === 3 ? { ...event, actor: 'Nobody' } : event)),
        })),
    ],
    [
      'the last audit event is missing',
      'the audit chain is whole',
      (it) => withStore(it, (store) => ({ ...store, audit: store.audit.slice(0, -1) })),
    ],
    [
      'an approval stays in the outbox',
      'the outbox is empty',
      (it) =>
        withStore(it, (store) => ({
          ...store,
          outbox: store.outbox.map((entry, at) => (at === 0 ? { ...entry, state: 'due' } : entry)),
        })),
    ],
    [
      'a decision that was confirmed is not stored',
      'what was seen decided is decided',
      (it) => ({
        ...it,
        confirmed: [...it.confirmed, { store: 'A', transactionId: 'stripe-1:tx_none', what: 'approve' }],
      }),
    ],
    [
      'a payment stands twice by two decisions',
      'a payment is in the books once',
      (it) =>
        withStore(it, (store) => ({
          ...store,
          outbox: store.outbox.map((entry) =>
            entry.kind === 'approval' && entry.state === 'done'
              ? { ...entry, transactionId: store.outbox[0]?.transactionId ?? '' }
              : entry,
          ),
        })),
    ],
    [
      'a posted payment waits again',
      'the state fits the decisions',
      (it) =>
        withStore(it, (store) => ({
          ...store,
          transactions: new Map(
            [...store.transactions].map(([id, row]) => [
              id,
              row.state === 'posted' ? { ...row, state: 'waiting' } : row,
            ]),
          ),
        })),
    ],
  ];

  it.each(spoilt)('are found wrong when %s', (_, rule, spoil) => {
    expect(ruleOf(spoil(right))).toContain(rule);
  });
});
