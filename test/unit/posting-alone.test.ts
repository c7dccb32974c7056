import { describe, expect, it } from 'vitest';
import type { Marker } from '../../shared/model.ts';
import { createPoster } from '../../src-main/posting/index.ts';
import { company, idOf, invoice, proposal, transaction } from '../support/posting-fixture.ts';

async function approved(count = 1) {
  const numbers = Array.from({ length: count }, (_, at) => String(at + 1));
  const it = company(numbers.map((number) => invoice(number, 100)));
  for (const number of numbers) {
    it.receive(transaction(`ch_${number}`, 100), proposal(`ch_${number}`, [[number, 100]]));
    await it.posting.approve([{ transactionId: idOf(`ch_${number}`) }], 'Dana');
  }
  return it;
}

describe('a ledger that cannot even be opened', () => {
  it('leaves everything in the outbox, with one alert, and posts it once it can', async () => {
    const it = await approved();
    let password: string | null = null;
    const poster = createPoster({
      ...it.deps,
      ledger: () => {
        if (password === null) throw new Error('No password is stored.');
        return it.ledger;
      },
    });
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await poster.drain(AbortSignal.timeout(1_000))).toMatchObject({ dead: 0, nextDueAt: null });
    }
    expect(it.alerts).toHaveLength(1);
    expect(it.store.outbox.pendingCount()).toBe(1);
    password = 'given';
    expect((await poster.drain(AbortSignal.timeout(1_000))).posted).toBe(1);
  });
});

describe('two drains asked for at once', () => {
  it('come one after the other', async () => {
    const it = await approved(3);
    const [first, second] = await Promise.all([it.drain(), it.drain()]);
    expect([first.posted, second.posted]).toEqual([3, 0]);
    expect(it.ledger.calls).toEqual({ posts: 3, finds: 0 });
  });
});

describe('two programs with the same company file', () => {
  it('do not drain at once; a lease that is not renewed is taken over', async () => {
    const it = await approved();
    const other = createPoster({ ...it.deps, holder: 'that-process' });
    it.store.leases.take('poster', 'this-process', 120_000);
    expect(await other.drain(AbortSignal.timeout(1_000))).toMatchObject({
      leaseHeldElsewhere: true,
      posted: 0,
    });
    it.clock.advance(120_001);
    expect(await other.drain(AbortSignal.timeout(1_000))).toMatchObject({
      leaseHeldElsewhere: false,
      posted: 1,
    });
  });

  it('write once even when one sleeps through its lease in the middle of a posting', async () => {
    const it = await approved();
    const other = createPoster({ ...it.deps, holder: 'that-process' });
    const find = it.ledger.find;
    let markers: readonly Marker[] = [];
    it.ledger.faults.beforePost = (posting) => {
      markers = posting.entries.map(({ marker }) => marker);
      it.ledger.faults.beforePost = () => {};
    };
    const honest = it.ledger.post;
    it.ledger.post = async (posting) => {
      it.ledger.post = honest;
      it.clock.advance(200_000);
      await other.drain(AbortSignal.timeout(1_000));
      return honest(posting);
    };
    await it.drain();
    expect(it.ledger.rows).toHaveLength(1);
    expect((await find(it.ledger.rows.map(({ entry }) => entry.marker))).size).toBe(1);
    expect(markers).toHaveLength(1);
    expect(it.store.receipts.count()).toBe(1);
    expect(it.store.audit.ofSubject('transaction', idOf('ch_1')).map(({ action }) => action)).toEqual([
      'approval.given',
      'posting.approval_posted',
    ]);
  });
});
