import { describe, expect, it } from 'vitest';
import { company, connectionLost, idOf, invoice, proposal, transaction } from '../support/posting-fixture.ts';

async function approved(count = 1) {
  const numbers = Array.from({ length: count }, (_, at) => String(at + 1));
  const it = company(numbers.map((number) => invoice(number, 100)));
  for (const number of numbers) {
    it.receive(transaction(`ch_${number}`, 100), proposal(`ch_${number}`, [[number, 100]]));
    await it.posting.approve([{ transactionId: idOf(`ch_${number}`) }], 'Dana');
  }
  return it;
}

describe('a ledger that does not answer', () => {
  it('before the write: tried again later, with growing waits, and posted once', async () => {
    const it = await approved();
    let failures = 3;
    it.ledger.faults.beforePost = () => {
      failures -= 1;
      if (failures >= 0) throw connectionLost(false);
    };
    const waits: number[] = [];
    for (let report = await it.drain(); report.nextDueAt !== null; report = await it.drain()) {
      const wait = Date.parse(report.nextDueAt) - it.clock.now().getTime();
      waits.push(wait);
      it.clock.advance(wait);
    }
    expect(it.ledger.rows).toHaveLength(1);
    expect(waits).toHaveLength(3);
    for (const [at, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(500 * 2 ** at);
      expect(wait).toBeLessThanOrEqual(1_000 * 2 ** at);
    }
  });

  it('after the commit: looks for the marker first, and does not write again', async () => {
    const it = await approved();
    it.ledger.faults.afterCommit = () => {
      throw connectionLost(true);
    };
    const first = await it.drain();
    expect(first.delayed).toBe(1);
    it.clock.advance(10_000);
    expect(await it.drain()).toMatchObject({ alreadyPosted: 1, nextDueAt: null });
    expect(it.ledger.rows).toHaveLength(1);
    expect(it.ledger.calls).toEqual({ posts: 1, finds: 1 });
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('posted');
  });

  it('waits at least as long as the ledger asked', async () => {
    const it = await approved();
    it.ledger.faults.beforePost = () => {
      const error = connectionLost(false);
      throw Object.assign(error, { retryAfterMs: 90_000 });
    };
    const report = await it.drain();
    expect(Date.parse(report.nextDueAt ?? '') - it.clock.now().getTime()).toBe(90_000);
  });

  it('for a night: the circuit opens with one alert, nothing is a dead letter, and the morning posts all', async () => {
    const it = await approved(12);
    let down = true;
    const fail = () => {
      if (down) throw connectionLost(false);
    };
    it.ledger.faults.beforePost = fail;
    it.ledger.faults.beforeFind = fail;
    const morning = it.clock.now().getTime() + 12 * 3_600_000;
    let calls = 0;
    while (it.clock.now().getTime() < morning) {
      const report = await it.drain();
      expect(report.dead).toBe(0);
      it.clock.advance(Math.max(1_000, Date.parse(report.nextDueAt ?? '') - it.clock.now().getTime()));
      calls += 1;
    }
    expect(calls).toBeLessThan(200);
    expect(it.alerts.map(({ title }) => title)).toEqual(['The ledger does not answer']);
    down = false;
    it.clock.advance(600_000);
    await it.drain();
    it.clock.advance(600_000);
    await it.drain();
    expect(it.ledger.rows).toHaveLength(12);
    expect(it.store.outbox.pendingCount()).toBe(0);
  });
});

describe('an entry that fails for good', () => {
  it('becomes a dead letter with all that is needed, an alert, and blocks nobody', async () => {
    const it = await approved(2);
    it.ledger.faults.beforePost = (posting) => {
      if (posting.entries[0]?.reference.endsWith('ch_1')) throw connectionLost(false, false);
    };
    expect(await it.drain()).toMatchObject({ posted: 1, dead: 1, nextDueAt: null });
    const [letter] = it.store.deadLetters.page(['open'], null, 10);
    expect(letter).toMatchObject({
      origin: 'posting',
      code: 'LEDGER_LOGIN_FAILED',
      transactionId: idOf('ch_1'),
    });
    expect(JSON.parse(letter?.rawText ?? '').entries[0].itemNumber).toBe('1');
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('dead_letter');
    expect(it.alerts.map(({ title }) => title)).toContain('A payment could not be posted');
    it.ledger.faults.beforePost = () => {};
    it.posting.retryDeadLetter(letter?.id ?? 0, 'Dana');
    await it.drain();
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('posted');
    expect(it.store.deadLetters.openCount()).toBe(0);
    expect(it.store.audit.verify().ok).toBe(true);
  });

  it('after the last try of a transient fault is one, too', async () => {
    const it = await approved();
    it.ledger.faults.beforePost = () => {
      throw connectionLost(false);
    };
    let report = await it.drain();
    for (let tries = 0; tries < 40 && report.nextDueAt !== null; tries += 1) {
      it.clock.advance(Date.parse(report.nextDueAt) - it.clock.now().getTime());
      report = await it.drain();
    }
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('dead_letter');
    expect(it.store.deadLetters.page(['open'], null, 10)[0]?.attempts).toBe(8);
  });

  it('dismissed after all goes back to review, once the ledger is sure not to have it', async () => {
    const it = await approved();
    it.ledger.faults.beforePost = () => {
      throw connectionLost(true, false);
    };
    await it.drain();
    const letter = it.store.deadLetters.page(['open'], null, 10)[0]?.id ?? 0;
    it.ledger.faults.beforeFind = () => {
      throw connectionLost(false);
    };
    await expect(it.posting.dismissDeadLetter(it.poster, letter, 'Wrong invoice', 'Dana')).rejects.toThrow(
      'did not answer',
    );
    it.ledger.faults.beforeFind = () => {};
    expect(await it.posting.dismissDeadLetter(it.poster, letter, 'Wrong invoice', 'Dana')).toBe('dismissed');
    expect(it.store.transactions.get(idOf('ch_1'))).toMatchObject({
      state: 'waiting',
      stateNote: 'Wrong invoice',
    });
    it.ledger.faults.beforePost = () => {};
    expect((await it.posting.approve([{ transactionId: idOf('ch_1') }], 'Dana')).decided).toHaveLength(1);
    await it.drain();
    expect(it.ledger.rows).toHaveLength(1);
  });

  it('dismissed although the ledger has it is recorded as posted', async () => {
    const it = await approved();
    it.ledger.faults.afterCommit = () => {
      throw connectionLost(true, false);
    };
    await it.drain();
    const letter = it.store.deadLetters.page(['open'], null, 10)[0]?.id ?? 0;
    expect(await it.posting.dismissDeadLetter(it.poster, letter, 'x', 'Dana')).toBe('posted_after_all');
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('posted');
  });

  it('is one when the ledger reads back another amount than was sent', async () => {
    const it = await approved();
    const honest = it.ledger.post;
    it.ledger.post = async (posting) => {
      const outcome = await honest(posting);
      if (outcome.kind === 'refused') return outcome;
      return { ...outcome, entries: outcome.entries.map((entry) => ({ ...entry, amountMinor: 99 })) };
    };
    expect((await it.drain()).dead).toBe(1);
    expect(it.store.deadLetters.page(['open'], null, 1)[0]?.code).toBe('READ_BACK_DIFFERS');
    expect(it.store.receipts.count()).toBe(0);
  });
});

describe('an invoice that moved since the approval', () => {
  it('is not posted: the transaction returns with what changed', async () => {
    const it = await approved();
    it.ledger.setBalance('invoice:1', 60);
    expect(await it.drain()).toMatchObject({ refused: 1, posted: 0 });
    const row = it.store.transactions.get(idOf('ch_1'));
    expect(row).toMatchObject({ state: 'returned', stateNote: '1 now has 60 left, not 100.' });
    expect(it.store.approvals.history(idOf('ch_1'))[0]?.status).toBe('returned');
    expect(it.ledger.rows).toHaveLength(0);
  });

  it('nor is a payment that failed at the gateway in the meantime', async () => {
    const it = await approved();
    it.store.transactions.upsert(transaction('ch_1', 100, { status: 'failed' }));
    expect((await it.drain()).refused).toBe(1);
    expect(it.store.transactions.get(idOf('ch_1')).state).toBe('not_applicable');
    expect(it.ledger.rows).toHaveLength(0);
  });
});
