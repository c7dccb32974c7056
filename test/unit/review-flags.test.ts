import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src-main/ledgers/port.ts';
import { storeProposals } from '../../src-main/posting/index.ts';
import { createMemoryLedger } from '../support/memory-ledger.ts';
import {
  type Company,
  company,
  idOf,
  invoice,
  proposal,
  testClock,
  transaction,
} from '../support/posting-fixture.ts';

const READY = { states: ['waiting' as const], bands: ['ready' as const] };
const list = { by: 'date', descending: true } as const;

function withTwo(): Company {
  const it = company([invoice('1', 100), invoice('2', 100)]);
  it.receive(transaction('ch_1', 100), proposal('ch_1', [['1', 100]]));
  it.receive(transaction('ch_2', 100), proposal('ch_2', [['2', 100]]));
  it.posting.flag([idOf('ch_1')], 'Robin', 'Is this the deposit?', 'Dana');
  return it;
}

describe('a transaction flagged for a colleague', () => {
  it('shows who is asked and what, with the replies, and each is in the audit trail', () => {
    const it = withTwo();
    it.posting.replyToFlag(idOf('ch_1'), 'It is, see the order', 'Robin');
    expect(it.store.colleagueFlags.standing(idOf('ch_1'))).toMatchObject({
      forWhom: 'Robin',
      note: 'Is this the deposit?',
      by: 'Dana',
      replies: [{ note: 'It is, see the order', by: 'Robin' }],
    });
    expect(it.store.review.page(READY, list, null, 10).rows.map((row) => row.flaggedFor)).toEqual([
      null,
      'Robin',
    ]);
    expect(it.store.audit.ofSubject('transaction', idOf('ch_1')).map(({ action }) => action)).toEqual([
      'transaction.flagged',
      'transaction.flag_reply',
    ]);
  });

  it('is found by the filter, and its names are remembered, the latest first', () => {
    const it = withTwo();
    it.posting.flag([idOf('ch_2')], 'Sam', 'Look', 'Dana');
    it.posting.unflag([idOf('ch_2')], 'Dana');
    expect(it.store.review.ids({ ...READY, flagged: true })).toEqual([idOf('ch_1')]);
    expect(it.store.review.ids({ ...READY, flagged: false })).toEqual([idOf('ch_2')]);
    expect(it.store.colleagueFlags.names(10)).toEqual(['Sam', 'Robin']);
  });

  it('stays flagged when the gateway’s record and the proposal change', async () => {
    const it = withTwo();
    it.store.transactions.upsert(transaction('ch_1', 100, { description: 'Deposit' }));
    await storeProposals(it.store, [proposal('ch_1', [['2', 100]], { confidence: 0.5 })]);
    expect(it.store.colleagueFlags.standing(idOf('ch_1'))?.forWhom).toBe('Robin');
    expect(it.store.review.ids({ ...READY, flagged: true })).toEqual([idOf('ch_1')]);
  });

  it('is left out of "approve all" until that is confirmed too', async () => {
    const it = withTwo();
    const one = [{ currency: 'USD', count: 1, amountMinor: 100 }];
    expect((await it.posting.approveAll(READY, 'Dana', one)).decided).toEqual([idOf('ch_2')]);
    expect((await it.posting.approveAll({ ...READY, flagged: true }, 'Dana', null)).decided).toEqual([]);
    expect((await it.posting.approveAll(READY, 'Dana', one, true)).decided).toEqual([idOf('ch_1')]);
  });

  it.each([
    ['approved', (it: Company) => it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana')],
    ['ignored', (it: Company) => it.posting.ignore([idOf('ch_1')], 'Twice', 'Dana')],
  ])('loses the flag when it is %s, and the history says so', async (_, decide) => {
    const it = withTwo();
    await decide(it);
    expect(it.store.colleagueFlags.standing(idOf('ch_1'))).toBeNull();
    const actions = it.store.audit.ofSubject('transaction', idOf('ch_1')).map(({ action }) => action);
    expect(actions).toContain('transaction.flag_cleared');
    expect(() => it.posting.replyToFlag(idOf('ch_1'), 'Late', 'Robin')).toThrow('not flagged any more');
  });
});

describe('where the ledger, read back, shows something else than was written', () => {
  const SENTENCE = 'The balance of 1 is 5 where 0 was expected.';

  function withDifference(): Company {
    const clock = testClock();
    const items = [invoice('1', 100)];
    const ledger = createMemoryLedger({ items });
    const odd: Ledger = {
      ...ledger,
      post: async (posting) => {
        const outcome = await ledger.post(posting);
        const reversal = posting.entries.some(({ kind }) => kind === 'reversal');
        return outcome.kind === 'refused' || reversal ? outcome : { ...outcome, differences: [SENTENCE] };
      },
    };
    const it = company(items, { now: clock.now, ledger: () => odd });
    it.receive(transaction('ch_1', 100), proposal('ch_1', [['1', 100]]));
    return it;
  }

  it('it is kept, marked in the list, told, and settled by the reversal', async () => {
    const it = withDifference();
    await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana');
    await it.drain();
    expect(it.store.ledgerDifferences.standing(idOf('ch_1')).map(({ sentence }) => sentence)).toEqual([
      SENTENCE,
    ]);
    const posted = { states: ['posted' as const] };
    expect(it.store.review.page(posted, list, null, 10).rows[0]?.ledgerDiffers).toBe(true);
    expect(it.store.review.ids({ ...posted, remark: 'ledger_differs' })).toEqual([idOf('ch_1')]);
    expect(it.alerts.map(({ code }) => code)).toContain('READ_BACK_DIFFERS');
    expect(it.store.audit.ofSubject('transaction', idOf('ch_1')).at(-1)?.sentence).toContain(SENTENCE);

    await it.posting.undo([idOf('ch_1')], 'Dana');
    await it.drain();
    expect(it.store.ledgerDifferences.standing(idOf('ch_1'))).toEqual([]);
    expect(it.store.review.page(READY, list, null, 10).rows[0]?.ledgerDiffers).toBe(false);
  });
});
