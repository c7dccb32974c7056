/**
 * Whole days of work with the program killed at random steps, the connection lost before and after the commit, and a
 * Sage user at the same invoices; then everything that must hold is read from the ledger itself.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STEPS, type StepName } from '../../src-main/posting/index.ts';
import { openStore } from '../../src-main/store/index.ts';
import { createMemoryLedger, type MemoryLedger } from '../support/memory-ledger.ts';
import {
  type Company,
  company,
  connectionLost,
  countingIds,
  idOf,
  invoice,
  proposal,
  seededRandom,
  transaction,
} from '../support/posting-fixture.ts';

/** The power cut: thrown from a step, and caught by nothing but the test. */
class Killed extends Error {}

const INVOICES = 8;
const BALANCE = 10_000;

interface Day {
  readonly seed: number;
  readonly killRate: number;
  readonly lossRate: number;
}

interface Outcome {
  readonly kills: ReadonlyMap<StepName, number>;
  readonly losses: number;
  readonly company: Company;
}

async function liveThrough(file: string, { seed, killRate, lossRate }: Day): Promise<Outcome> {
  const random = seededRandom(seed);
  const items = Array.from({ length: INVOICES }, (_, at) => invoice(String(at), BALANCE));
  const ledger = createMemoryLedger({ items });
  const kills = new Map<StepName, number>();
  let losses = 0;
  let lives = 0;
  let calm = false;
  let at = Date.parse('2026-03-10T08:00:00Z');
  const now = () => new Date(at);

  const lose = (outcomeUnknown: boolean): void => {
    if (calm || random() >= lossRate) return;
    losses += 1;
    throw connectionLost(outcomeUnknown);
  };
  ledger.faults.beforePost = () => lose(random() < 0.5);
  ledger.faults.afterCommit = () => lose(true);
  ledger.faults.beforeFind = () => lose(false);

  const start = (): Company => {
    lives += 1;
    const store = openStore(file, { now });
    const ids = countingIds(`life-${lives}`);
    return company(items, {
      store,
      now,
      ledger: () => ledger,
      random,
      newId: ids,
      holder: `life-${lives}`,
      onStep: (step) => {
        if (calm || random() >= killRate) return;
        kills.set(step, (kills.get(step) ?? 0) + 1);
        throw new Killed(step);
      },
    });
  };

  let it = start();
  const attempt = async (work: () => unknown): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      it.store.close();
      it = start();
    }
  };

  for (let payment = 0; payment < INVOICES * 2; payment += 1) {
    const number = String(payment % INVOICES);
    const amount = payment < INVOICES ? 4_000 : BALANCE - 4_000;
    const id = `ch_${payment}`;
    it.receive(transaction(id, amount), proposal(id, [[number, amount]]));
    await attempt(() => it.posting.approve([{ transactionId: idOf(id) }], 'Dana'));
    at += Math.floor(random() * 60_000);
    if (random() < 0.5) await attempt(() => it.poster.drain(AbortSignal.timeout(60_000)));
    if (random() < 0.25) await attempt(() => it.posting.undo([idOf(id)], 'Dana'));
  }
  for (let round = 0; round < 60; round += 1) {
    at += Math.floor(random() * 400_000);
    calm = round >= 30;
    await attempt(() => it.poster.drain(AbortSignal.timeout(60_000)));
  }
  return { kills, losses, company: Object.assign(it, { ledger }) };
}

function checkLedger(ledger: MemoryLedger, store: Company['store']): void {
  const markers = ledger.rows.map(({ entry }) => entry.marker);
  expect(new Set(markers).size).toBe(markers.length);
  for (let number = 0; number < INVOICES; number += 1) {
    const moved = ledger.rows
      .filter(({ posted }) => posted.itemNumber === String(number))
      .reduce((sum, { posted }) => sum + posted.amountMinor, 0);
    expect(ledger.balanceOf(`invoice:${number}`)).toBe(BALANCE - moved);
  }
  const standing = new Set(
    ledger.rows.flatMap(({ entry }) => (entry.kind === 'reversal' ? [] : [entry.marker])),
  );
  for (const { entry } of ledger.rows) if (entry.kind === 'reversal') standing.delete(entry.of);
  const known = new Set<string>();
  for (let payment = 0; payment < INVOICES * 2; payment += 1) {
    const { state } = store.transactions.get(idOf(`ch_${payment}`));
    const receipts = store.receipts.standingOf(idOf(`ch_${payment}`));
    expect(receipts.length, `${payment} is ${state}`).toBe(state === 'posted' ? 1 : 0);
    expect(['posted', 'waiting', 'returned']).toContain(state);
    for (const { marker } of receipts) known.add(marker);
  }
  expect([...standing].sort()).toEqual([...known].sort());
  expect(store.outbox.pendingCount()).toBe(0);
  expect(store.audit.verify()).toMatchObject({ ok: true });
}

describe('a day of approvals with kills and lost connections', () => {
  it('leaves every approved allocation exactly one receipt in the ledger', async () => {
    const seen = new Map<StepName, number>();
    let losses = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const folder = mkdtempSync(join(tmpdir(), 'matchbook-day-'));
        const outcome = await liveThrough(join(folder, 'a.matchbook'), {
          seed,
          killRate: 0.08,
          lossRate: 0.15,
        });
        checkLedger(outcome.company.ledger, outcome.company.store);
        outcome.company.store.close();
        rmSync(folder, { recursive: true });
        for (const [step, count] of outcome.kills) seen.set(step, (seen.get(step) ?? 0) + count);
        losses += outcome.losses;
      }),
      { numRuns: 25, seed: 20_260_310 },
    );
    // The faults must really have happened, or the property says nothing.
    const steps = STEPS.filter((step) => !step.startsWith('journal.'));
    expect(steps.filter((step) => !seen.has(step))).toEqual([]);
    expect(losses).toBeGreaterThan(25);
  });
});
