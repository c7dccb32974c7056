/** A day with ten thousand transactions, and pulls that are cut off in the middle of it. */
import { afterEach, describe, expect, it } from 'vitest';
import { Imported, pullInto, RUNNING } from '../support/gateway-pulls.ts';
import { payTraceScene } from '../support/gateway-scenes.ts';
import { stripeScene } from '../support/stripe-scene.ts';

const MANY = 10_000;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('a day with 10,000 transactions', () => {
  it('at Stripe comes in whole, a hundred a page, also when the pull is cut off and goes on', async () => {
    const scene = await stripeScene({ payments: 1 });
    closing.push(scene.close);
    const imported = await pullInto(new Imported(), scene.open());
    const expected = new Set<string>();
    const start = Date.parse('2025-06-16T12:00:00Z') / 1000;
    for (let at = 0; at < MANY; at += 1)
      expected.add(scene.pay({ at: start + at * 8, amountMinor: 100 + at }));
    scene.later(24 * 60);
    let longest = 0;
    for (let tries = 0, isDone = false; !isDone; tries += 1) {
      expect(tries).toBeLessThan(10);
      let pages = 0;
      isDone = true;
      for await (const page of scene.open().pull(imported.cursor, RUNNING)) {
        imported.keep(page);
        longest = Math.max(longest, page.transactions.length);
        pages += 1;
        if (pages === 90) {
          isDone = false;
          break;
        }
      }
    }
    const amounts = imported
      .of('payment')
      .filter((it) => expected.has(it.externalId))
      .map((it) => it.amountMinor);
    expect(amounts).toHaveLength(MANY);
    expect(new Set(amounts).size).toBe(MANY);
    expect(longest).toBeLessThanOrEqual(101);
    expect(imported.rejected.size).toBe(0);
  });

  it('at PayTrace comes in one answer and is given in pages that a store can take', async () => {
    const scene = await payTraceScene();
    closing.push(scene.close);
    const imported = await pullInto(new Imported(), scene.open());
    const before = imported.of('payment').length;
    const start = scene.nowSeconds();
    for (let at = 0; at < MANY; at += 1) scene.pay({ at: start + (at % 3_600), amountMinor: 100 + at });
    scene.later(60);
    let longest = 0;
    for await (const page of scene.open().pull(imported.cursor, RUNNING)) {
      imported.keep(page);
      longest = Math.max(longest, page.transactions.length);
    }
    expect(imported.of('payment').length - before).toBe(MANY);
    expect(longest).toBeLessThanOrEqual(500);
    expect(imported.rejected.size).toBe(0);
  });
});
