/** The checker is checked once more: a ledger that does wrong while it is posted to is found out. */
import { describe, expect, it } from 'vitest';
import { inMemory } from '../faults/open-books.ts';
import { planCalmDay, run } from '../faults/run-one.ts';
import type { Sabotage } from '../faults/world/memory-books.ts';

describe('a ledger that does wrong while it is posted to', () => {
  const violationsWith = async (sabotage: Sabotage): Promise<string[]> => {
    const { violations } = await run(planCalmDay(3, false), inMemory(sabotage));
    return violations.map(({ rule }) => rule);
  };

  it('is right without sabotage', async () => {
    expect(await violationsWith((ledger) => ledger)).toEqual([]);
  });

  it('is found out when it writes a receipt a second time under another marker', async () => {
    const rules = await violationsWith((ledger) => ({
      ...ledger,
      post: async (posting) => {
        const outcome = await ledger.post(posting);
        const last = ledger.rows.at(-1);
        if (outcome.kind === 'posted' && last && last.entry.kind === 'receipt') {
          const marker = last.entry.marker.replace(/..$/, '00') as typeof last.entry.marker;
          (ledger.rows as (typeof last)[]).push({ ...last, entry: { ...last.entry, marker } });
        }
        return outcome;
      },
    }));
    expect(rules).toContain('no receipt without an approval');
  });

  it('is found out when it says posted and wrote nothing', async () => {
    const rules = await violationsWith((ledger) => ({
      ...ledger,
      post: async (posting) => {
        const outcome = await ledger.post(posting);
        if (outcome.kind === 'posted') (ledger.rows as unknown[]).splice(-posting.entries.length);
        return outcome;
      },
    }));
    expect(rules).toContain('each approved allocation has exactly one receipt');
    expect(rules).toContain('paidamt moves by its receipts');
  });

  it('is found out when it moves no balance', async () => {
    const rules = await violationsWith((ledger) => ({
      ...ledger,
      post: async (posting) => {
        const before = new Map(
          posting.entries.flatMap((entry) =>
            'itemNumber' in entry ? [[`${entry.itemKind}:${entry.itemNumber}`, 0]] : [],
          ),
        );
        for (const id of before.keys()) before.set(id, ledger.balanceOf(id));
        const outcome = await ledger.post(posting);
        for (const [id, balance] of before) ledger.setBalance(id, balance);
        return outcome;
      },
    }));
    expect(rules).toContain('paidamt moves by its receipts');
  });
});
