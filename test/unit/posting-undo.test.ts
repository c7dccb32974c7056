import { describe, expect, it } from 'vitest';
import {
  company,
  connectionLost,
  day,
  idOf,
  invoice,
  proposal,
  transaction,
} from '../support/posting-fixture.ts';

async function posted() {
  const it = company([invoice('1', 100), invoice('2', 50)]);
  it.receive(
    transaction('ch_1', 170),
    proposal(
      'ch_1',
      [
        ['1', 100],
        ['2', 50],
      ],
      { remainder: { kind: 'on_account', amountMinor: 20 } },
    ),
  );
  await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana');
  await it.drain();
  return it;
}

describe('undoing what is posted', () => {
  it('writes the opposite of every entry, and the transaction waits again', async () => {
    const it = await posted();
    expect((await it.posting.undo([idOf('ch_1')], 'Dana')).decided).toHaveLength(1);
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('posted');
    await it.drain();
    expect(it.store.transactions.get(idOf('ch_1'))).toMatchObject({
      state: 'waiting',
      stateNote: 'Undone by Dana.',
    });
    expect(it.ledger.rows).toHaveLength(6);
    expect(it.ledger.balanceOf('invoice:1')).toBe(100);
    expect(it.store.ledgerCopy.item(invoice('2', 1).id)?.balanceMinor).toBe(50);
    expect(it.store.receipts.standingOf(idOf('ch_1'))).toEqual([]);
    expect(it.store.receipts.ofTransaction(idOf('ch_1'))).toHaveLength(3);
    expect(it.ledger.rows.reduce((sum, { posted: it }) => sum + it.amountMinor, 0)).toBe(0);
  });

  it('can be followed by a new posting of the same invoice, with markers of its own', async () => {
    const it = await posted();
    await it.posting.undo([idOf('ch_1')], 'Dana');
    await it.drain();
    await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana');
    await it.drain();
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('posted');
    expect(it.ledger.rows).toHaveLength(9);
    expect(new Set(it.ledger.rows.map(({ entry }) => entry.marker)).size).toBe(9);
    await it.posting.undo([idOf('ch_1')], 'Dana');
    await it.drain();
    expect(it.ledger.rows).toHaveLength(12);
    expect(it.store.audit.verify().ok).toBe(true);
  });

  it('happens once, although it is asked for twice and the answer of the ledger is lost', async () => {
    const it = await posted();
    await it.posting.undo([idOf('ch_1')], 'Dana');
    expect((await it.posting.undo([idOf('ch_1')], 'Sam')).skipped[0]?.reason).toContain('on its way');
    it.ledger.faults.afterCommit = () => {
      throw connectionLost(true);
    };
    await it.drain();
    it.clock.advance(60_000);
    await it.drain();
    expect(it.ledger.rows).toHaveLength(6);
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('waiting');
  });

  it('that the ledger refuses leaves it posted, and says why', async () => {
    const it = await posted();
    await it.posting.undo([idOf('ch_1')], 'Dana');
    it.ledger.closedThrough = day(it.clock.now().toISOString().slice(0, 10));
    await it.drain();
    const row = it.store.transactions.get(idOf('ch_1'));
    expect(row.state).toBe('posted');
    expect(row.stateNote).toContain('could not be undone');
    expect(it.ledger.rows).toHaveLength(3);
    it.ledger.closedThrough = null;
    await it.posting.undo([idOf('ch_1')], 'Dana');
    await it.drain();
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('waiting');
  });
});

describe('undoing what failed to be undone', () => {
  it('is refused until that is settled, so that no second reversal is recorded after a new posting', async () => {
    const it = await posted();
    await it.posting.undo([idOf('ch_1')], 'Dana');
    it.ledger.faults.beforePost = () => {
      throw connectionLost(true, false);
    };
    await it.drain();
    it.ledger.faults.beforePost = () => {};
    const [letter] = it.store.deadLetters.page(['open'], null, 10);
    const again = await it.posting.undo([idOf('ch_1')], 'Dana');
    expect(again.skipped[0]?.reason).toContain('list of exceptions');
    it.posting.retryDeadLetter(letter?.id ?? 0, 'Dana');
    await it.drain();
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('waiting');
    const reversals = it.store.outbox.entriesOf(idOf('ch_1')).filter(({ kind }) => kind === 'reversal');
    expect(reversals.map(({ state }) => state)).toEqual(['done']);
  });
});

describe('undoing what is approved and not posted yet', () => {
  it('withdraws it; the ledger never hears of it', async () => {
    const it = company([invoice('1', 100)]);
    it.receive(transaction('ch_1', 100), proposal('ch_1', [['1', 100]]));
    await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana');
    await it.posting.undo([idOf('ch_1')], 'Dana');
    await it.drain();
    expect(it.ledger.calls.posts).toBe(0);
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('waiting');
  });

  it('is refused while nobody knows whether the ledger has it', async () => {
    const it = company([invoice('1', 100)]);
    it.receive(transaction('ch_1', 100), proposal('ch_1', [['1', 100]]));
    await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana');
    it.ledger.faults.afterCommit = () => {
      throw connectionLost(true);
    };
    await it.drain();
    expect((await it.posting.undo([idOf('ch_1')], 'Dana')).skipped[0]?.reason).toContain('right now');
  });
});
