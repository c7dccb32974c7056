/** What happens after the first import: events between polls, disputes months later, payouts that fail, crashes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Imported, pullInto, RUNNING, tieOut } from '../support/gateway-pulls.ts';
import { type StripeScene, stripeScene } from '../support/stripe-scene.ts';

let scene: StripeScene;
beforeEach(async () => {
  scene = await stripeScene();
});
afterEach(() => scene.close());

describe('between two polls of the balance', () => {
  it('a pull without events is one request', async () => {
    const gateway = scene.open();
    const imported = await pullInto(new Imported(), gateway);
    scene.later(1);
    const before = scene.requests();
    await pullInto(imported, gateway);
    expect(scene.requests() - before).toBe(1);
  });

  it('a payment, its refund and its dispute are there within a minute, told by events', async () => {
    const gateway = scene.open();
    const imported = await pullInto(new Imported(), gateway);
    scene.later(1);
    const charge = scene.pay();
    await pullInto(imported, gateway);
    expect(imported.byExternalId(charge)).toMatchObject({
      kind: 'payment',
      status: 'succeeded',
      settlement: { currency: 'USD' },
    });
    scene.later(1);
    const refund = scene.control.refund(charge, 500);
    await pullInto(imported, gateway);
    expect(imported.byExternalId(refund.id)).toMatchObject({
      kind: 'refund',
      amountMinor: 500,
      relatedExternalId: charge,
    });
    scene.later(1);
    const other = scene.pay();
    const dispute = scene.control.openDispute(other);
    await pullInto(imported, gateway);
    expect(imported.byExternalId(dispute.id)).toMatchObject({ kind: 'dispute', relatedExternalId: other });
  });

  it('a declined payment is there, and has touched no balance', async () => {
    const gateway = scene.open();
    const imported = await pullInto(new Imported(), gateway);
    scene.later(1);
    const charge = scene.pay({ declined: 'insufficient_funds' });
    await pullInto(imported, gateway);
    expect(imported.byExternalId(charge)).toMatchObject({ status: 'failed', settlement: null });
  });

  it('a payment that was paid out keeps its payout when it changes afterwards', async () => {
    const gateway = scene.open();
    const imported = await pullInto(new Imported(), gateway);
    const paid = imported
      .of('payment')
      .find((it) => it.payoutExternalId !== null && it.status === 'succeeded');
    if (!paid) throw new Error('No payment was paid out.');
    for (const open of [gateway, scene.open()]) {
      scene.later(1);
      scene.control.refund(paid.externalId, 100);
      scene.control.changeCharge(paid.externalId, { description: `Changed ${imported.pages}` });
      await pullInto(imported, open);
      expect(imported.byExternalId(paid.externalId)?.payoutExternalId).toBe(paid.payoutExternalId);
    }
  });
});

describe('a dispute ninety days after the payment', () => {
  it('comes in, and is won back, with fee and reversal apart', async () => {
    const imported = await pullInto(new Imported(), scene.open());
    const payment = imported.of('payment').find((it) => it.status === 'succeeded' && it.currency === 'USD');
    if (!payment) throw new Error('There is no payment.');
    scene.later(90 * 24 * 60);
    const dispute = scene.control.openDispute(payment.externalId);
    await pullInto(imported, scene.open());
    expect(imported.byExternalId(dispute.id)).toMatchObject({
      kind: 'dispute',
      status: 'succeeded',
      relatedExternalId: payment.externalId,
      settlement: { grossMinor: -payment.amountMinor, feeMinor: 1_500 },
    });
    scene.later(30 * 24 * 60);
    scene.control.closeDispute(dispute.id, 'won');
    await pullInto(imported, scene.open());
    const reversals = imported
      .of('dispute_reversal')
      .filter((it) => it.relatedExternalId === payment.externalId);
    expect(reversals).toMatchObject([{ settlement: { grossMinor: payment.amountMinor } }]);
    expect(imported.byExternalId(dispute.id)?.description).toContain('won');
  });
});

describe('a payout', () => {
  it('is seen on its way, then paid, and ties out with payments that were there before it', async () => {
    const imported = await pullInto(new Imported(), scene.open());
    const charge = scene.pay();
    await pullInto(imported, scene.open({ balancePollMinutes: 0 }));
    expect(imported.byExternalId(charge)?.payoutExternalId).toBeNull();
    for (let day = 0; day < 8; day += 1) {
      scene.later(24 * 60);
      await pullInto(imported, scene.open());
    }
    const payout = imported.byExternalId(charge)?.payoutExternalId ?? '';
    expect(payout).toMatch(/^po_/);
    expect(imported.byExternalId(payout)?.status).toBe('succeeded');
    for (const { externalId } of imported.of('payout')) {
      const { parts, paid } = tieOut(imported, externalId);
      expect(parts, externalId).toBe(paid);
    }
  });

  it('that fails at the bank is failed, and its money is back as an adjustment', async () => {
    const imported = await pullInto(new Imported(), scene.open());
    const payout = imported.of('payout').find((it) => it.status === 'succeeded');
    if (!payout) throw new Error('There is no payout.');
    scene.later(60);
    scene.control.failPayout(payout.externalId);
    await pullInto(imported, scene.open());
    expect(imported.byExternalId(payout.externalId)?.status).toBe('failed');
    const back = imported.of('adjustment').filter((it) => it.relatedExternalId === payout.externalId);
    expect(back).toMatchObject([{ settlement: { grossMinor: payout.amountMinor } }]);
  });
});

describe('events that are too old', () => {
  it('are replaced by reading the balance, and nothing is missing', async () => {
    const imported = await pullInto(new Imported(), scene.open());
    const charges: string[] = [];
    for (let week = 0; week < 10; week += 1) {
      scene.later(7 * 24 * 60);
      charges.push(scene.pay());
    }
    await pullInto(imported, scene.open());
    expect(charges.filter((id) => !imported.byExternalId(id))).toEqual([]);
  });
});

describe('a record that changes between two pages', () => {
  it('is there once, with its newest content', async () => {
    const [first] = [...scene.control.books.charges.older(null)];
    if (!first) throw new Error('There is no charge.');
    scene.control.faults.betweenPages(() =>
      scene.control.changeCharge(first.id, { description: 'Changed meanwhile' }),
    );
    const imported = await pullInto(new Imported(), scene.open());
    scene.later(15);
    await pullInto(imported, scene.open());
    expect(imported.all().filter((it) => it.externalId === first.id)).toHaveLength(1);
  });
});

describe('clocks that differ', () => {
  it.each([-7_200, 7_200])('by %i seconds lose nothing', async (seconds) => {
    scene.control.faults.clockSkewSeconds = seconds;
    const imported = await pullInto(new Imported(), scene.open());
    const charges: string[] = [];
    for (let at = 0; at < 5; at += 1) {
      scene.later(20);
      charges.push(scene.pay());
      await pullInto(imported, scene.open());
    }
    scene.later(20);
    await pullInto(imported, scene.open());
    expect(charges.filter((id) => !imported.byExternalId(id))).toEqual([]);
  });
});

describe('a first import that is cancelled again and again', () => {
  it('comes to its end all the same', async () => {
    const whole = await pullInto(new Imported(), scene.open());
    const imported = new Imported();
    for (let tries = 0; tries < 200; tries += 1) {
      let pages = 0;
      let isDone = true;
      for await (const page of scene.open().pull(imported.cursor, RUNNING)) {
        imported.keep(page);
        pages += 1;
        if (pages === 12) {
          isDone = false;
          break;
        }
      }
      if (isDone) break;
    }
    expect(imported.differencesFrom(whole)).toEqual([]);
  });
});
